"""What expires unused against serving one day after the other from the lot that expires first (R-SCM-05)."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

# Two days before the end of a month, so that months and days without a day often meet.
AS_OF = dt.date(2024, 2, 27)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Lot:
    """A lot of a place; expiry counts in days from the as_of day, None never expires."""

    lot: str | None
    expiry: int | None
    written: str
    quantity: Decimal

    @property
    def expires_on(self) -> dt.date | None:
        """Its last day of use."""
        return None if self.expiry is None else AS_OF + dt.timedelta(days=self.expiry)

    @property
    def raw(self) -> str | None:
        """The date as printed: the day, or the month alone when it is the month's last."""
        day = self.expires_on
        if day is None:
            return None
        is_month_end = (day + dt.timedelta(days=1)).day == 1
        pattern = self.written if is_month_end or self.written not in ("%Y-%m", "%y%m00") else "%Y-%m-%d"
        return day.strftime(pattern)


lots = st.builds(
    Lot,
    st.sampled_from(["L1", "L2", "L3", None]),
    st.integers(-3, 12) | st.sampled_from([None, 2, 33]),
    st.sampled_from(["%Y-%m-%d", "%y%m%d", "%Y-%m", "%y%m00"]),
    st.sampled_from(["1", "4", "4", "9.5", "20"]).map(Decimal),
)
demands = st.sampled_from(["0", "1", "2.5", "0.75", "6"]).map(Decimal) | st.none()
costs = st.sampled_from(["2", "0.333"]).map(Decimal) | st.none()
shelves = st.lists(st.tuples(st.lists(lots, min_size=1, max_size=7), demands, costs), min_size=12, max_size=25)

Shelf = tuple[list[Lot], Decimal | None, Decimal | None]


def _used(own: list[tuple[Any, ...]], daily: Decimal) -> list[Decimal]:
    """What is used of every lot (name, last day of use, quantity), in the order of their use."""
    left = [quantity for _, _, quantity in own]
    horizon = max(((last - AS_OF).days for _, last, _ in own if last is not None), default=0)
    for number in range(1, horizon + 1):
        day, asked = AS_OF + dt.timedelta(days=number), daily
        for place, (_, last, _) in enumerate(own):
            if last is None or last >= day:
                taken = min(asked, left[place])
                left[place] -= taken
                asked -= taken
    # What never expires can wait for a day to come.
    return [
        quantity if last is None and daily > 0 else quantity - rest
        for (_, last, quantity), rest in zip(own, left, strict=True)
    ]


@given(population=shelves, chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_what_is_used_of_a_lot_is_what_the_days_take(population: list[Shelf], chance: Any) -> None:
    keys = [(f"A{number // 3}", ("P", "Q", None)[number % 3]) for number in range(len(population))]
    rows = [
        (*key, one.lot, one.raw, one.quantity, cost)
        for key, (own, _, cost) in zip(keys, population, strict=True)
        for one in own
    ]
    forecasts = [(*key, daily) for key, (_, daily, _) in zip(keys, population, strict=True) if daily is not None]
    chance.shuffle(rows)
    chance.shuffle(forecasts)
    found = run_rule(
        rule_sql("supply_chain", "int_expiry_risk"),
        {
            "int_lot_stock": (
                "item_id varchar, location_id varchar, lot varchar, expiry_raw varchar, quantity decimal(18,4), "
                "unit_cost decimal(18,6)",
                rows,
            ),
            "int_demand_forecast": ("item_id varchar, location_id varchar, daily_demand decimal(18,6)", forecasts),
            "int_supply_as_of": ("as_of date", [(AS_OF,)]),
        },
    )
    expected = []
    for key, (sent, daily, cost) in zip(keys, population, strict=True):
        own = sorted(
            {(one.lot, one.expires_on, one.quantity) for one in sent},
            key=lambda one: (one[1] or dt.date.max, one[0] or "", one[2]),
        )
        for (lot, last, quantity), used in zip(own, _used(own, daily or Decimal(0)), strict=True):
            expired = last is not None and last < AS_OF
            lost = Decimal(0) if expired or last is None else quantity - used
            value = Decimal(0) if lost == 0 else None if cost is None else (lost * cost).quantize(CENT, ROUND_HALF_UP)
            expected.append((*key, lot, last, quantity if expired else Decimal(0), used, lost, value))
    figures = ("item_id", "location_id", "lot", "expiry_date", "expired_qty", "projected_use", "at_risk_qty")
    told = [(*(row[name] for name in figures), row["at_risk_value"]) for row in found]
    assert sorted(map(_as_text, told)) == sorted(map(_as_text, expected))


def _as_text(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Numbers without trailing zeros."""
    return tuple(str(value.normalize() + 0) if isinstance(value, Decimal) else str(value) for value in row)
