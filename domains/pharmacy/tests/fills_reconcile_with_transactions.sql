-- Every kept transaction belongs to exactly one fill, and the active fills cost what their final transactions say.
with fills as (
    select
        sum(transaction_count) as transaction_count,
        sum(paid_amount) as paid
    from {{ ref('fill', v=1) }}
),

finals as (
    select sum(coalesce(claims.paid_amount, 0)) as paid
    from {{ ref('fill', v=1) }} as fills
    inner join {{ ref('stg_pharmacy_claim') }} as claims
        on fills.final_transaction_id = claims.transaction_id
),

claims as (
    select count(*) as transaction_count
    from {{ ref('stg_pharmacy_claim') }}
),

differences as (
    select
        fills.transaction_count as fill_transactions,
        claims.transaction_count as claim_transactions,
        fills.paid as fill_paid,
        finals.paid as final_paid
    from fills
    cross join finals
    cross join claims
    where
        coalesce(fills.transaction_count, 0) <> claims.transaction_count
        or coalesce(fills.paid, 0) <> coalesce(finals.paid, 0)
)

select * from differences
