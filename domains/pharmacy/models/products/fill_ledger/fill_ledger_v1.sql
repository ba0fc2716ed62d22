with entries as (
    select * from {{ ref('int_fill_entry') }}
),

claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
),

fills as (
    select * from {{ ref('fill', v=1) }}
),

fill_ledger as (
    select
        entries.transaction_id,
        entries.fill_id,
        fills.person_id,
        claims.member_id,
        fills.pharmacy_id,
        fills.rx_number,
        fills.fill_number,
        fills.fill_date,
        entries.entry_type,
        claims.transaction_code,
        claims.response_status,
        claims.transaction_ts,
        coalesce(
            cast(claims.transaction_ts as date), claims.effective_date, claims.paid_date, claims.date_of_service
        ) as posting_date,
        claims.paid_amount,
        entries.paid_change,
        entries.allowed_change,
        entries.patient_paid_change,
        entries.state_after,
        entries.is_last,
        claims.data_source
    from entries
    inner join claims
        on entries.transaction_id = claims.transaction_id
    inner join fills
        on entries.fill_id = fills.fill_id
)

select * from fill_ledger
