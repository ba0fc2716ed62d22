{{ config(materialized='view') }}

{#  Payments and reversals of feeds that send both. `batch` numbers deliveries for questions about an earlier state of knowledge;
    here all that was received is one batch.

    entry_claim_id  the id that the entry itself has, where entries of one claim have different ids
    entry_order     the order of entries on one day, where the source tells it; else payments come first
    keeps_open      several payments that stay open are several claims; else the latest is the claim #}
with header as (
    select * from {{ ref('int_claim_header') }}
),

debit_credit as (
    select * from {{ ref('int_debit_credit') }}
),

remittance as (
    select
        version_key,
        1 as batch,
        claim_id,
        claim_id as entry_claim_id,
        claim_status_code,
        adjudication_date,
        cast(null as integer) as entry_order,
        false as keeps_open,
        paid_amount as paid,
        header_paid
    from header
    where adjustment_style = 'reverse'
    union all
    select
        version_key,
        1 as batch,
        claim_id,
        entry_claim_id,
        claim_status_code,
        adjudication_date,
        entry_order,
        true as keeps_open,
        paid,
        header_paid
    from debit_credit
)

select * from remittance
