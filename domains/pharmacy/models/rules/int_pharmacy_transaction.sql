{{ config(materialized='view') }}

with claims as (
    select * from {{ ref('stg_pharmacy_claim') }}
    where adjustment_style <> 'debit_credit'
),

transactions as (
    select
        transaction_id,
        pharmacy_id,
        rx_number,
        coalesce(fill_number, 0) as fill_number,
        date_of_service,
        transaction_code,
        response_status,
        transaction_ts,
        file_name as received_batch,
        paid_amount as paid,
        declared_state
    from claims
)

select * from transactions
