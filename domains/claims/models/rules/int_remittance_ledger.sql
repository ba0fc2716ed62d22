{{ config(materialized='view') }}

{#  A payment that is a claim of its own is posted to that claim, all others to the claim they are sent for. #}
with remittance as (
    select * from {{ ref('int_remittance') }}
),

claim_state as (
    select * from {{ ref('int_remittance_state') }}
),

remittance_ledger as (
    select
        coalesce(claim_state.claim_id, remittance.claim_id) as family_id,
        remittance.entry_claim_id as posting_claim_id,
        case when remittance.claim_status_code = '22' then 'reversal' else 'payment' end as entry_type,
        case when remittance.claim_status_code = '22' then remittance.claim_id end as reverses_claim_id,
        remittance.adjudication_date as posting_date,
        remittance.paid,
        remittance.version_key
    from remittance
    left join claim_state
        on remittance.version_key = claim_state.version_key
)

select * from remittance_ledger
