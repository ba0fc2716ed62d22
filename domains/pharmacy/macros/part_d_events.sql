{#  R-CLM-04 for prescription drug events: the events of one fill, after ids of people are mapped, in the order in which they took
    effect. Ids of one length compare as numbers do. Where the source marks the state that stands, other states go before it and
    cancel: they bill nothing any more.

    Result: CTEs up to `in_order`, the events with person_id, is_cancellation, signed_payment and their place in the fill. #}
{% macro part_d_events(events, xref) -%}
claims as (
    select distinct * from {{ events }}
),

xref as (
    select * from {{ xref }}
),

signed as (
    select
        claims.*,
        coalesce(xref.crnt_num, claims.bene_mbi_id) as person_id,
        coalesce(claims.clm_adjsmt_type_cd = '1', false) or coalesce(claims.clm_finl_actn_ind = 'N', false) as is_cancellation,
        case
            when claims.clm_finl_actn_ind is null
                then {{ mesh_macros.debit_credit_amount("claims.clm_adjsmt_type_cd = '1'", 'claims.bene_payment') }}
            when claims.clm_finl_actn_ind = 'Y' and claims.clm_adjsmt_type_cd <> '1' then claims.bene_payment
        end as signed_payment
    from claims
    left join xref
        on claims.bene_mbi_id = xref.prvs_num
),

in_order as (
    select
        *,
        row_number() over (
            partition by {{ pharmacy.part_d_fill() | join(', ') }}
            order by
                case when clm_finl_actn_ind = 'N' then 0 else 1 end,
                clm_efctv_dt asc nulls first,
                length(cur_clm_uniq_id) asc,
                cur_clm_uniq_id asc
        ) as place
    from signed
)
{%- endmacro %}

{#  What names a fill of CCLF files. #}
{% macro part_d_fill() -%}
    {{ return(['person_id', 'clm_line_from_dt', 'pharmacy_id', 'rx_reference_number', 'fill_number', 'clm_dspnsng_stus_cd']) }}
{%- endmacro %}

{% macro part_d_fill_id() -%}
    {{ mesh_macros.joined_text([
        'pharmacy_id', 'rx_reference_number', 'fill_number', 'clm_line_from_dt', 'person_id', 'clm_dspnsng_stus_cd'
    ]) }}
{%- endmacro %}
