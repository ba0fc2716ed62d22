{#  Purchase order lines in base units, from order feeds and delivery histories. #}
with po_lines as (
    select * from {{ ref('stg_purchase_order_line') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

base_quantities as (
    select * from {{ ref('int_base_quantity') }}
),

sent_lines as (
    select
        po_id,
        line,
        supplier_id,
        location_id,
        item_id,
        coalesce(cancelled_qty, 0) as sent_cancelled_qty,
        cancelled_by,
        promised_date,
        cast(ordered_qty * unit_price as decimal(18, 2)) as line_value,
        unit_price as sent_price,
        order_date,
        requested_date,
        record_id,
        data_source
    from po_lines
    union all
    select
        po_id,
        line,
        supplier_id,
        location_id,
        item_id,
        cast(0 as decimal(18, 4)) as sent_cancelled_qty,
        cast(null as varchar) as cancelled_by,
        promised_date,
        line_value,
        pack_price as sent_price,
        order_date,
        cast(null as date) as requested_date,
        record_id,
        data_source
    from deliveries
),

po_line as (
    select
        sent_lines.po_id,
        sent_lines.line,
        sent_lines.supplier_id,
        sent_lines.location_id,
        sent_lines.item_id,
        cast(base_quantities.base_quantity as decimal(18, 4)) as ordered_qty,
        cast(
            least(sent_lines.sent_cancelled_qty, base_quantities.quantity) * base_quantities.conversion_factor as decimal(18, 4)
        ) as cancelled_qty,
        sent_lines.cancelled_by,
        sent_lines.promised_date,
        sent_lines.order_date,
        sent_lines.requested_date,
        base_quantities.base_uom,
        base_quantities.base_unit_cost,
        sent_lines.sent_price / base_quantities.conversion_factor as unit_price,
        base_quantities.quantity as sent_quantity,
        base_quantities.uom as sent_uom,
        base_quantities.conversion_factor,
        sent_lines.line_value,
        sent_lines.record_id,
        sent_lines.data_source
    from sent_lines
    inner join base_quantities
        on sent_lines.record_id = base_quantities.record_id
)

select * from po_line
