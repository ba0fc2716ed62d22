select
    s._key,
    item_text(s.item_no) as item_id,
    s.vendor_id,
    s.uom,
    cast(s.factor as decimal(18, 6)) as factor,
    s.to_uom,
    s.extract_date,
from {source} as s
