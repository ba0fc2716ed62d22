"""Order lines, suppliers and what to order against a buyer who reads the papers one by one (R-SCM-03, R-SCM-04)."""

import datetime as dt
import math
import random
import statistics
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

AS_OF = dt.date(2024, 3, 2)
days = st.integers(-6, 3).map(lambda number: AS_OF + dt.timedelta(days=number))


@dataclass(frozen=True)
class Line:
    """An order line in base units."""

    po: str
    number: int
    supplier: str | None
    ordered: int
    cancelled: int | None
    by: str | None
    promised: dt.date | None

    @property
    def is_due(self) -> bool:
        """Whether it can be judged on the as_of day."""
        promised = self.promised is not None and self.promised <= AS_OF
        return promised and not ((self.cancelled or 0) >= self.ordered and (self.by or "buyer").lower() == "buyer")


@dataclass(frozen=True)
class Receipt:
    """What came for a line, or (rejects is set) went back of a receipt."""

    name: str
    po: str
    number: int
    day: dt.date | None
    quantity: int
    rejects: str | None


@st.composite
def _lines(draw: st.DrawFn) -> list[Line]:
    keys = draw(st.lists(st.tuples(st.integers(0, 7), st.integers(1, 3)), min_size=8, max_size=20, unique=True))
    return [
        Line(
            f"PO{po}",
            number,
            draw(st.sampled_from(["S1", "S1", "S2", None])),
            draw(st.integers(1, 6)),
            draw(st.sampled_from([None, 0, 0, 1, 3, 6])),
            draw(st.sampled_from(["buyer", "BUYER", "supplier", None])),
            draw(days | st.none()),
        )
        for po, number in keys
    ]


@st.composite
def _receipts(draw: st.DrawFn, lines: list[Line]) -> list[Receipt]:
    receipts: list[Receipt] = []
    for place in range(draw(st.integers(10, 45))):
        line = draw(st.sampled_from(lines))
        rejects = draw(st.sampled_from(receipts)) if receipts and draw(st.integers(0, 4)) == 0 else None
        receipts.append(
            Receipt(
                f"R{place:02}",
                rejects.po if rejects else line.po,
                rejects.number if rejects else line.number,
                draw(days | st.none()),
                draw(st.integers(-4, 4) if rejects else st.integers(0, 5)),
                rejects.name if rejects else None,
            )
        )
    return receipts


papers = _lines().flatmap(lambda lines: st.tuples(st.just(lines), _receipts(lines)))


def _on_paper(line: Line, receipts: list[Receipt]) -> dict[str, Any]:
    """What of the line came, as known on the as_of day."""
    known = [one for one in receipts if one.day is not None and one.day <= AS_OF]
    received = accepted = on_time = 0
    came = []
    for one in known:
        if one.rejects is not None or (one.po, one.number) != (line.po, line.number):
            continue
        kept = max(one.quantity - sum(abs(back.quantity) for back in known if back.rejects == one.name), 0)
        received += one.quantity
        accepted += kept
        if one.day is not None:
            came.append(one.day)
            on_time += kept if line.promised is not None and one.day <= line.promised else 0
    on_time = min(on_time, line.ordered)
    still_open = max(line.ordered - (line.cancelled or 0) - accepted, 0)
    return {
        "on_time_qty": on_time,
        "otif": int(on_time == line.ordered) if line.is_due else None,
        "backorder_qty": still_open if line.promised is not None and line.promised <= AS_OF else 0,
        "open_qty": still_open,
        "over_qty": max(accepted - line.ordered, 0),
        "received_qty": received,
        "accepted_qty": accepted,
        "first_receipt_date": min(came, default=None),
        "last_receipt_date": max(came, default=None),
        "due_flag": int(line.is_due),
        "as_of": AS_OF,
    }


def _tables(lines: list[Line], receipts: list[Receipt], chance: Any) -> dict[str, tuple[str, Any]]:
    """Some papers came twice, and all in any order."""
    line_rows = [(o.po, o.number, o.supplier, "A", o.ordered, o.cancelled, o.by, o.promised) for o in lines + lines[:2]]
    receipt_rows = [(r.name, r.po, r.number, r.day, r.quantity, r.rejects) for r in receipts + receipts[-3:]]
    chance.shuffle(line_rows)
    chance.shuffle(receipt_rows)
    return {
        "int_po_line": (
            "po_id varchar, line integer, supplier_id varchar, item_id varchar, ordered_qty decimal(18,4), "
            "cancelled_qty decimal(18,4), cancelled_by varchar, promised_date date",
            line_rows,
        ),
        "int_receipt": (
            "receipt_id varchar, po_id varchar, line integer, receipt_date date, quantity decimal(18,4), "
            "rejects_receipt_id varchar",
            receipt_rows,
        ),
        "int_supply_as_of": ("as_of date", [(AS_OF,)]),
    }


