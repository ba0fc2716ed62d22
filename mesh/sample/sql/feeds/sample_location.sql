select
    s._key,
    location_text(s.location_no) as location_id,
    case
        when s.location_no >= 1000 then 'Warehouse ' || chr(cast(s.location_no - 1000 + 64 as integer))
        else 'Pharmacy ' || choose(getvariable('place_city'), s.location_no, 'city') || ' ' || s.location_no
    end as location_name,
    case when s.location_no >= 1000 then 'warehouse' else 'pharmacy' end as location_type,
    choose(getvariable('place_state'), s.location_no, 'city') as state,
    s.extract_date,
from {source} as s
