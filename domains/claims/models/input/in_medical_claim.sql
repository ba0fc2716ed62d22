{#  A version is one state of a claim as the payer sent it. Where corrections have an id of their own, the claim id names the
    version. Where a payer sends reversals or adjustments, they share the claim id: there kind, date and header amount do. #}
{% set version = [
    'claim_id',
    mesh_macros.clean_text('claim_status_code'),
    mesh_macros.clean_text('transaction_type'),
    mesh_macros.try_date('adjudication_date'),
    'try_cast(header_paid_amount as decimal(18, 2))',
] -%}
with sent as (
    {{ mesh_macros.union_mappings(
        [
            ref('map_sample__medical_claim'),
            ref('map_sample__remittance_claim'),
            ref('map_sample__adjustment_claim'),
            ref('map_desynpuf__carrier'),
            ref('map_desynpuf__inpatient'),
            ref('map_desynpuf__outpatient'),
            ref('map_tuva__medical_claim'),
            ref('map_cclf__part_a_revenue'),
            ref('map_cclf__part_b_physician'),
            ref('map_cclf__part_b_dme'),
            ref('map_idr__claim_line'),
            ref('map_synthea__charge'),
        ],
        claims.medical_claim_sent(),
    ) }}
),

keyed as (
    select
        *,
        cast(case
            when adjustment_style in ('reverse', 'delta') then {{ mesh_macros.hash64(version) }}
            else {{ mesh_macros.hash64(['claim_id']) }}
        end as varchar) as version_key,
        cast(case
            when adjustment_style in ('reverse', 'delta')
                then {{ mesh_macros.hash64(version + ['try_cast(paid_amount as decimal(18, 2))']) }}
        end as varchar) as entry_key
    from sent
)

select * from keyed
