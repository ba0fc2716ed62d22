-- For every fill: all its transactions are in the ledger, they add up to its amounts, and the last one leaves it in its state.
with ledger as (
    select
        fill_id,
        count(*) as transaction_count,
        sum(coalesce(paid_change, 0)) as paid,
        sum(coalesce(allowed_change, 0)) as allowed,
        sum(coalesce(patient_paid_change, 0)) as patient_paid,
        max(case when is_last = 1 then state_after end) as state,
        sum(is_last) as last_entries
    from {{ ref('fill_ledger', v=1) }}
    group by fill_id
),

fills as (
    select * from {{ ref('fill', v=1) }}
),

differences as (
    select
        coalesce(fills.fill_id, ledger.fill_id) as fill_id,
        fills.state,
        ledger.state as ledger_state,
        fills.paid_amount,
        ledger.paid as ledger_paid
    from fills
    full outer join ledger
        on fills.fill_id = ledger.fill_id
    where
        fills.fill_id is null
        or ledger.fill_id is null
        or ledger.last_entries <> 1
        or fills.state <> ledger.state
        or fills.transaction_count <> ledger.transaction_count
        or coalesce(fills.paid_amount, 0) <> ledger.paid
        or coalesce(fills.allowed_amount, 0) <> ledger.allowed
        or coalesce(fills.patient_paid_amount, 0) <> ledger.patient_paid
)

select * from differences
