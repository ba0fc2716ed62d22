with recursive {{ claims.claim_family(ref('int_claim_version')) }},

{#  What stands is taken back before anything new is posted, and a void only takes back. #}
taken_back as (
    select
        family_id,
        claim_id as posting_claim_id,
        case when frequency_code = '8' then 'void' else 'implied_reversal' end as entry_type,
        active_claim_id as reverses_claim_id,
        adjudication_date as posting_date,
        cast(-active_paid as decimal(18, 2)) as paid,
        active_version_key as version_key
    from versions_in_order
    where active_claim_id is not null
),

posted as (
    select
        family_id,
        claim_id as posting_claim_id,
        case when frequency_code = '7' then 'replacement' else 'original' end as entry_type,
        cast(null as varchar) as reverses_claim_id,
        adjudication_date as posting_date,
        cast(paid as decimal(18, 2)) as paid,
        version_key
    from versions_in_order
    where coalesce(frequency_code, '1') <> '8'
),

claim_ledger as (
    select * from taken_back
    union all
    select * from posted
)

select * from claim_ledger
