"""Continuous enrolment counted by SQL against walking through the year day by day, on made-up coverage (R-MEM-04)."""

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

YEAR = 2024
FIRST = dt.date(YEAR, 1, 1)
DAYS = 366
OPEN = dt.date(9999, 12, 31)

COVERAGE_SPAN = "person_id varchar, coverage_type varchar, start_date date, end_date date, coverage_imputed integer"
ENROLLMENT_TEST = (
    "test_id varchar, measurement_year integer, period_complete integer, coverage_type varchar, max_gaps integer, "
    "max_gap_days integer, anchor_date date"
)


@dataclass(frozen=True)
class Span:
    """Coverage in days from 1 January; an end of None is open."""

    coverage_type: str
    start: int
    end: int | None

    @property
    def days(self) -> range:
        """The covered days; an open span ends after everything that is looked at."""
        return range(self.start, 1000 if self.end is None else self.end + 1)


@dataclass(frozen=True)
class Test:
    """What a measure asks of a person's enrolment."""

    __test__ = False

    coverage_type: str | None
    max_gaps: int
    max_gap_days: int
    anchor: int | None


# Starts and ends often fall together or a day apart, also at both ends of the year.
starts = st.sampled_from([-400, -30, 0, 1, 31, 32, 60, 100, 101, 200, 335, 364, 365, 366, 400]) | st.integers(-40, 400)
spans = st.builds(
    lambda coverage_type, start, length: Span(coverage_type, start, None if length is None else start + length),
    st.sampled_from(["medical", "medical", "rx"]),
    starts,
    st.none() | st.sampled_from([0, 1, 29, 30, 68, 100, 365, 500]) | st.integers(0, 200),
)
people = st.lists(st.lists(spans, min_size=1, max_size=5), min_size=10, max_size=40)
tests = st.lists(
    st.builds(
        Test,
        st.none() | st.sampled_from(["medical", "rx"]),
        st.integers(0, 3),
        st.sampled_from([0, 1, 29, 30, 31, 45, 366]),
        st.none() | st.sampled_from([-1, 0, 58, 59, 60, 364, 365, 366]),
    ),
    min_size=1,
    max_size=4,
)


def _day(offset: int) -> dt.date:
    return FIRST + dt.timedelta(days=offset)


def _by_sql(population: list[list[Span]], asked: list[Test]) -> dict[tuple[str, str], tuple[Any, ...]]:
    span_rows = [
        (f"p{number}", span.coverage_type, _day(span.start), OPEN if span.end is None else _day(span.end), 0)
        for number, own in enumerate(population)
        for span in own
    ]
    test_rows = [
        (
            f"t{number}",
            YEAR,
            1,
            test.coverage_type,
            test.max_gaps,
            test.max_gap_days,
            None if test.anchor is None else _day(test.anchor),
        )
        for number, test in enumerate(asked)
    ]
    rows = run_rule(
        rule_sql("members", "int_continuous_enrollment"),
        {"int_coverage_span": (COVERAGE_SPAN, span_rows), "int_enrollment_test": (ENROLLMENT_TEST, test_rows)},
    )
    found = {
        (row["person_id"], row["test_id"]): (row["covered_days"], row["gaps"], row["longest_gap_days"], row["pass"])
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def _by_day(own: list[Span], test: Test) -> tuple[int, int, int, int] | None:
    """Covered days, gaps, days of the longest gap and the verdict; None for a person who never had such coverage."""
    relevant = [span for span in own if test.coverage_type in (None, span.coverage_type)]
    if not relevant:
        return None
    covered = set().union(*(span.days for span in relevant))
    gaps = [len(list(run)) for inside, run in itertools.groupby(range(DAYS), key=covered.__contains__) if not inside]
    anchored = test.anchor is None or test.anchor in covered
    passes = len(gaps) <= test.max_gaps and all(gap <= test.max_gap_days for gap in gaps) and anchored
    return DAYS - sum(gaps), len(gaps), max(gaps, default=0), int(passes)


@given(population=people, asked=tests)
@settings(max_examples=100, deadline=None)
def test_gaps_and_verdicts_are_those_of_walking_through_the_year(
    population: list[list[Span]], asked: list[Test]
) -> None:
    expected = {
        (f"p{person}", f"t{number}"): result
        for person, own in enumerate(population)
        for number, test in enumerate(asked)
        if (result := _by_day(own, test)) is not None
    }
    assert _by_sql(population, asked) == expected


@given(population=people, asked=tests, chance=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_spans_in_any_order_and_sent_twice_give_the_same_result(
    population: list[list[Span]], asked: list[Test], chance: Any
) -> None:
    resent = [[*own, *chance.choices(own, k=2)] for own in population]
    for own in resent:
        chance.shuffle(own)
    assert _by_sql(resent, asked) == _by_sql(population, asked)
