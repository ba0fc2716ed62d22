"""Supply on hand, gaps and refills against using every fill up one day at a time (R-RX-04, 05, 06 and 08)."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.drug_supply import (
    FILL_COLUMNS,
    Fill,
    date_of,
    days_of,
    fill_coverage,
    fill_rows,
    fills,
    stay_rows,
    stays,
    use_up,
)
from tests.support.rules import rule_sql, run_rule

LAST_DAY = 150
AS_OF = 130

Person = tuple[list[Fill], list[tuple[int, int]]]
people = st.lists(
    st.tuples(st.lists(fills(LAST_DAY), min_size=1, max_size=7), stays(LAST_DAY)), min_size=20, max_size=30
)
# Many fills in a few days, so that what is on hand is often just a quarter of the last one.
refillers = st.lists(
    st.tuples(st.lists(fills(20), min_size=3, max_size=6), st.builds(list[tuple[int, int]])), min_size=20, max_size=30
)


def _named(population: Sequence[Person]) -> list[tuple[str, list[Fill], list[tuple[int, int]]]]:
    return [(f"P{number}", taken_home, spans) for number, (taken_home, spans) in enumerate(population)]


def _coverage(population: Sequence[Person]) -> list[dict[str, Any]]:
    named = _named(population)
    return fill_coverage(
        fill_rows((name, taken_home) for name, taken_home, _ in named),
        stay_rows((name, spans) for name, _, spans in named),
    )


@given(population=people)
@settings(max_examples=25, deadline=None)
def test_supply_starts_and_ends_on_the_days_it_is_used(population: list[Person]) -> None:
    expected = sorted(
        (name, ingredient, date_of(fill.day), date_of(min(days)), date_of(max(days)))
        for name, taken_home, spans in _named(population)
        for fill, days in use_up(taken_home, days_of(spans)).fills
        for ingredient in fill.ingredients
    )
    columns = ("person_id", "ingredient", "fill_date", "coverage_start", "coverage_end")
    assert sorted(tuple(row[column] for column in columns) for row in _coverage(population)) == expected


@given(population=people)
@settings(max_examples=25, deadline=None)
def test_spans_of_supply_are_parted_by_days_at_home_without(population: list[Person]) -> None:
    columns = ("person_id", "ingredient", "coverage_start", "coverage_end", "home_start", "home_end")
    rows = [tuple(row[column] for column in columns) for row in _coverage(population)]
    types = (
        "person_id varchar, ingredient varchar, coverage_start date, coverage_end date, home_start integer, "
        "home_end integer"
    )
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for span in run_rule(rule_sql("pharmacy", "int_drug_coverage"), {"int_fill_coverage": (types, rows)}):
        found.setdefault((span["person_id"], span["ingredient"]), []).append(
            (span["coverage_start"], span["coverage_end"], span["covered_days"], span["fills"])
        )
    for name, taken_home, spans in _named(population):
        hospital = days_of(spans)
        used = use_up(taken_home, hospital)
        for ingredient in "abc":
            own = sorted((min(days), max(days), len(days)) for _, days in used.of(ingredient))
            expected: list[list[int]] = []
            for first, last, days in own:
                if expected and days_of([(expected[-1][1] + 1, first - 1)]) <= hospital:
                    expected[-1] = [expected[-1][0], last, expected[-1][2] + days, expected[-1][3] + 1]
                else:
                    expected.append([first, last, days, 1])
            assert sorted(found.get((name, ingredient), [])) == [
                (date_of(first), date_of(last), days, number) for first, last, days, number in expected
            ]


def _status(days_past: int, enrolled_through: int | None, death: int | None) -> str:
    if (death is not None and death <= AS_OF) or (enrolled_through is not None and enrolled_through < AS_OF):
        return "excluded"
    return (
        "current" if days_past <= 0 else "due" if days_past <= 30 else "lapsed" if days_past <= 180 else "discontinued"
    )


@given(
    population=people,
    ends=st.lists(st.tuples(st.none() | st.integers(100, 160), st.none() | st.integers(100, 160)), min_size=30),
)
@settings(max_examples=20, deadline=None)
def test_a_refill_is_due_after_the_last_day_of_supply(
    population: list[Person], ends: list[tuple[int | None, int | None]]
) -> None:
    columns = ("person_id", "ingredient", "fill_id", "fill_date", "coverage_end")
    supplied = [tuple(row[column] for column in columns) for row in _coverage(population)]
    persons = [
        (name, date_of(AS_OF), *(None if day is None else date_of(day) for day in own))
        for (name, _, _), own in zip(_named(population), ends, strict=False)
    ]
    rows = run_rule(
        rule_sql("pharmacy", "int_refill_due"),
        {
            "int_fill_coverage": (
                "person_id varchar, ingredient varchar, fill_id varchar, fill_date date, coverage_end date",
                supplied,
            ),
            "int_refill_person": ("person_id varchar, as_of date, enrolled_through date, death_date date", persons),
        },
    )
    expected = set()
    for (name, taken_home, spans), own in zip(_named(population), ends, strict=False):
        used = use_up([fill for fill in taken_home if fill.day <= AS_OF], days_of(spans))
        for ingredient in "abc":
            if taken := used.of(ingredient):
                runout = max(max(days) for _, days in taken)
                past = AS_OF - runout
                expected.add((name, ingredient, date_of(runout), past, _status(past, *own), len(taken)))
    measures = ("person_id", "ingredient", "runout_date", "days_past", "status", "fills")
    assert {tuple(row[measure] for measure in measures) for row in rows} == expected


@given(population=refillers)
@settings(max_examples=25, deadline=None)
def test_gaps_are_days_without_and_early_refills_leave_days_on_hand(population: list[Person]) -> None:
    named = _named(population)
    given_rows = fill_rows((name, taken_home) for name, taken_home, _ in named)
    rows = run_rule(rule_sql("pharmacy", "int_refill_gap"), {"int_coverage_fill": (FILL_COLUMNS, given_rows)})
    expected = []
    for name, taken_home, _ in named:
        used = use_up(taken_home, set())
        for ingredient in "abc":
            before: set[int] = set()
            for fill, days in used.of(ingredient):
                on_hand = {day for day in before if day >= fill.day}
                gap = None
                if before:
                    ended = max(before)
                    gap = -len(days_of([(fill.day, ended)])) if on_hand else fill.day - ended - 1
                early = int(bool(before) and 4 * -(gap or 0) > len(before))
                prior = date_of(max(before)) if before else None
                expected.append((name, ingredient, date_of(fill.day), prior, gap, early, date_of(max(days))))
                before = days
    columns = ("person_id", "ingredient", "fill_date", "prior_runout", "gap_days", "early_refill", "runout")
    found = [tuple(row[column] for column in columns) for row in rows]
    assert sorted(found, key=str) == sorted(expected, key=str)
