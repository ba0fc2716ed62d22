select
    s._key,
    'RCL0001' as recall_id,
    item_text(s.item_no) as item_id,
    lot_text(s.item_no, s.warehouse_no, s.lot_period) as lot,
    'II' as recall_class,
    'Foreign particles found' as reason,
    at_share(0.85) as initiated_date,
    s.extract_date,
from {source} as s
