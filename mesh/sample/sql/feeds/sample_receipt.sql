select
    s._key,
    'RC' || lpad(cast(s.receipt_no as varchar), 10, '0') as receipt_id,
    'PO' || lpad(cast(s.po_no as varchar), 7, '0') as po_id,
    s.line_no as line,
    s.received as receipt_date,
    cast(s.quantity as decimal(18, 4)) as quantity,
    s.uom,
    lot_text(s.item_no, s.warehouse_no, s.lot_period) as lot,
    s.expiry_date,
    'RC' || lpad(cast(s.rejects_no as varchar), 10, '0') as rejects_receipt_id,
    s.extract_date,
from {source} as s
