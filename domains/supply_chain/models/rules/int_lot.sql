{#  Lots and their expiry dates: the lot feed's, else the earliest that a receipt or a count of the lot told. #}
with lots as (
    select * from {{ ref('stg_lot') }}
),

receipts as (
    select * from {{ ref('int_receipt') }}
),

bin_counts as (
    select * from {{ ref('stg_bin_count') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

told as (
    select
        po_lines.item_id,
        receipts.lot,
        receipts.expiry_date
    from receipts
    inner join po_lines
        on receipts.po_id = po_lines.po_id and receipts.line = po_lines.line
    union all
    select
        item_id,
        lot,
        expiry_date
    from bin_counts
),

seen as (
    select
        item_id,
        lot,
        min(expiry_date) as expiry_date
    from told
    where lot is not null
    group by item_id, lot
),

lot as (
    select
        coalesce(lots.item_id, seen.item_id) as item_id,
        coalesce(lots.lot, seen.lot) as lot,
        coalesce(lots.expiry_date, seen.expiry_date) as expiry_date
    from lots
    full outer join seen
        on lots.item_id = seen.item_id and lots.lot = seen.lot
)

select * from lot
