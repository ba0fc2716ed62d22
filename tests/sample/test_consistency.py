"""The same people in all feeds: what one domain says fits what the others say."""

import pytest

from tests.sample.conftest import OPTIONS, Sample

# What the feeds say after their own corrections; each view leaves out duplicates and superseded rows.
VIEWS = """
create view claim_line as
from sample_medical_claim union all by name from sample_remittance_claim union all by name from sample_adjustment_claim;

create view person_of as
with recursive walk as (
    select distinct member_id as id, member_id as person, 0 as hops from (
        select member_id from sample_eligibility
        union select member_id from sample_medical_claim
        union select member_id from sample_remittance_claim
        union select member_id from sample_pharmacy_claim
    )
    union all
    select w.id, x.current_member_id, w.hops + 1
    from walk as w
    inner join (
        select prior_member_id, max_by(current_member_id, effective_date) as current_member_id
        from sample_member_id_xref where prior_member_id <> current_member_id group by prior_member_id
    ) as x on w.person = x.prior_member_id
    where w.hops < 4 and not ends_with(x.current_member_id, '9') and not ends_with(w.person, '9')
)
select id as member_id, max_by(person, hops) as person_id from walk group by id;

create table coverage as
select p.person_id, e.coverage_type, cast(e.enrollment_start_date as date) as s,
    least(cast(coalesce(e.enrollment_end_date, '9999-12-31') as date), cast(e.death_date as date)) as e
from (
    select distinct on (member_id, plan, coverage_type, enrollment_start_date) * from sample_eligibility
    order by member_id, plan, coverage_type, enrollment_start_date, extract_date desc
) as e
inner join person_of as p on e.member_id = p.member_id
where coalesce(e.enrollment_end_date, '9999-12-31') >= e.enrollment_start_date;

create table final_fill as
with accepted as (
    select distinct on (transaction_id) * from sample_pharmacy_claim
    order by transaction_id, extract_date desc
),
ranked as (
    select *, row_number() over (
        partition by pharmacy_id, rx_number, fill_number, date_of_service order by transaction_ts desc
    ) as place
    from accepted where response_status = 'P'
)
select r.*, p.person_id from ranked as r inner join person_of as p on r.member_id = p.member_id
where r.place = 1 and r.transaction_code in ('B1', 'B3');

create macro is_ndc(code, ndc11) as ndc11 in (
    regexp_replace(code, '[ -]', '', 'g'),
    '0' || regexp_replace(code, '[ -]', '', 'g'),
    regexp_replace(code, '[ -]', '', 'g')[1:5] || '0' || regexp_replace(code, '[ -]', '', 'g')[6:],
    regexp_replace(code, '[ -]', '', 'g')[1:9] || '0' || regexp_replace(code, '[ -]', '', 'g')[10:]
);

create table ndc as
select case
    when ndc similar to '[0-9]{4}-.*' then '0' || replace(ndc, '-', '')
    when ndc similar to '.*-[0-9]{3}-.*' then ndc[1:5] || '0' || replace(ndc[7:], '-', '')
    when ndc similar to '.*-[0-9]' then replace(ndc[:-2], '-', '') || '0' || ndc[-1:]
    else ndc
end as ndc11, * from sample_drug;

create table fill_drug as
select f.*, n.ndc11, n.ingredients, n.labeler, n.route, n.dosage_form
from final_fill as f inner join ndc as n on is_ndc(f.ndc_code, n.ndc11);
"""


@pytest.fixture(scope="module")
def people(sample: Sample) -> Sample:
    sample.con.execute(VIEWS)
    return sample


def share(sample: Sample, condition: str, rows: str) -> float:
    row = sample.con.execute(f"select avg(case when {condition} then 1.0 else 0.0 end) from {rows}").fetchone()
    assert row is not None
    return float(row[0])


COVERED = """exists (select 1 from coverage as c where c.person_id = x.person_id
    and c.coverage_type = '{kind}' and x.day between c.s and c.e)"""


def test_nearly_all_fills_are_of_people_with_pharmacy_coverage(people: Sample) -> None:
    rows = "(select person_id, cast(date_of_service as date) as day from final_fill) as x"
    assert 0.98 < share(people, COVERED.format(kind="rx"), rows) < 1


def test_nearly_all_claims_are_of_people_with_medical_coverage(people: Sample) -> None:
    rows = """(select p.person_id, cast(claim_start_date as date) as day from sample_medical_claim as c
        inner join person_of as p on c.member_id = p.member_id) as x"""
    assert 0.98 < share(people, COVERED.format(kind="medical"), rows) < 1


def test_every_issue_of_a_drug_is_a_final_fill_at_an_own_pharmacy(people: Sample) -> None:
    drug = """select i.location_id as place, i.movement_date as day, n.ndc11, cast(i.quantity as double) as quantity
        from (
            select distinct on (movement_id) * from sample_inventory_movement
            where movement_type = 'ISSUE' and uom in ('EA', 'ML', 'GM') order by movement_id, extract_date desc
        ) as i
        inner join (select distinct item_id, ndc from sample_item where ndc is not null) as t on i.item_id = t.item_id
        inner join ndc as n on is_ndc(t.ndc, n.ndc11)"""
    fill = """select pharmacy_id as place, date_of_service as day, ndc11, cast(quantity as double) as quantity
        from fill_drug where pharmacy_id like 'PH%'"""
    assert people.value(f"select count(*) from ({drug})") > 1000
    assert people.value(f"select count(*) from ({drug} except all {fill})") == 0
    assert people.value(f"select count(*) from ({fill} except all {drug})") == 0


