"""Made-up fills, and using them up one day at a time: the slow and obvious way to know when supply lasts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.support.rules import Rows, rule_sql, run_rule

FIRST = dt.date(2024, 1, 1)
DAY = dt.timedelta(days=1)
# Missing, zero and too long ones are among them: they are never used up.
SUPPLIES = (30, 1, 8, 90, 60, None, 0, 365, 366)
BLENDS = ("a", "b", "a|b", "c", "b|c", "a|b|c")

FILL_COLUMNS = (
    "person_id varchar, fill_id varchar, fill_date date, target_ingredients varchar, days_supply integer, state varchar"
)
STAY_COLUMNS = "person_id varchar, first_day date, last_day date"


@dataclass(frozen=True)
class Fill:
    """A fill: its day, counted from FIRST, its ingredients separated by a bar, and the days it is said to last."""

    day: int
    blend: str
    supply: int | None
    drug_class: str = "X"

    @property
    def ingredients(self) -> list[str]:
        """What is in it."""
        return self.blend.split("|")

    @property
    def is_believed(self) -> bool:
        """Whether its days supply counts (R-RX-03)."""
        return self.supply is not None and 1 <= self.supply <= 365

    @property
    def believed_supply(self) -> int | None:
        """The days supply when it counts."""
        return self.supply if self.is_believed else None

    @property
    def order(self) -> tuple[int, int, str, int]:
        """Fills of one day: first those of fewer ingredients (R-RX-04)."""
        return (self.day, self.blend.count("|"), self.blend, self.supply or 0)


@dataclass
class Used:
    """Days on which a fill is used up, for each of its ingredients, fill after fill."""

    fills: list[tuple[Fill, set[int]]] = field(default_factory=list)

    def of(self, ingredient: str) -> list[tuple[Fill, set[int]]]:
        """The fills of one ingredient with their days, in order."""
        return [(fill, days) for fill, days in self.fills if ingredient in fill.ingredients]


def fills(last_day: int, blends: Sequence[str] = BLENDS) -> st.SearchStrategy[Fill]:
    """A fill on one of the days from 0 to last_day."""
    return st.builds(
        Fill,
        st.integers(0, last_day),
        st.sampled_from(blends),
        st.sampled_from(SUPPLIES),
        st.sampled_from("XY"),
    )


def stays(last_day: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Stays in hospital, first and last day; they may overlap, and one that ends before it starts is none."""
    stay = st.tuples(st.integers(-10, last_day), st.sampled_from((-1, 0, 2, 10, 45)))
    return st.lists(stay.map(lambda drawn: (drawn[0], drawn[0] + drawn[1])), max_size=3)


def days_of(spans: Iterable[tuple[int, int]]) -> set[int]:
    """All days of the spans."""
    return {day for first, last in spans for day in range(first, last + 1)}


def use_up(given: Iterable[Fill], left_out: set[int]) -> Used:
    """Use up every fill day by day, after what is left of its ingredients, on days that are not left out."""
    used = Used()
    for fill in sorted((fill for fill in given if fill.is_believed), key=lambda fill: fill.order):
        ends = [max(days) for i in fill.ingredients for _, days in used.of(i)]
        day = max([fill.day, *(end + 1 for end in ends)])
        own: set[int] = set()
        while len(own) < (fill.supply or 0):
            own |= {day} - left_out
            day += 1
        used.fills.append((fill, own))
    return used


def date_of(day: int) -> dt.date:
    """The date of a day."""
    return FIRST + day * DAY


def fill_rows(people: Iterable[tuple[str, Sequence[Fill]]]) -> Rows:
    """Rows of FILL_COLUMNS; a fill is named after its person and place."""
    return [
        (
            person,
            f"{person}-{place}",
            date_of(fill.day),
            fill.blend,
            fill.supply if fill.is_believed else None,
            "active",
        )
        for person, given in people
        for place, fill in enumerate(given)
    ]


def stay_rows(people: Iterable[tuple[str, Sequence[tuple[int, int]]]]) -> Rows:
    """Rows of STAY_COLUMNS."""
    return [(person, date_of(first), date_of(last)) for person, spans in people for first, last in spans]


def fill_coverage(given: Rows, spans: Rows) -> list[dict[str, object]]:
    """What int_fill_coverage makes of fills and stays."""
    tables = {"int_coverage_fill": (FILL_COLUMNS, given), "int_censored_stay": (STAY_COLUMNS, spans)}
    return run_rule(rule_sql("pharmacy", "int_fill_coverage"), tables)
