"""Emergency visits, acute episodes and ambulatory visits against programs that take one claim after the other."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule
from tests.support.warehouse import ROOT

FIRST = dt.date(2024, 3, 1)
DAY = dt.timedelta(days=1)
days = st.integers(0, 6).map(lambda number: FIRST + number * DAY)
people = st.sampled_from(["P1", "P2", "P3"])
hospitals = st.sampled_from(["H1", "H2", None])
Row = tuple[Any, ...]


def last(value: Any) -> tuple[bool, Any]:
    """A sort key that puts what is missing last."""
    return (value is None, value or "")


# -- R-CLM-10: emergency visits --------------------------------------------------------------------------------------

emergency_claims = st.lists(
    st.tuples(people, st.sampled_from(["institutional", "professional"]), hospitals, days, days | st.none()),
    min_size=10,
    max_size=40,
)
admissions = st.lists(st.tuples(people, hospitals, days), max_size=8)


@dataclass
class Visit:
    """An emergency visit while its claims come in."""

    end: dt.date
    facility_claims: list[str] = field(default_factory=list)
    other_claims: list[str] = field(default_factory=list)


def visited(claims: list[Row]) -> dict[tuple[str, str | None, dt.date], Visit]:
    """Facility claims first; then every doctor looks for the visit that was going on at the day."""
    visits: dict[tuple[str, str | None, dt.date], Visit] = {}
    for claim_id, person, kind, facility, first, thru in claims:
        if kind == "institutional":
            visit = visits.setdefault((person, facility, first), Visit(first))
            visit.end = max(visit.end, thru or first)
            visit.facility_claims.append(claim_id)
    facility_ends = {key: visit.end for key, visit in visits.items()}
    for claim_id, person, kind, _, first, thru in claims:
        if kind == "professional":
            going_on = [key for key, end in facility_ends.items() if key[0] == person and key[2] <= first <= end]
            key = min(going_on, key=lambda k: (last(k[1]), k[2]), default=(person, None, first))
            visit = visits.setdefault(key, Visit(key[2]))
            visit.end = max(visit.end, thru or first)
            visit.other_claims.append(claim_id)
    return visits


@settings(max_examples=20, deadline=None)
@given(emergency_claims, admissions, st.randoms(use_true_random=False))
def test_emergency_claims_find_their_visits(sent: list[Row], admitted: list[Row], order: Any) -> None:
    claims = [(f"C{number:02}", *claim) for number, claim in enumerate(sent)]
    stays = [(f"S{number:02}", *stay) for number, stay in enumerate(admitted)]
    expected = {}
    for (person, facility, day), visit in visited(claims).items():
        soon = [stay for stay in stays if stay[1] == person and day <= stay[3] <= day + DAY]
        stay = min(soon, key=lambda s: (s[3], last(s[2]), s[0]), default=None)
        expected[person, facility, day] = (
            min(visit.facility_claims or visit.other_claims),
            visit.end,
            len(visit.facility_claims) + len(visit.other_claims),
            int(not visit.facility_claims),
            stay and stay[0],
            int(stay is not None),
        )
    rows = [(*claim, 1, None, None, "x") for claim in claims]
    order.shuffle(rows)
    found = run_rule(
        rule_sql("claims", "int_ed_visit"),
        {
            "int_ed_claim": (
                "claim_id varchar, person_id varchar, claim_type varchar, facility_id varchar, from_date date,"
                " thru_date date, paid decimal(18, 2), payer varchar, plan varchar, data_source varchar",
                rows,
            ),
            "int_inpatient_stay": ("stay_id varchar, person_id varchar, facility_id varchar, admit_date date", stays),
        },
    )
    names = ("visit_id", "end_date", "claims", "professional_only", "stay_id", "admitted")
    assert {
        (row["person_id"], row["facility_id"], row["visit_date"]): tuple(row[name] for name in names) for row in found
    } == expected
    assert sum(row["paid"] for row in found) == len(claims)


# -- R-CLM-09: acute episodes ----------------------------------------------------------------------------------------

hospital_stays = st.lists(st.tuples(people, hospitals, days, st.integers(0, 3) | st.none()), min_size=10, max_size=40)


@settings(max_examples=20, deadline=None)
@given(hospital_stays, st.randoms(use_true_random=False))
def test_stays_in_different_hospitals_one_after_the_other_are_one_episode(sent: list[Row], order: Any) -> None:
    stays = [
        (f"S{number:02}", person, facility, admit, None if nights is None else admit + nights * DAY, number % 2, number)
        for number, (person, facility, admit, nights) in enumerate(sent)
    ]
    episodes: dict[str, list[list[Row]]] = defaultdict(list)
    for stay in sorted(stays, key=lambda s: (s[3], last(s[4]), last(s[2]), s[0])):
        known = episodes[stay[1]]
        before = known[-1][-1] if known else None
        elsewhere = before is not None and None not in (before[2], stay[2]) and before[2] != stay[2]
        if before is not None and elsewhere and before[4] and 0 <= (stay[3] - before[4]).days <= 1:
            known[-1].append(stay)
        else:
            known.append([stay])
    expected = [
        (e[0][0], e[0][1], e[0][3], e[-1][4], len(e), e[0][2], e[-1][2], e[-1][0], e[0][5], sum(s[6] for s in e))
        for known in episodes.values()
        for e in known
    ]
    rows = [(*stay, None, None, "x") for stay in stays]
    order.shuffle(rows)
    found = run_rule(
        rule_sql("claims", "int_acute_episode"),
        {
            "int_inpatient_stay": (
                "stay_id varchar, person_id varchar, facility_id varchar, admit_date date, discharge_date date,"
                " ed_flag integer, paid decimal(18, 2), payer varchar, plan varchar, data_source varchar",
                rows,
            )
        },
    )
    names = "episode_id person_id episode_start episode_end stays first_facility_id final_facility_id final_stay_id"
    assert sorted(tuple(row[name] for name in [*names.split(), "ed_flag", "paid"]) for row in found) == sorted(expected)


# -- R-CLM-20: ambulatory visits -------------------------------------------------------------------------------------

PLACES = {"office": "11", "home": "12", "inpatient_professional": "21", "lab": "81", "telehealth": "10"}
services = st.sampled_from(
    ["G0439", "G0439", "G0402", "T1015", "T1015", None, "J3420", "E1390", "9999F", "0000T", "A0429", "Q3014", None]
)
doctors = st.tuples(
    people,
    days,
    st.sampled_from(["N1", "N2", None]),
    st.just("professional"),
    st.sampled_from(["office", "home", *PLACES, "other", "health centre", "unknown"]),
    services,
    st.sampled_from([None, None, None, "25", "26", "TC"]),
)
facilities = st.tuples(
    people,
    days,
    st.sampled_from(["N1", None]),
    st.just("institutional"),
    st.sampled_from(["clinic 052", "clinic 030", "clinic", "outpatient_hospital 051", "outpatient_hospital 098"]),
    services,
    st.none(),
)
stays_of_visitors = st.lists(st.tuples(people, days, st.integers(0, 4), st.booleans()), min_size=1, max_size=4)
emergencies = st.lists(st.tuples(people, days, st.integers(0, 1)), max_size=4)


def tells_of_a_visit(kind: str, where: str, service: str | None, modifier: str | None) -> bool:
    if service and (service[0] in "078ABCDEJKLMPQRUV" or service[4] in "FMU"):
        return False
    if kind == "institutional":
        return where in ("clinic", "clinic 052", "outpatient_hospital 098")
    return modifier not in ("26", "TC") and where in ("office", "home", "telehealth", "health centre", "unknown")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(doctors | facilities, min_size=20, max_size=60),
    stays_of_visitors,
    emergencies,
    st.randoms(use_true_random=False),
)
def test_visits_are_what_is_left_outside_of_hospital(
    sent: list[Row], stays: list[Row], visits: list[Row], order: Any
) -> None:
    expected: dict[tuple[str, dt.date, str | None], list[int]] = defaultdict(list)
    rows = []
    for number, (person, day, provider, kind, where, service, modifier) in enumerate(sent):
        setting, _, group = where.partition(" ") if kind == "institutional" else (where, "", "")
        place = {"other": "99", "health centre": "50"}.get(where, PLACES.get(where))
        setting = "other" if where in ("other", "health centre", "unknown") else setting
        rows.append(
            (f"F{number:02}", number, person, day, provider, kind, setting, place, group or None, service, modifier)
        )
        in_hospital = any(
            p == person
            and (
                admit < day < admit + nights * DAY
                or (still_there and admit < day <= admit + nights * DAY)
                or (where == "unknown" and admit <= day <= admit + nights * DAY)
            )
            for p, admit, nights, still_there in stays
        ) or any(p == person and where == "unknown" and d <= day <= d + more * DAY for p, d, more in visits)
        if tells_of_a_visit(kind, where, service, modifier) and not in_hospital:
            expected[person, day, provider].append(number)
    order.shuffle(rows)
    columns = (
        "family_id varchar, claim_line_number integer, person_id varchar, visit_date date, provider_id varchar,"
        " claim_type varchar, setting varchar, place varchar, revenue_group varchar, service varchar,"
    )
    others = "telehealth_flag integer, telehealth_modality varchar, paid_amount decimal(18, 2),"
    others += " allowed_amount decimal(18, 2), payer varchar, plan varchar, data_source varchar"
    modifiers = " ".join(f"modifier_{number} varchar," for number in range(1, 6))
    lines = [(*row[:10], None, row[10], None, None, None, 0, None, row[1], 1, None, None, "x") for row in rows]
    seed = f"select * from read_csv('{ROOT}/domains/claims/seeds/visit_code.csv', types = {{'code': 'varchar'}})"
    contact = f"""
        with visit_code as ({seed}), int_contact_line as ({rule_sql("claims", "int_contact_line")}),
        int_ambulatory_line as ({rule_sql("claims", "int_ambulatory_line")})
        {rule_sql("claims", "int_ambulatory_visit").replace("with ", ", ", 1)}
    """
    found = run_rule(
        contact,
        {
            "int_visit_line": (f"{columns} {modifiers} {others}", lines),
            "visit_service": ("code varchar, valid_from date, valid_to date", []),
            "int_inpatient_stay": (
                "person_id varchar, admit_date date, last_date date, discharge_date date",
                [(p, d, d + n * DAY, None if open_ else d + n * DAY) for p, d, n, open_ in stays],
            ),
            "int_ed_visit": (
                "person_id varchar, visit_date date, end_date date",
                [(p, d, d + n * DAY) for p, d, n in visits],
            ),
        },
    )
    assert {
        (row["person_id"], row["visit_date"], row["provider_id"]): (
            row["first_family_id"],
            row["line_count"],
            row["paid"],
        )
        for row in found
    } == {key: (f"F{min(lines):02}", len(lines), Decimal(sum(lines))) for key, lines in expected.items()}
