create view eligibility_source as
select
    piece_no * 2 + version as _key,
    file_of(extract_date) as _file,
    fault as _label,
    *,
from span;

create view xref_source as
select
    prior * 10 + current % 10 as _key,
    file_of(extract_date) as _file,
    fault as _label,
    *,
from id_change;
