"""R-RX-04 and R-RX-05 against a simulation that walks through every day: random fills, combinations, stays, deaths."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

PERIOD = (date(2024, 1, 1), date(2024, 12, 31))
PERSONS = 200
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fill:
    """A fill of one person and class."""

    person_id: str
    drug_class: str
    fill_date: date
    ingredients: str
    days_supply: int | None


@dataclass(frozen=True)
class Population:
    """What int_pdc reads."""

    fills: list[Fill]
    persons: list[tuple[str, date, date | None]]
    stays: list[tuple[str, date, date]]


@dataclass
class Measured:
    """Numerator and denominator on one calendar."""

    days: int
    covered: int
    supply: dict[str, set[date]] = field(default_factory=dict)


def population(seed: int) -> Population:
    """Every second person has combination drugs; some stays overlap, some end before they start."""
    pick = random.Random(seed)  # noqa: S311 (test data, no secrets)

    def day(first: date, days: int) -> date:
        return first + timedelta(days=pick.randint(0, days))

    fills, persons, stays = [], [], []
    for number in range(PERSONS):
        person = f"P{number}"
        death = day(date(2024, 1, 31), 335) if pick.random() < 0.2 else None
        persons.append((person, day(date(2024, 3, 1), 440), death))
        for _ in range(pick.choice([0, 0, 1, 2, 4])):
            admitted = day(date(2023, 12, 1), 420)
            stays.append((person, admitted, admitted + pick.choice([-1, 0, 1, 5, 20, 60]) * DAY))
        for _ in range(pick.randint(1, 14)):
            together = pick.choice([1, 1, 1, 2, 3]) if number % 2 else 1
            ingredients = "|".join(pick.sample("abcd", together))
            supply = pick.choice([None, 0, 7, 30, 30, 30, 60, 90, 366])
            fills.append(Fill(person, pick.choice("XY"), day(date(2023, 12, 1), 420), ingredients, supply))
    pick.shuffle(fills)
    return Population(fills, persons, stays)


def days_from(first: date, last: date) -> set[date]:
    return {first + number * DAY for number in range((last - first).days + 1)}


def walk(fills: Iterable[Fill], first: date, last: date, left_out: set[date]) -> Measured:
    """Use up every fill day by day, after what is left of its ingredients, on the days that are not left out."""
    treatment = days_from(first, last) - left_out
    result = Measured(len(treatment), 0)
    for fill in fills:
        ingredients = fill.ingredients.split("|")
        start = max([fill.fill_date, *(max(result.supply[i]) + DAY for i in ingredients if i in result.supply)])
        used: set[date] = set()
        while len(used) < (fill.days_supply or 0):
            used |= {start} - left_out
            start += DAY
        for ingredient in ingredients:
            result.supply.setdefault(ingredient, set()).update(used)
    result.covered = len(set().union(*result.supply.values()) & treatment)
    return result


def share(measured: Measured) -> Decimal:
    return (Decimal(measured.covered) / measured.days).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def simulated(people: Population) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Expected rows of int_pdc by person and class."""
    ends = {person: min(filter(None, (PERIOD[1], enrolled, death))) for person, enrolled, death in people.persons}
    left_out: dict[str, set[date]] = {person: set() for person in ends}
    for person, first, last in people.stays:
        left_out[person] |= days_from(first, last)
    groups: dict[tuple[str, str], list[Fill]] = {}
    for fill in people.fills:
        if 1 <= (fill.days_supply or 0) <= 365 and PERIOD[0] <= fill.fill_date <= PERIOD[1]:
            groups.setdefault((fill.person_id, fill.drug_class), []).append(fill)
    expected = {}
    for (person, drug_class), fills in groups.items():
        fills.sort(key=lambda fill: (fill.fill_date, fill.ingredients.count("|"), fill.ingredients, fill.days_supply))
        span = (fills[0].fill_date, ends[person])
        home, calendar = walk(fills, *span, left_out[person]), walk(fills, *span, set())
        reason = None
        if len({fill.fill_date for fill in fills}) < 2:
            reason = "fewer_than_2_fills"
        elif home.days < 91:
            reason = "treatment_period_lt_91"
        shares = (None,) * 5 if reason else (home.covered, share(home), int(share(home) >= Decimal("0.8")))
        plain = () if reason else (calendar.covered, share(calendar))
        expected[person, drug_class] = (reason, *span, home.days, calendar.days, *shares, *plain)
    return expected


@pytest.fixture(scope="module")
def compiled(mesh_warehouse: Callable[[str], MeshWarehouse]) -> str:
    """The SQL of int_pdc, reading tables of any database."""
    mesh = mesh_warehouse("pdc")
    mesh.dbt("compile", "--select", "int_pdc")
    path: Path = next(mesh.target.glob("compiled/pharmacy/**/int_pdc.sql"))
    return path.read_text(encoding="utf-8").replace('"dev"."pharmacy_internal".', "")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_day_is_counted_as_if_it_were_lived(compiled: str, seed: int) -> None:
    people = population(seed)
    with duckdb.connect() as connection:
        connection.execute("""
            create table int_adherence_fill (
                person_id varchar, drug_class varchar, fill_date date, target_ingredients varchar, days_supply integer,
                fill_id varchar default null
            );
            create table int_adherence_person (
                person_id varchar, enrolled_through date, death_date date, period_start date default null,
                period_end date default null
            );
            create table int_censored_stay (person_id varchar, first_day date, last_day date);
        """)
        fills = [(f.person_id, f.drug_class, f.fill_date, f.ingredients, f.days_supply) for f in people.fills]
        connection.executemany("insert into int_adherence_fill values (?, ?, ?, ?, ?, default)", fills)
        connection.executemany("insert into int_adherence_person values (?, ?, ?, default, default)", people.persons)
        connection.executemany("insert into int_censored_stay values (?, ?, ?)", people.stays)
        rows = connection.execute(f"""
            select
                person_id, drug_class, reason, treatment_start, treatment_end, treatment_days, unadjusted_days,
                covered_days, pdc, adherent, unadjusted_covered, unadjusted_pdc
            from ({compiled})
        """).fetchall()
    assert {(person, drug_class): tuple(measures) for person, drug_class, *measures in rows} == simulated(people)
