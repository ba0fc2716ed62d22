select
    s._key,
    s.item_id,
    s.description,
    s.item_type,
    s.ndc,
    s.gtin14,
    s.base_uom,
    s.storage,
    case when s._key % 2 = 1 then 'A' end as abc_override,
    s.extract_date,
from {source} as s
