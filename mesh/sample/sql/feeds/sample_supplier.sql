select
    s._key,
    s.supplier_id,
    s.supplier_name,
    s.country,
    s.extract_date,
from {source} as s
