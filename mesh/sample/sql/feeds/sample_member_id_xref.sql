select
    s._key,
    member_text(s.prior) as prior_member_id,
    member_text(s.current) as current_member_id,
    s.day as effective_date,
    s.extract_date,
from {source} as s
