{{ config(materialized='view') }}

{#  Payments and reversals of feeds that send both. `batch` numbers deliveries for questions about an earlier state of knowledge;
    here all that was received is one batch. #}
with header as (
    select * from {{ ref('int_claim_header') }}
),

remittance as (
    select
        version_key,
        1 as batch,
        claim_id,
        claim_status_code,
        adjudication_date,
        paid_amount as paid,
        header_paid
    from header
    where adjustment_style = 'reverse'
)

select * from remittance
