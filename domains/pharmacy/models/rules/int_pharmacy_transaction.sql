{{ config(materialized='view') }}

with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
    where adjustment_style <> 'debit_credit'
),

transactions as (
    select
        claims.transaction_id,
        claims.pharmacy_id,
        claims.rx_number,
        coalesce(claims.fill_number, 0) as fill_number,
        claims.date_of_service,
        claims.transaction_code,
        claims.response_status,
        claims.transaction_ts,
        claims.file_name as received_batch,
        claims.paid_amount as paid,
        claims.allowed_amount as allowed,
        {{ pharmacy.patient_share('claims') }} as patient_paid,
        claims.declared_state
    from claims
)

select * from transactions
