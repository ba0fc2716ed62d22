{{ config(materialized='view') }}

with remittance as (
    select * from {{ ref('int_remittance') }}
),

remittance_ledger as (
    select
        claim_id as family_id,
        claim_id as posting_claim_id,
        case when claim_status_code = '22' then 'reversal' else 'payment' end as entry_type,
        case when claim_status_code = '22' then claim_id end as reverses_claim_id,
        adjudication_date as posting_date,
        paid,
        version_key
    from remittance
)

select * from remittance_ledger
