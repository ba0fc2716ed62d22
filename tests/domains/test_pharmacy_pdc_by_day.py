"""The proportion of days covered against living through every day (R-RX-04, R-RX-05)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.drug_supply import (
    STAY_COLUMNS,
    Fill,
    date_of,
    days_of,
    fills,
    stay_rows,
    stays,
    use_up,
)
from tests.support.rules import rule_sql, run_rule

# Two measurement years; the second is in progress.
PERIODS = ((0, 365), (366, 600))
LAST_DAY = 620


@dataclass(frozen=True)
class Person:
    """Fills of a person, stays in hospital, end of coverage and day of death."""

    fills: list[Fill]
    stays: list[tuple[int, int]]
    enrolled_through: int | None
    death: int | None


people = st.lists(
    st.builds(
        Person,
        st.lists(fills(LAST_DAY), min_size=2, max_size=9),
        stays(LAST_DAY),
        st.none() | st.integers(60, LAST_DAY),
        st.none() | st.integers(60, LAST_DAY),
    ),
    min_size=20,
    max_size=30,
)


def _share(covered: int, days: int) -> Decimal:
    return (Decimal(covered) / days).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def _lived(person: Person, own: Sequence[Fill], period: tuple[int, int]) -> tuple[Any, ...]:
    """What the rule should say of the fills of one class and period."""
    start = min(fill.day for fill in own)
    end = min(day for day in (period[1], person.enrolled_through, person.death) if day is not None)
    hospital = days_of(person.stays)
    measured = []
    for left_out in (hospital, set[int]()):
        treatment = days_of([(start, end)]) - left_out
        covered = set().union(*(days for _, days in use_up(own, left_out).fills)) & treatment
        measured.append((len(treatment), len(covered)))
    (days, covered_days), (plain_days, plain_covered) = measured
    reason = None
    if len({fill.day for fill in own}) < 2:
        reason = "fewer_than_2_fills"
    elif days < 91:
        reason = "treatment_period_lt_91"
    if reason:
        return (reason, date_of(start), date_of(end), days, plain_days, None, None, None, None, None)
    pdc = _share(covered_days, days)
    plain = (plain_covered, _share(plain_covered, plain_days))
    return (None, date_of(start), date_of(end), days, plain_days, covered_days, pdc, int(pdc >= Decimal("0.8")), *plain)


def _expected(population: Sequence[Person]) -> dict[tuple[str, str, dt.date], tuple[Any, ...]]:
    found = {}
    for number, person in enumerate(population):
        for period in PERIODS:
            for drug_class in "XY":
                own = [
                    fill
                    for fill in person.fills
                    if fill.drug_class == drug_class and fill.is_believed and period[0] <= fill.day <= period[1]
                ]
                if own:
                    found[f"P{number}", drug_class, date_of(period[0])] = _lived(person, own, period)
    return found


def _date(day: int | None) -> dt.date | None:
    return None if day is None else date_of(day)


@given(population=people)
@settings(max_examples=50, deadline=None)
def test_every_day_is_counted_as_if_it_were_lived(population: list[Person]) -> None:
    named = [(f"P{number}", person) for number, person in enumerate(population)]
    fill_columns = (
        "person_id varchar, drug_class varchar, fill_date date, target_ingredients varchar, days_supply integer, "
        "fill_id varchar"
    )
    person_columns = "person_id varchar, period_start date, period_end date, enrolled_through date, death_date date"
    rows = run_rule(
        rule_sql("pharmacy", "int_pdc"),
        {
            "int_adherence_fill": (
                fill_columns,
                [
                    (name, fill.drug_class, date_of(fill.day), fill.blend, fill.supply, None)
                    for name, person in named
                    for fill in person.fills
                ],
            ),
            "int_adherence_person": (
                person_columns,
                [
                    (name, date_of(first), date_of(last), _date(person.enrolled_through), _date(person.death))
                    for name, person in named
                    for first, last in PERIODS
                ],
            ),
            "int_censored_stay": (STAY_COLUMNS, stay_rows((name, person.stays) for name, person in named)),
        },
    )
    measures = [
        "reason",
        "treatment_start",
        "treatment_end",
        "treatment_days",
        "unadjusted_days",
        "covered_days",
        "pdc",
        "adherent",
        "unadjusted_covered",
        "unadjusted_pdc",
    ]
    assert {
        (row["person_id"], row["drug_class"], row["period_start"]): tuple(row[measure] for measure in measures)
        for row in rows
    } == _expected(population)
