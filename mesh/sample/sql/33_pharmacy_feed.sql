set variable drug_ndc11 = (select list(ndc11 order by drug_no) from drug);
set variable drug_native = (select list(ndc order by drug_no) from drug);

create view pharmacy_source as
select
    transaction_no as _key,
    file_of(extract_date) as _file,
    null as _label,
    *,
from rx_transaction;

create view drug_source as
select
    drug_no as _key,
    1 as _file,
    null as _label,
    last_day(getvariable('start_date')) as extract_date,
    *,
from drug;
