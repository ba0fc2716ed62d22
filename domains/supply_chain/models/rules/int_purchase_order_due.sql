{#  Drugs on their way: open order lines on their promised date, transfers on the day after the as_of day (they left
    already). An order that is late on the as_of day has no date to count on and is left out. #}
with po_lines as (
    select * from {{ ref('int_po_line') }}
),

line_status as (
    select * from {{ ref('int_po_line_status') }}
),

ledger as (
    select * from {{ ref('int_stock_ledger') }}
),

items as (
    select * from {{ ref('int_item') }}
),

lots as (
    select * from {{ ref('int_lot') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

ordered as (
    select
        items.ndc9,
        po_lines.location_id,
        po_lines.po_id || ' ' || cast(po_lines.line as varchar) as po_id,
        po_lines.promised_date as due_date,
        line_status.open_qty as quantity,
        cast(null as date) as expiry_date
    from po_lines
    inner join line_status
        on po_lines.po_id = line_status.po_id and po_lines.line = line_status.line
    inner join items
        on po_lines.item_id = items.item_id
    where
        items.ndc9 is not null
        and line_status.open_qty > 0
        and po_lines.promised_date > line_status.as_of
),

in_transit as (
    select
        items.ndc9,
        ledger.location_id,
        'transfer of ' || ledger.item_id || coalesce(' ' || ledger.lot, '') as po_id,
        {{ mesh_macros.add_days('ledger.as_of', 1) }} as due_date,
        ledger.in_transit as quantity,
        lots.expiry_date
    from ledger
    inner join as_of_day
        on ledger.as_of = as_of_day.as_of
    inner join items
        on ledger.item_id = items.item_id
    left join lots
        on ledger.item_id = lots.item_id and ledger.lot = lots.lot
    where
        items.ndc9 is not null
        and ledger.in_transit > 0
),

purchase_order_due as (
    select * from ordered
    union all
    select * from in_transit
)

select * from purchase_order_due
