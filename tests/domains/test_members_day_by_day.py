"""Coverage counted by SQL against coverage counted one day at a time, on made-up enrolments (R-MEM-02, R-MEM-03)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import Rows, rule_sql, run_rule

FIRST = dt.date(2024, 1, 12)
OPEN = dt.date(9999, 12, 31)
HORIZON = 40

Span = tuple[str, int, int | None]

people = st.sampled_from(["p", "q"])
starts = st.integers(0, 24)
# Few days, so that spans often touch or overlap; an end before the start says that the span never happened.
lengths = st.integers(-1, 6)


@st.composite
def _spans(draw: st.DrawFn) -> list[Span]:
    drawn = draw(st.lists(st.tuples(people, starts, st.none() | lengths), min_size=3, max_size=8))
    return [(person, start, None if length is None else start + length) for person, start, length in drawn]


spans = _spans()
deaths = st.dictionaries(people, starts)


def _day(offset: int) -> dt.date:
    return FIRST + dt.timedelta(days=offset)


def _coverage_spans(sent: Iterable[Span], died: dict[str, int]) -> list[dict[str, Any]]:
    rows = [
        (str(number), person, "medical", _day(start), None if end is None else _day(end), 0, number)
        for number, (person, start, end) in enumerate(sent)
    ]
    columns = (
        "span_id varchar, person_id varchar, coverage_type varchar, start_date date, end_date date, "
        "coverage_imputed integer, record_id ubigint"
    )
    tables: dict[str, tuple[str, Rows]] = {
        "int_eligibility_span": (columns, rows),
        "int_death": ("person_id varchar, death_date date", [(person, _day(day)) for person, day in died.items()]),
    }
    return run_rule(rule_sql("members", "int_coverage_span"), tables)


def _days(person: str, sent: Iterable[Span], died: dict[str, int]) -> set[int]:
    """The days covered, up to the horizon and one more that stands for all later days."""
    last = died.get(person, HORIZON + 1)
    return {
        day
        for who, start, end in sent
        if who == person and start <= last
        for day in range(start, min(HORIZON + 1 if end is None else end, last) + 1)
    }


def _days_of_span(row: dict[str, Any]) -> set[int]:
    start = (row["start_date"] - FIRST).days
    end = HORIZON + 1 if row["end_date"] == OPEN else (row["end_date"] - FIRST).days
    return set(range(start, end + 1))


@given(sent=spans, died=deaths)
@settings(max_examples=100, deadline=None)
def test_spans_cover_exactly_the_days_that_any_enrolment_covers(sent: list[Span], died: dict[str, int]) -> None:
    rows = _coverage_spans(sent, died)
    for person in ("p", "q"):
        own = [_days_of_span(row) for row in rows if row["person_id"] == person]
        assert set().union(*own) == _days(person, sent, died)
        # Spans stay apart: they share no day, and a day lies between any two of them.
        assert sum(len(days | {max(days) + 1}) for days in own) == len(set().union(*(d | {max(d) + 1} for d in own)))


@given(sent=spans, died=deaths, chance=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_spans_do_not_depend_on_the_order_of_rows(sent: list[Span], died: dict[str, int], chance: Any) -> None:
    def key(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row.values())

    shuffled = list(sent)
    chance.shuffle(shuffled)
    assert sorted(_coverage_spans(sent, died), key=key) == sorted(_coverage_spans(shuffled, died), key=key)


@given(sent=spans)
@settings(max_examples=100, deadline=None)
def test_member_months_count_each_day_once(sent: list[Span]) -> None:
    """Also of spans that overlap, which the rule does not rely on being merged before."""
    valid = [("p", start, end) for _, start, end in sent if end is not None and start <= end]
    rows = [(who, "medical", _day(start), _day(end)) for who, start, end in valid]
    columns = "person_id varchar, coverage_type varchar, start_date date, end_date date"
    months = run_rule(rule_sql("members", "int_member_month"), {"int_coverage_span": (columns, rows)})
    days = [_day(offset) for offset in _days("p", valid, {})]
    expected: dict[str, int] = {}
    for day in days:
        expected[f"{day:%Y-%m}"] = expected.get(f"{day:%Y-%m}", 0) + 1
    assert {row["year_month"]: row["covered_days"] for row in months} == expected
    for row in months:
        in_month = {day.day for day in days if f"{day:%Y-%m}" == row["year_month"]}
        assert row["any_day"] == 1
        assert row["mid_month"] == int(15 in in_month)
        assert row["first_of_month"] == int(1 in in_month)