def test_the_lot_of_a_fill_is_the_lot_that_left_the_stock(people: Sample) -> None:
    issued = """select location_id, movement_date, upper(lot) from sample_inventory_movement
        where movement_type = 'ISSUE'"""
    known = "select pharmacy_id, date_of_service, upper(lot) from final_fill where lot is not null"
    assert people.value(f"select count(*) from ({known} except {issued})") == 0
    assert share(people, "lot is not null", "(from final_fill where pharmacy_id like 'PH%')") > 0.9
    assert people.value("select count(lot) from final_fill where pharmacy_id not like 'PH%'") == 0


def test_nobody_fills_a_prescription_in_hospital(people: Sample) -> None:
    inside = """select count(*) from final_fill as f
        inner join (
            select p.person_id, cast(admission_date as date) as admitted, cast(claim_end_date as date) as left_on
            from sample_medical_claim as c inner join person_of as p on c.member_id = p.member_id
            where drg_code is not null
        ) as s on f.person_id = s.person_id
        where cast(f.date_of_service as date) between s.admitted and s.left_on"""
    assert people.value(inside) == 0


def test_allowed_is_what_was_paid_by_all(people: Sample) -> None:
    amounts = " + ".join(
        f"cast({n}_amount as double)" for n in ("paid", "copay", "coinsurance", "deductible", "other_payer")
    )
    rows = "claim_line"
    holds = f"abs(cast(allowed_amount as double) - ({amounts})) <= 0.01"
    assert 0.99 < share(people, holds, f"{rows} where allowed_amount is not null and line_status = 'paid'") < 1
    assert (
        share(people, "allowed_amount = '0.00' and paid_amount = '0.00'", f"{rows} where line_status = 'denied'") == 1
    )


def test_the_header_pays_the_sum_of_its_lines(people: Sample) -> None:
    headers = """(select max(cast(header_paid_amount as double)) as header, sum(cast(paid_amount as double)) as lines
        from (select distinct on (claim_id, claim_line_number) * from sample_medical_claim) group by claim_id)"""
    assert share(people, "abs(header - lines) < 0.01", headers) > 0.98


def test_stock_is_rarely_negative(people: Sample) -> None:
    balances = """(
        select sum(case
                when movement_type in ('ISSUE', 'TRANSFER_OUT') then -base
                when movement_type = 'COUNT' and movement_date >= $start then 0
                else base
            end) over (partition by location_id, item_id, lot order by movement_date) as balance
        from (
            select distinct on (movement_id) m.*,
                cast(m.quantity as double) * coalesce(cast(u.factor as double), 1) as base
            from sample_inventory_movement as m
            left join sample_item_uom as u on m.item_id = u.item_id and m.uom = u.uom and u.vendor_id is null
            order by movement_id
        )
    )""".replace("$start", f"'{OPTIONS.start_date}'")
    assert 0 < share(people, "balance < -0.001", balances) < 0.03


def test_refills_come_early_late_or_from_another_maker(people: Sample) -> None:
    refills = """(
        select
            day - lag(day) over w - cast(days_supply as integer) as gap,
            ingredients, lag(ingredients) over w as ingredients_before,
            labeler, lag(labeler) over w as labeler_before
        from (select *, cast(date_of_service as date) as day from fill_drug where days_supply in ('30', '90'))
        window w as (partition by person_id, route, dosage_form, days_supply order by day, rx_number)
    )"""
    assert share(people, "gap between -10 and 10", f"{refills} where ingredients = ingredients_before") > 0.6
    for condition in ("gap < -2", "gap > 45", "labeler <> labeler_before"):
        assert (
            people.value(f"select count(*) from {refills} where ingredients = ingredients_before and {condition}") > 0
        )
    assert people.value(f"select count(*) from {refills} where ingredients <> ingredients_before") > 0


def test_ten_digit_codes_mean_one_drug_only(people: Sample) -> None:
    candidates = """select f.ndc_code from (select distinct ndc_code from sample_pharmacy_claim) as f
        inner join ndc as n on is_ndc(f.ndc_code, n.ndc11)
        group by f.ndc_code having count(distinct n.ndc11) <> 1"""
    assert people.value(f"select count(*) from ({candidates})") == 0


def test_no_procedure_code_of_a_licensed_list(people: Sample) -> None:
    rows = "claim_line"
    assert people.value(f"select count(*) from {rows} where hcpcs_code not similar to '[A-V][0-9]{{4}}'") == 0


def test_volumes_are_those_of_a_health_plan(people: Sample) -> None:
    days = f"generate_series(date '{OPTIONS.start_date}', date '{OPTIONS.end_date}', interval 1 day)"
    member_years = people.value(
        f"""select count(distinct (c.person_id, d)) / 365.25
        from coverage as c, unnest({days}) as t(d)
        where c.coverage_type = 'medical' and d between c.s and c.e"""
    )
    lines = people.value("select count(*) from claim_line")
    fills = people.value("select count(*) from final_fill")
    assert 18 < lines / member_years < 30
    assert 6 < fills / member_years < 12
