{{ config(materialized='view') }}

with entries as (
    select * from {{ ref('int_claim_entry') }}
),

delta_ledger as (
    select
        family_id,
        claim_id as posting_claim_id,
        entry_type,
        case when entry_type = 'void' then family_id end as reverses_claim_id,
        posting_date,
        paid,
        version_key
    from entries
)

select * from delta_ledger
