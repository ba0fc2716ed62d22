{#  Parts of prescription drug events that lack the others: without all three nobody knows which fill it was. #}
with drug_claims as (
    select * from {{ ref('stg_drug_claim') }}
    where is_drug = '1'
),

drug_claim_lines as (
    select * from {{ ref('stg_drug_claim_line') }}
    where is_drug = '1'
),

events as (
    select distinct transaction_id
    from {{ ref('stg_pharmacy_claim_checked') }}
),

told_lines as (
    select
        drug_claim_lines.record_id,
        drug_claim_lines.claim_id,
        events.transaction_id
    from drug_claim_lines
    left join events
        on {{ pharmacy.idr_event_id('drug_claim_lines.claim_id', 'drug_claim_lines.claim_line_number') }} = events.transaction_id
),

told_claims as (
    select distinct claim_id
    from told_lines
    where transaction_id is not null
),

part_reject as (
    select
        record_id,
        'no_event' as reason,
        'R-CLM-03' as rule_id
    from told_lines
    where transaction_id is null
    union all
    select
        drug_claims.record_id,
        'no_event' as reason,
        'R-CLM-03' as rule_id
    from drug_claims
    left join told_claims
        on drug_claims.claim_id = told_claims.claim_id
    where told_claims.claim_id is null
)

select * from part_reject
