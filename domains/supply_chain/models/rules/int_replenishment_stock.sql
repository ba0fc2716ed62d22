{#  What a place has of an item and what is on its way, on the as_of day: one row per item and place that stocks it or has it
    on order. Expired lots do not count as stock. Stock below zero is what was handed out beyond the books and is still
    owed to the shelf: none on hand, and backordered. The pack is that of the latest order. #}
with ledger as (
    select * from {{ ref('int_stock_ledger') }}
),

lots as (
    select * from {{ ref('int_lot') }}
),

item_stock as (
    select * from {{ ref('int_item_stock') }}
),

po_lines as (
    select * from {{ ref('int_po_line') }}
),

line_status as (
    select * from {{ ref('int_po_line_status') }}
),

purchases as (
    select * from {{ ref('int_latest_purchase') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

figures as (
    select
        item_stock.item_id,
        item_stock.location_id,
        0 as usable_qty,
        0 as expired_qty,
        0 as in_transit_qty,
        0 as ordered_qty,
        0 as late_qty
    from item_stock
    inner join as_of_day
        on item_stock.last_day = as_of_day.as_of
    union all
    select
        ledger.item_id,
        ledger.location_id,
        case when lots.expiry_date < ledger.as_of then 0 else ledger.on_hand end as usable_qty,
        case when lots.expiry_date < ledger.as_of then ledger.on_hand else 0 end as expired_qty,
        ledger.in_transit as in_transit_qty,
        0 as ordered_qty,
        0 as late_qty
    from ledger
    inner join as_of_day
        on ledger.as_of = as_of_day.as_of
    left join lots
        on ledger.item_id = lots.item_id and ledger.lot = lots.lot
    where ledger.on_hand <> 0 or ledger.in_transit <> 0
    union all
    select
        po_lines.item_id,
        po_lines.location_id,
        0 as usable_qty,
        0 as expired_qty,
        0 as in_transit_qty,
        line_status.open_qty as ordered_qty,
        line_status.backorder_qty as late_qty
    from po_lines
    inner join line_status
        on po_lines.po_id = line_status.po_id and po_lines.line = line_status.line
    where line_status.open_qty > 0
),

totals as (
    select
        item_id,
        location_id,
        sum(usable_qty) as usable_qty,
        sum(expired_qty) as expired_qty,
        sum(in_transit_qty) as in_transit_qty,
        sum(ordered_qty) as ordered_qty,
        sum(late_qty) as late_qty
    from figures
    group by item_id, location_id
),

replenishment_stock as (
    select
        totals.item_id,
        totals.location_id,
        cast(greatest(totals.usable_qty, 0) as decimal(18, 4)) as on_hand,
        cast(totals.ordered_qty + totals.in_transit_qty as decimal(18, 4)) as on_order,
        cast(greatest(-totals.usable_qty, 0) as decimal(18, 4)) as backordered,
        coalesce(purchases.pack_size, 1) as pack_size,
        cast(totals.expired_qty as decimal(18, 4)) as expired_qty,
        cast(totals.in_transit_qty as decimal(18, 4)) as in_transit_qty,
        cast(totals.late_qty as decimal(18, 4)) as late_qty
    from totals
    left join purchases
        on totals.item_id = purchases.item_id and totals.location_id = purchases.location_id
)

select * from replenishment_stock
