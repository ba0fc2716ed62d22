{#  How many days goods took to come, one row per delivery: from the order to the first receipt that was kept, and from a
    transfer's leaving to its arrival. Receipts dated before their order tell nothing and are left out. #}
with {{ supply_chain.movement_once(ref('int_movement')) }},

{{ supply_chain.transfers() }},

po_lines as (
    select * from {{ ref('int_po_line') }}
),

line_status as (
    select * from {{ ref('int_po_line_status') }}
),

as_of_day as (
    {{ supply_chain.as_of_day() }}
),

delivered as (
    select
        po_lines.item_id,
        po_lines.location_id,
        po_lines.order_date as started_on,
        line_status.first_receipt_date as arrived_on
    from po_lines
    inner join line_status
        on po_lines.po_id = line_status.po_id and po_lines.line = line_status.line
    where line_status.accepted_qty > 0
    union all
    select
        transfers.item_id,
        transfers.location_id,
        transfers.left_on as started_on,
        transfers.arrived_on
    from transfers
    inner join as_of_day
        on transfers.arrived_on <= as_of_day.as_of
),

lead_time as (
    select
        item_id,
        location_id,
        cast({{ mesh_macros.days_between('started_on', 'arrived_on') }} as integer) as days
    from delivered
    where started_on <= arrived_on
)

select * from lead_time
