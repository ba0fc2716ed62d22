"""Base units against a clerk who opens one package after the other (R-SCM-01)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

# Factors that are exact in binary, or of which a single one keeps its six places.
FACTORS = {"2": 2, "10": 4, "0.5": 2, "3": 1, "0": 1, "-1": 1, "100000": 1}
UOMS = ("CS", "BX", "PK", "EA")


@dataclass(frozen=True)
class Pack:
    """A row of an item's packs; a null vendor means everybody."""

    item: str
    vendor: str | None
    uom: str
    factor: Fraction | None
    to_uom: str


items = st.sampled_from("ABC")
vendors = st.sampled_from(["V1", "V2", None])
factors = st.sampled_from([text for text, weight in FACTORS.items() for _ in range(weight)]).map(Fraction) | st.none()
packs = st.builds(Pack, items, vendors, st.sampled_from(UOMS), factors, st.sampled_from(UOMS))
base_units = st.lists(st.tuples(items, st.sampled_from(["EA", "EA", "PK", None])), min_size=2, max_size=5)
transactions = st.lists(
    st.tuples(
        st.sampled_from("AABBCCX"),
        vendors,
        st.sampled_from([1, 3, -2, 0, 40_000_000, None]),
        st.sampled_from([*UOMS, *UOMS, "XX", None]),
        st.sampled_from([1, 50, None]),
    ),
    min_size=20,
    max_size=60,
)


def _opened(item: str, vendor: str | None, uom: str | None, base: str | None, sent: list[Pack]) -> Fraction | str:
    """What one unit holds in base units, or why nobody knows."""
    factor, seen = Fraction(1), [uom]
    while base is not None and uom != base:
        known = [pack for pack in sent if pack.item == item and pack.uom == uom and (pack.factor or 0) > 0]
        own = [pack for pack in known if pack.vendor is not None and pack.vendor == vendor]
        general = [pack for pack in known if pack.vendor is None]
        if not own and not general:
            return "uom_vendor_required" if known and vendor is None else "uom_unmapped"
        pack = min(own or general, key=lambda one: (one.to_uom, one.factor))
        factor, uom = factor * (pack.factor or 0), pack.to_uom
        if uom in seen:
            return "uom_cycle"
        seen.append(uom)
    return "uom_unmapped" if base is None else factor


@given(st.lists(packs, min_size=12, max_size=30), base_units, transactions, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_every_quantity_is_converted_or_rejected(
    sent: list[Pack], bases: list[tuple[str, str | None]], asked: list[tuple[Any, ...]], chance: Any
) -> None:
    rows = [(f"t{number:02}", *one) for number, one in enumerate(asked)]
    uoms = [(p.item, p.vendor, p.uom, None if p.factor is None else float(p.factor), p.to_uom) for p in sent + sent[:2]]
    chance.shuffle(uoms)
    tables: dict[str, tuple[str, Any]] = {
        "int_item": ("item_id varchar, base_uom varchar", bases),
        "int_item_uom": ("item_id varchar, vendor_id varchar, uom varchar, factor decimal(18,6), to_uom varchar", uoms),
        "int_transaction": (
            "transaction_id varchar, item_id varchar, vendor_id varchar, quantity decimal(18,4), uom varchar, "
            "unit_cost decimal(18,4), record_id ubigint",
            [(*row, number) for number, row in enumerate(rows)],
        ),
    }
    converted = {row["transaction_id"]: row for row in run_rule(rule_sql("supply_chain", "int_base_quantity"), tables)}
    rejected = [
        (row["transaction_id"], row["reason"])
        for row in run_rule(rule_sql("supply_chain", "int_base_quantity_reject"), tables)
    ]
    reasons = []
    for name, item, vendor, quantity, uom, cost in rows:
        base = min((unit for other, unit in bases if other == item and unit is not None), default=None)
        factor = _opened(item, vendor, uom, base, sent)
        if isinstance(factor, Fraction) and quantity is not None and abs(quantity * factor) >= 10**12:
            factor = "quantity_too_large"
        if isinstance(factor, str):
            reasons.append((name, factor))
            continue
        row = converted.pop(name)
        assert row["base_uom"] == base
        assert row["base_quantity"] == (None if quantity is None else quantity * factor)
        if cost is None:
            assert row["base_unit_cost"] is None
        else:
            assert abs(Fraction(row["base_unit_cost"]) - cost / factor) <= Fraction(1, 1_000_000)
    assert not converted
    assert sorted(rejected) == sorted(reasons)
