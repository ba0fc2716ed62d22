select
    s._key,
    'CT' || lpad(cast(s.contract_no as varchar), 6, '0') as contract_id,
    s.supplier_id,
    item_text(s.item_no) as item_id,
    s.uom,
    s.unit_price,
    s.valid_from,
    coalesce(s.valid_to, date '9999-12-31') as valid_to,
    s.extract_date,
from {source} as s
