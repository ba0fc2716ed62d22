{#  Entries of accounts with the charge that they belong to, the last one before them, and with whose turn it is to pay. #}
with entries as (
    select * from {{ ref('stg_account_entry') }}
),

counted as (
    select
        *,
        count(case when entry_type = 'CHARGE' then 1 end) over so_far as charge_number,
        count(owed_by) over so_far as turn
    from entries
    window so_far as (
        partition by claim_id
        order by entry_number, entry_id
        rows between unbounded preceding and current row
    )
),

account_turn as (
    select
        record_id,
        claim_id,
        entry_type,
        payment_method,
        payment_amount,
        max(case when entry_type = 'CHARGE' then entry_id end) over (partition by claim_id, charge_number) as charge_id,
        max(owed_by) over (partition by claim_id, turn) as payer
    from counted
)

select * from account_turn
