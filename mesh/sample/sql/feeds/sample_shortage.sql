select
    s._key,
    regexp_extract(s.ndc, '^[0-9]+-[0-9]+-') || case when s.ndc_format = '541' then '0' else '61' end as package_ndc,
    s.ingredients as generic_name,
    s.status,
    case when s.status = 'Resolved' then 'Available' else 'Limited' end as availability,
    case when s.status <> 'Resolved' then 'Demand increase for the drug' end as shortage_reason,
    at_share(getvariable('shortage_share')) as initial_posting_date,
    s.updated as update_date,
from {source} as s
