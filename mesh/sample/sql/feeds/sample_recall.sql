select
    s._key,
    'RCL' || lpad(cast(s.recall_no as varchar), 4, '0') as recall_id,
    item_text(s.item_no) as item_id,
    lot_text(s.item_no, s.warehouse_no, s.lot_period) as lot,
    s.recall_class,
    s.reason,
    at_share(0.85) as initiated_date,
    s.extract_date,
from {source} as s
