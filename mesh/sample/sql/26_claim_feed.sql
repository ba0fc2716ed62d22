-- Sources of the claim feeds: lines with what their claim says; header_paid is the sum of the lines.
create table sent_claim as
select
    v.* exclude (pid, pattern, step, percent, delay_months, lines),
    p.header_paid,
    file_of(v.extract_date) as _file,
from version as v
inner join (
    select version_no, cast(sum(paid) as bigint) as header_paid
    from line_amount
    group by version_no
) as p on v.version_no = p.version_no;

create view claim_line_source as
select
    a.* exclude (version_no),
    null as _label,
    c.*,
from line_amount as a
inner join sent_claim as c on a.version_no = c.version_no;

create view medical_source as
select * from claim_line_source where style = 'replace';

create view remittance_source as
select * from claim_line_source where style = 'reverse';

create view adjustment_source as
select * from claim_line_source where style = 'delta';
