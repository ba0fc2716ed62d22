"""Stock, goods on their way and count variances against a storekeeper who books one by one (R-SCM-02)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

FIRST = dt.date(2024, 1, 29)
COLUMNS = (
    "movement_id varchar, movement_date date, recorded_date date, movement_type varchar, location_id varchar, "
    "to_location_id varchar, item_id varchar, lot varchar, quantity decimal(18,4), transfer_id varchar"
)
TYPES = ("COUNT", "COUNT", "RECEIPT", "ISSUE", "ISSUE", "TRANSFER_OUT", "TRANSFER_OUT", "TRANSFER_IN", "ADJUST")
SIGNS = {"RECEIPT": 1, "TRANSFER_IN": 1, "ADJUST": 1, "ISSUE": -1, "TRANSFER_OUT": -1}

Lot = tuple[str, str, str | None]


@dataclass(frozen=True)
class Movement:
    """A movement as sent; few days, lots and transfers, so that they often meet."""

    day: int
    recorded: int | None
    kind: str
    place: str
    to_place: str | None
    item: str
    lot: str | None
    quantity: int
    transfer: str | None

    @property
    def key(self) -> Lot:
        """The lot that it moves."""
        return self.place, self.item, self.lot

    @property
    def recency(self) -> tuple[int, int, int]:
        """Which of two movements with one id counts."""
        return -1 if self.recorded is None else self.recorded, self.day, self.quantity


days = st.integers(0, 6)
movements = st.builds(
    Movement,
    days,
    st.integers(0, 7) | st.none(),
    st.sampled_from(TYPES),
    st.sampled_from("PQ"),
    st.sampled_from(["P", "Q", None]),
    st.sampled_from("AAB"),
    st.sampled_from(["L", "M", None]),
    st.integers(-3, 9),
    st.sampled_from(["T1", "T2", "T3", None]),
)


@st.composite
def _sent(draw: st.DrawFn) -> list[tuple[str, Movement]]:
    """Movements with their ids in any order; some are sent again, as they were or put right."""
    once = [(f"M{number:02}", one) for number, one in enumerate(draw(st.lists(movements, min_size=15, max_size=45)))]
    again = draw(st.lists(st.tuples(st.sampled_from(once), days, days | st.none(), st.integers(-3, 9)), max_size=6))
    corrected = [
        (name, replace(one, day=day, recorded=recorded, quantity=quantity))
        for (name, one), day, recorded, quantity in again
    ]
    return draw(st.permutations(once + corrected + once[:3]))


def _date(day: int) -> dt.date:
    return FIRST + dt.timedelta(days=day)


def _rows(sent: list[tuple[str, Movement]]) -> list[tuple[Any, ...]]:
    return [
        (
            name,
            _date(one.day),
            None if one.recorded is None else _date(one.recorded),
            *(one.kind, one.place, one.to_place, one.item, one.lot, one.quantity, one.transfer),
        )
        for name, one in sent
    ]


def _journal(sent: list[tuple[str, Movement]]) -> list[tuple[str, Movement]]:
    """Every movement once, in the order in which the day sees them: counts last, in the order of their recording."""
    latest: dict[str, Movement] = {}
    for name, one in sent:
        if name not in latest or one.recency > latest[name].recency:
            latest[name] = one
    return sorted(
        latest.items(),
        key=lambda pair: (
            pair[1].day,
            pair[1].kind == "COUNT",
            -1 if pair[1].recorded is None else pair[1].recorded,
            pair[0],
        ),
    )


def _stock(journal: list[tuple[str, Movement]], as_of: int) -> dict[Lot, tuple[int, int, int, dt.date]]:
    """On hand, in transit, whether below zero, and the last day something happened, of every lot."""
    on_hand: dict[Lot, int] = defaultdict(int)
    in_transit: dict[Lot, int] = defaultdict(int)
    last: dict[Lot, int] = {}
    for _, one in journal:
        if one.day <= as_of:
            on_hand[one.key] = (
                one.quantity if one.kind == "COUNT" else on_hand[one.key] + SIGNS[one.kind] * one.quantity
            )
            last[one.key] = max(one.day, last.get(one.key, 0))
    for _, one in journal:
        if one.kind != "TRANSFER_OUT" or one.to_place is None or one.day > as_of:
            continue
        arrived = any(
            other.kind == "TRANSFER_IN"
            and other.day <= as_of
            and one.transfer is not None
            and (other.transfer, other.item, other.lot) == (one.transfer, one.item, one.lot)
            for _, other in journal
        )
        if not arrived:
            key = (one.to_place, one.item, one.lot)
            in_transit[key] += one.quantity
            last[key] = max(one.day, last.get(key, 0))
    return {key: (on_hand[key], in_transit[key], int(on_hand[key] < 0), _date(day)) for key, day in last.items()}


@given(sent=_sent())
# Goods that leave on the first day and arrive on the day for which stock is told.
@example(
    sent=[
        ("M1", Movement(0, 0, "TRANSFER_OUT", "P", "Q", "A", "L", 5, "T1")),
        ("M2", Movement(2, 2, "TRANSFER_IN", "Q", None, "A", "L", 4, "T1")),
    ]
)
@settings(max_examples=25, deadline=None)
def test_stock_is_what_the_movements_leave(sent: list[tuple[str, Movement]]) -> None:
    as_ofs = (2, 4, 6)
    found = run_rule(
        rule_sql("supply_chain", "int_stock_ledger"),
        {"int_movement": (COLUMNS, _rows(sent)), "int_stock_as_of": ("as_of date", [(_date(day),) for day in as_ofs])},
    )
    figures = ("on_hand", "in_transit", "negative_flag", "last_moved_on")
    journal = _journal(sent)
    assert len(found) == len({(row["as_of"], row["location_id"], row["item_id"], row["lot"]) for row in found})
    for day in as_ofs:
        assert {
            (row["location_id"], row["item_id"], row["lot"]): tuple(row[name] for name in figures)
            for row in found
            if row["as_of"] == _date(day)
        } == _stock(journal, day)


@given(sent=_sent())
@settings(max_examples=20, deadline=None)
def test_a_count_is_compared_with_the_stock_that_it_replaces(sent: list[tuple[str, Movement]]) -> None:
    found = run_rule(rule_sql("supply_chain", "int_count_variance"), {"int_movement": (COLUMNS, _rows(sent))})
    stock: dict[Lot, int] = defaultdict(int)
    counted: set[Lot] = set()
    expected = []
    for name, one in _journal(sent):
        if one.kind == "COUNT":
            before = stock[one.key] if one.key in counted else None
            expected.append((name, before, one.quantity, None if before is None else one.quantity - before))
            counted.add(one.key)
            stock[one.key] = one.quantity
        else:
            stock[one.key] += SIGNS[one.kind] * one.quantity
    assert sorted(tuple(row.values()) for row in found) == sorted(expected)


@given(sent=_sent())
@settings(max_examples=15, deadline=None)
def test_an_item_without_stock_is_given_up_a_year_after_its_last_movement(sent: list[tuple[str, Movement]]) -> None:
    """R-SCM-10: each day from an item's first movement on, all lots together."""
    last_day = 3 + 365
    found = run_rule(
        rule_sql("supply_chain", "int_item_stock"),
        {"int_movement": (COLUMNS, _rows(sent)), "int_supply_as_of": ("as_of date", [(_date(last_day),)])},
    )
    told = [
        ((row["location_id"], row["item_id"], (row["first_day"] - FIRST).days + number), row["on_hand"])
        for row in found
        for number in range((row["last_day"] - row["first_day"]).days + 1)
    ]
    expected: dict[tuple[str, str, int], int] = {}
    journal = _journal(sent)
    for place, item in {(one.place, one.item) for _, one in journal}:
        moved_on = sorted({one.day for _, one in journal if (one.place, one.item) == (place, item)})
        for day in range(moved_on[0], last_day + 1):
            if day <= moved_on[-1]:
                lots = _stock(journal, day)
                on_hand = sum(stock for key, (stock, *_) in lots.items() if key[:2] == (place, item))
            if on_hand > 0 or day <= moved_on[-1] + 365:
                expected[place, item, day] = on_hand
    assert len(told) == len(dict(told))
    assert dict(told) == expected
