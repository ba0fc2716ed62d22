with replaced as (
    select * from {{ ref('int_claim_ledger') }}
),

remitted as (
    select * from {{ ref('int_remittance_ledger') }}
),

adjusted as (
    select * from {{ ref('int_delta_ledger') }}
),

marked as (
    select * from {{ ref('int_final_action_ledger') }}
),

header as (
    select * from {{ ref('int_claim_header') }}
),

standing as (
    select * from {{ ref('int_claim_standing') }}
),

postings as (
    select * from replaced
    union all
    select * from remitted
    union all
    select * from adjusted
    union all
    select * from marked
),

claim_ledger as (
    select
        {#  A version is posted once and taken back at most once. #}
        cast(postings.version_key as varchar) || '-' || postings.entry_type as ledger_entry_id,
        postings.family_id,
        postings.posting_claim_id,
        postings.entry_type,
        postings.reverses_claim_id,
        postings.posting_date,
        postings.paid as paid_amount,
        header.claim_start_date as service_date,
        standing.person_id,
        header.member_id,
        header.payer,
        header.plan,
        header.claim_type,
        header.adjustment_style,
        header.data_source,
        header.feed
    from postings
    inner join header
        on postings.version_key = header.version_key
    inner join standing
        on postings.family_id = standing.family_id
)

select * from claim_ledger
