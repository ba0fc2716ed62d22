{#  Entries of accounts that nothing was charged for, and accounts without any charge. #}
with turns as (
    select * from {{ ref('int_account_turn') }}
),

accounts as (
    select * from {{ ref('stg_claim_account') }}
),

charged as (
    select distinct claim_id
    from turns
    where charge_id is not null
),

account_reject as (
    select
        record_id,
        'no_charge' as reason,
        'R-CLM-03' as rule_id
    from turns
    where charge_id is null
    union all
    select
        accounts.record_id,
        'no_charge' as reason,
        'R-CLM-03' as rule_id
    from accounts
    left join charged
        on accounts.claim_id = charged.claim_id
    where charged.claim_id is null
)

select * from account_reject