@given(sent=papers, chance=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_a_line_is_what_its_receipts_and_rejections_leave(sent: tuple[list[Line], list[Receipt]], chance: Any) -> None:
    found = run_rule(rule_sql("supply_chain", "int_po_line_status"), _tables(*sent, chance))
    lines, receipts = sent
    assert len(found) == len(lines)
    assert {(row.pop("po_id"), row.pop("line")): row for row in found} == {
        (line.po, line.number): _on_paper(line, receipts) for line in lines
    }


def _near(number: Any, exact: Fraction | float | None) -> bool:
    """Six places, the last of them rounded."""
    return number is None if exact is None else number is not None and abs(float(number) - float(exact)) < 1.1e-6


@given(sent=papers, chance=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_a_supplier_is_what_its_lines_and_orders_are(sent: tuple[list[Line], list[Receipt]], chance: Any) -> None:
    tables = _tables(*sent, chance)
    lines, receipts = sent
    for model, by_month in (("int_supplier_summary", False), ("int_supplier_month", True)):
        own: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
        for line in lines:
            month = line.promised.replace(day=1) if line.promised else None
            own[(line.supplier, month) if by_month else (line.supplier,)].append(line)
        found = run_rule(rule_sql("supply_chain", model), tables)
        assert len(found) == len(own)
        for row in found:
            judged = own[(row["supplier_id"], row["promised_month"]) if by_month else (row["supplier_id"],)]
            due = [(line, _on_paper(line, receipts)) for line in judged if line.is_due]
            orders: dict[str, list[int]] = defaultdict(list)
            for line, figures in due:
                orders[line.po].append(figures["otif"])
            in_full = sum(figures["otif"] for _, figures in due)
            assert (row["due_lines"], row["otif_lines"]) == (len(due), in_full)
            assert (row["due_orders"], row["otif_orders"]) == (len(orders), sum(map(all, orders.values())))
            assert _near(row["otif_rate"], Fraction(in_full, len(due)) if due else None)
            units = sum(figures["on_time_qty"] for _, figures in due)
            assert _near(row["unit_fill_rate"], Fraction(units, sum(line.ordered for line, _ in due)) if due else None)


# -- R-SCM-04: what to order -----------------------------------------------------------------------------------------

shelves = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 8), st.sampled_from([0, 0, 1, 2, 2.5, 7])), max_size=12),
        st.lists(st.integers(0, 6), max_size=4),
        st.integers(0, 60),
        st.sampled_from([0, 0, 5, 20]),
        st.sampled_from([0, 0, 3]),
        st.sampled_from([None, 0, 1, 2.5, 6, 30]),
    ),
    min_size=10,
    max_size=25,
)


@given(population=shelves, chance=st.randoms(use_true_random=False))
# What is there is exactly the demand of the lead time: too little.
@example(population=[([(1, 2), (2, 2)], [3], 6, 0, 0, 1), ([(1, 2), (2, 2)], [3], 7, 0, 0, 1)], chance=random.Random(1))  # noqa: S311
@settings(max_examples=25, deadline=None)
def test_what_to_order_is_what_the_textbook_says(population: list[tuple[Any, ...]], chance: Any) -> None:
    """With a service level of 95 % and a week until stock is looked at again; every third place has no name."""
    keys = [(f"A{number // 3}", ("P", "Q", None)[number % 3]) for number in range(len(population))]
    demand = [(*key, *one) for key, shelf in zip(keys, population, strict=True) for one in shelf[0]]
    waits = [(*key, one) for key, shelf in zip(keys, population, strict=True) for one in shelf[1]]
    stock = [(*key, *shelf[2:]) for key, shelf in zip(keys, population, strict=True)]
    for rows in (demand, waits, stock):
        chance.shuffle(rows)
    key_columns = "item_id varchar, location_id varchar"
    found = run_rule(
        rule_sql("supply_chain", "int_replenishment"),
        {
            "int_daily_demand": (f"{key_columns}, day integer, quantity decimal(18,4)", demand),
            "int_lead_time": (f"{key_columns}, days integer", waits),
            "int_replenishment_stock": (
                f"{key_columns}, on_hand decimal(18,4), on_order decimal(18,4), backordered decimal(18,4), "
                "pack_size decimal(18,6)",
                stock + stock[:2],
            ),
        },
    )
    assert len(found) == len(population)
    for row in found:
        sold, days_waited, on_hand, on_order, owed, pack = population[keys.index((row["item_id"], row["location_id"]))]
        # A row that came twice counts once; several rows of a day add up.
        by_day: dict[int, set[float]] = defaultdict(set)
        for day, quantity in sold:
            by_day[day].add(quantity)
        daily = [Fraction(sum(quantities)) for quantities in by_day.values()]
        mean = statistics.mean(daily) if len(daily) > 1 else None
        position = on_hand + on_order - owed
        assert row["position"] == position
        assert _near(row["mean_demand"], mean)
        assert _near(row["days_on_hand"], on_hand / mean if mean else None)
        if mean is None or not days_waited:
            assert row["note"] == ("insufficient_history" if mean is None else "no_lead_time")
            assert (row["safety_stock"], row["reorder_point"], row["reorder"], row["order_qty"]) == (None,) * 4
            continue
        lead = statistics.mean(map(Fraction, days_waited))
        spread = statistics.variance(map(Fraction, days_waited)) if len(days_waited) > 1 else 0
        safety = 1.645 * math.sqrt(lead * statistics.variance(daily) + mean * mean * spread)
        point = math.ceil(round(float(mean * lead) + safety, 6))
        reorder = mean > 0 and position <= point
        size = Fraction(pack or 1)
        packs = math.ceil(round(float((point + 7 * mean - position) / size), 6)) if reorder else 0
        assert row["note"] is None
        assert _near(row["safety_stock"], safety)
        assert (row["reorder_point"], row["reorder"]) == (point, int(reorder))
        assert row["order_qty"] == Decimal(float(packs * size))
