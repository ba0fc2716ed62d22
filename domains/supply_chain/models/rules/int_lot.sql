{#  Lots and their expiry dates: the lot feed's, else the earliest that a receipt of the lot told. #}
with lots as (
    select * from {{ ref('stg_lot') }}
),

receipts as (
    select * from {{ ref('int_receipt') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

received as (
    select
        po_lines.item_id,
        receipts.lot,
        min(receipts.expiry_date) as expiry_date
    from receipts
    inner join po_lines
        on receipts.po_id = po_lines.po_id and receipts.line = po_lines.line
    where receipts.lot is not null
    group by po_lines.item_id, receipts.lot
),

lot as (
    select
        coalesce(lots.item_id, received.item_id) as item_id,
        coalesce(lots.lot, received.lot) as lot,
        coalesce(lots.expiry_date, received.expiry_date) as expiry_date
    from lots
    full outer join received
        on lots.item_id = received.item_id and lots.lot = received.lot
)

select * from lot
