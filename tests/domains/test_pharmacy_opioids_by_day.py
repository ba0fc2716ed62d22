"""Daily opioid doses and overlaps against a diary with one entry a day (R-RX-07)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.drug_supply import date_of
from tests.support.rules import rule_sql, run_rule

# A factor that changes on day 40, a patch, an opioid without a factor; nobody knows drug z.
CHANGE = 40
FACTORS = (
    ("a", Decimal("1.5"), 0, None, None),
    ("b", Decimal("0.15"), 0, None, date_of(CHANGE - 1)),
    ("b", Decimal("4.7"), 0, date_of(CHANGE), None),
    ("patch", Decimal("2.4"), 1, None, None),
    ("c", None, 0, None, None),
)
PERIODS = ((0, 30), (31, 59))


@dataclass(frozen=True)
class Opioid:
    """A fill of an opioid; whatever is None is not known."""

    day: int
    drug: str
    strength: Decimal | None
    quantity: Decimal | None
    supply: int | None

    @property
    def days(self) -> range:
        """Days on which it is taken."""
        return range(self.day, self.day + (self.supply or 0))

    @property
    def dose(self) -> Fraction | None:
        """Its morphine equivalents a day."""
        factor = {"a": "1.5", "b": "0.15" if self.day < CHANGE else "4.7", "patch": "2.4"}.get(self.drug)
        if factor is None or self.strength is None or not self.supply:
            return None
        if self.drug == "patch":
            return Fraction(self.strength) * Fraction(factor)
        if self.quantity is None or self.quantity <= 0:
            return None
        return Fraction(self.quantity) * Fraction(self.strength) * Fraction(factor) / self.supply


opioids = st.builds(
    Opioid,
    st.integers(-20, 70),
    st.sampled_from(("a", "a", "b", "patch", "c", "z")),
    st.sampled_from([Decimal(text) for text in ("10", "5", "2.5", "25")]) | st.none(),
    st.sampled_from([Decimal(text) for text in ("10", "18", "30", "10.5", "120", "0")]) | st.none(),
    st.sampled_from((1, 3, 7, 30, 90, None)),
)
people = st.lists(st.lists(opioids, min_size=1, max_size=7), min_size=15, max_size=25)


def _rows(population: Sequence[Sequence[Opioid]]) -> list[tuple[Any, ...]]:
    """One row per fill and period, as the rule gets them."""
    return [
        (
            f"P{number}",
            f"P{number}-{place}",
            date_of(first),
            date_of(last),
            date_of(fill.day),
            fill.drug,
            fill.strength,
            fill.quantity,
            fill.supply,
            "benzodiazepine" if fill.drug == "z" else "opioid",
        )
        for number, own in enumerate(population)
        for place, fill in enumerate(own)
        for first, last in PERIODS
    ]


COLUMNS = (
    "person_id varchar, fill_id varchar, period_start date, period_end date, fill_date date, drug varchar, "
    "strength decimal(18,6), quantity decimal(18,4), days_supply integer, drug_kind varchar"
)


@given(population=people)
@settings(max_examples=40, deadline=None)
def test_doses_of_a_day_add_up(population: list[list[Opioid]]) -> None:
    factor_columns = "drug varchar, factor decimal(18,4), per_day_of_patch integer, valid_from date, valid_to date"
    rows = run_rule(
        rule_sql("pharmacy", "int_opioid_mme"),
        {"int_opioid_fill": (COLUMNS, _rows(population)), "int_mme_factor": (factor_columns, FACTORS)},
    )
    expected: dict[tuple[str, dt.date], tuple[Fraction, int, int, Fraction]] = {}
    for number, own in enumerate(population):
        for first, last in PERIODS:
            doses = {
                day: sum((fill.dose or Fraction(0) for fill in own if day in fill.days), Fraction(0))
                for day in range(first, last + 1)
                if any(day in fill.days and fill.dose is not None for fill in own)
            }
            if doses:
                expected[f"P{number}", date_of(first)] = (
                    max(doses.values()),
                    sum(dose >= 50 for dose in doses.values()),
                    sum(dose >= 90 for dose in doses.values()),
                    sum(doses.values(), Fraction(0)),
                )
    assert {(row["person_id"], row["period_start"]) for row in rows} == set(expected)
    for row in rows:
        highest, fifty, ninety, total = expected[row["person_id"], row["period_start"]]
        assert (row["days_ge_50"], row["days_ge_90"]) == (fifty, ninety)
        assert abs(Fraction(row["max_daily_mme"]) - highest) <= Fraction(1, 1_000_000)
        assert abs(Fraction(row["total_mme"]) - total) <= Fraction(1, 10_000)


@given(population=people)
@settings(max_examples=25, deadline=None)
def test_days_with_opioids_are_counted_once(population: list[list[Opioid]]) -> None:
    """Drug z stands for a benzodiazepine here."""
    rows = run_rule(rule_sql("pharmacy", "int_opioid_overlap"), {"int_safety_month": (COLUMNS, _rows(population))})
    found = {
        (row["person_id"], row["period_start"]): (row["opioid_days"], row["overlap_days"], row["benzodiazepine_days"])
        for row in rows
    }
    for number, own in enumerate(population):
        for first, last in PERIODS:
            taken = [sum(day in f.days and f.drug != "z" for f in own) for day in range(first, last + 1)]
            calmed = [any(day in f.days and f.drug == "z" for f in own) for day in range(first, last + 1)]
            days = (
                sum(number_taken > 0 for number_taken in taken),
                sum(number_taken > 1 for number_taken in taken),
                sum(number_taken > 0 and calm for number_taken, calm in zip(taken, calmed, strict=True)),
            )
            assert found.get((f"P{number}", date_of(first)), (0, 0, 0)) == days
