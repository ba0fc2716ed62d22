{#  Receipts in base units, from receipt feeds and delivery histories (where the row is its own only receipt). #}
with receipts as (
    select * from {{ ref('stg_receipt') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

sent_receipts as (
    select
        receipt_id,
        po_id,
        line,
        receipt_date,
        rejects_receipt_id,
        lot,
        expiry_date,
        record_id
    from receipts
    union all
    select
        delivery_id as receipt_id,
        po_id,
        line,
        receipt_date,
        cast(null as varchar) as rejects_receipt_id,
        cast(null as varchar) as lot,
        cast(null as date) as expiry_date,
        record_id
    from deliveries
    where receipt_date is not null
),

receipt as (
    select
        sent_receipts.receipt_id,
        sent_receipts.po_id,
        sent_receipts.line,
        sent_receipts.receipt_date,
        cast(base_quantities.base_quantity as decimal(18, 4)) as quantity,
        sent_receipts.rejects_receipt_id,
        sent_receipts.lot,
        sent_receipts.expiry_date
    from sent_receipts
    inner join base_quantities
        on sent_receipts.record_id = base_quantities.record_id
)

select * from receipt
