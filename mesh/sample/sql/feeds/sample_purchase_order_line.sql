select
    s._key,
    'PO' || lpad(cast(s.po_no as varchar), 7, '0') as po_id,
    s.line_no + case when s._label = 'uom_cycle' then 500 else 0 end as line,
    s.supplier_id,
    location_text(1000 + s.warehouse_no) as location_id,
    item_text(s.item_no) as item_id,
    s.ordered_quantity as ordered_qty,
    s.uom,
    cast(
        round(s.unit_cost * s.uom_size * (0.96 + 0.08 * u(s.purchase_no, 'price')), 2) as decimal(18, 2)
    ) as unit_price,
    s.ordered as order_date,
    s.requested as requested_date,
    s.promised as promised_date,
    s.cancelled_now as cancelled_qty,
    case
        when s.cancelled_now = 0 then null
        when s.outcome = 'cancelled by buyer' then 'buyer'
        else 'supplier'
    end as cancelled_by,
    s.extract_date,
from {source} as s
