select
    s._key,
    item_text(s.item_no) as item_id,
    lot_text(s.item_no, s.warehouse_no, s.lot_period) as lot,
    left(cast(s.expiry_date as varchar), case when s.month_only then 7 else 10 end) as expiry_raw,
    s.extract_date,
from {source} as s
