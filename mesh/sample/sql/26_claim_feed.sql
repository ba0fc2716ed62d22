create view claim_line_source as
select
    a.version_no * 64 + a.line_no as _key,
    file_of(v.extract_date) as _file,
    null as _label,
    a.* exclude (claim_no, version_no),
    p.header_paid,
    v.*,
from line_amount as a
inner join version as v on a.version_no = v.version_no
inner join version_paid as p on a.version_no = p.version_no;

create view medical_source as
select * from claim_line_source where not is_reverse;

create view remittance_source as
select * from claim_line_source where is_reverse;
