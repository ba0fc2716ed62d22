with po_lines as (
    select * from {{ ref('int_po_line') }}
),

line_status as (
    select * from {{ ref('int_po_line_status') }}
),

deliveries as (
    select * from {{ ref('stg_delivery') }}
),

purchase_order_line as (
    select
        po_lines.po_id,
        po_lines.line,
        po_lines.supplier_id,
        po_lines.location_id,
        deliveries.country,
        po_lines.item_id,
        deliveries.quote_date,
        deliveries.quote_date_note,
        po_lines.order_date,
        deliveries.order_date_note,
        po_lines.requested_date,
        po_lines.promised_date,
        line_status.first_receipt_date,
        line_status.last_receipt_date,
        deliveries.recorded_date as receipt_recorded_date,
        deliveries.recorded_date_note as receipt_recorded_date_note,
        case
            when line_status.last_receipt_date > po_lines.promised_date
                then cast({{ mesh_macros.days_between('po_lines.promised_date', 'line_status.last_receipt_date') }} as integer)
            when line_status.last_receipt_date is not null and po_lines.promised_date is not null then 0
        end as days_late,
        case when line_status.last_receipt_date > po_lines.promised_date then 1 else 0 end as late_flag,
        po_lines.sent_quantity as ordered_sent_quantity,
        po_lines.sent_uom as ordered_sent_uom,
        po_lines.base_uom,
        po_lines.ordered_qty as ordered_quantity,
        po_lines.cancelled_qty as cancelled_quantity,
        po_lines.cancelled_by,
        line_status.received_qty as received_quantity,
        line_status.accepted_qty as accepted_quantity,
        line_status.on_time_qty as on_time_quantity,
        line_status.open_qty as open_quantity,
        line_status.backorder_qty as backorder_quantity,
        line_status.over_qty as over_quantity,
        line_status.due_flag,
        line_status.otif,
        po_lines.base_unit_cost as base_unit_price,
        po_lines.line_value,
        deliveries.shipment_mode,
        deliveries.incoterm,
        deliveries.delivery_note_id,
        deliveries.weight_kg,
        deliveries.weight_note,
        deliveries.freight_amount,
        deliveries.freight_note,
        deliveries.insurance_amount,
        line_status.as_of,
        po_lines.data_source
    from po_lines
    inner join line_status
        on po_lines.po_id = line_status.po_id and po_lines.line = line_status.line
    left join deliveries
        on po_lines.record_id = deliveries.record_id
)

select * from purchase_order_line
