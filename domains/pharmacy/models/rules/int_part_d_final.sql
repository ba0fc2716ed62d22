{#  Events of one fill, in the order in which they took effect: the last one says what became of it. Ids of one length compare as
    numbers do. #}
{%- set fill = ['person_id', 'clm_line_from_dt', 'pharmacy_id', 'rx_reference_number', 'fill_number', 'clm_dspnsng_stus_cd'] -%}
with claims as (
    select distinct * from {{ ref('int_part_d_claim') }}
),

xref as (
    select * from {{ ref('int_beneficiary_xref') }}
),

signed as (
    select
        claims.*,
        coalesce(xref.crnt_num, claims.bene_mbi_id) as person_id,
        coalesce(claims.clm_adjsmt_type_cd = '1', false) as is_cancellation,
        {{ mesh_macros.debit_credit_amount("claims.clm_adjsmt_type_cd = '1'", 'claims.bene_payment') }} as signed_payment
    from claims
    left join xref
        on claims.bene_mbi_id = xref.prvs_num
),

in_order as (
    select
        *,
        row_number() over (
            partition by {{ fill | join(', ') }}
            order by clm_efctv_dt asc nulls first, length(cur_clm_uniq_id) asc, cur_clm_uniq_id asc
        ) as place
    from signed
),

fills as (
    select
        *,
        max(place) over of_fill as last_place,
        max(case when not is_cancellation then place end) over of_fill as last_billed_place,
        count(*) over of_fill as n_claims,
        sum(signed_payment) over of_fill as net_payment
    from in_order
    window of_fill as (partition by {{ fill | join(', ') }})
),

{#  A cancellation tells neither drug nor quantity: what was billed last describes the fill. #}
part_d_final as (
    select
        {{ fill | join(', ') }},
        case when place = last_place and not is_cancellation then 'final' else 'cancelled' end as state,
        case when place = last_place and not is_cancellation then cur_clm_uniq_id end as final_claim_id,
        cast(coalesce(net_payment, 0) as decimal(18, 2)) as net_bene_payment,
        cur_clm_uniq_id as described_by,
        last_billed_place is not null as was_billed,
        cast(n_claims as integer) as n_claims
    from fills
    where place = coalesce(last_billed_place, last_place)
)

select * from part_d_final
