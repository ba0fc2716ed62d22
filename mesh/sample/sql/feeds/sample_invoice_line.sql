select
    s._key,
    'IV' || lpad(cast(s.po_no as varchar), 7, '0') || '-' || s.bill as invoice_id,
    s.line_no as invoice_line,
    'PO' || lpad(cast(s.po_no as varchar), 7, '0') as po_id,
    s.line_no as line,
    s.supplier_id,
    s.day as invoice_date,
    s.quantity,
    s.uom,
    s.unit_price,
    s.extract_date,
from {source} as s
