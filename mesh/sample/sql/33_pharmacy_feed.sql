set variable drug_ndc11 = (select list(ndc11 order by drug_no) from drug);
set variable drug_native = (select list(ndc order by drug_no) from drug);

-- the plan's own pharmacies tell the lot, unless somebody forgot
create view pharmacy_source as
select
    transaction_no as _key,
    file_of(extract_date) as _file,
    null as _label,
    *,
    case
        when pharmacy_no < 1000 and u(fill_no, 'no lot') >= 0.04
            then lot_text(
                drug_no,
                1 + pharmacy_no % 2,
                issued_lot_period(fill_no, (fill_date - getvariable('start_date')) // 28)
            )
    end as lot,
from rx_transaction;

create view drug_source as
select
    drug_no as _key,
    1 as _file,
    null as _label,
    last_day(getvariable('start_date')) as extract_date,
    *,
from drug;
