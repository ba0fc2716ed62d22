"""The USAID SCMS delivery history against its known totals, together with another file of the same shape."""

import csv
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

# What differs from the first row of the real file; every row has an order of its own, OTHER-<id>.
OTHER_ROWS: list[dict[str, str]] = [
    {"id": "900001", "delivered to client date": "5-Jun-06"},
    {"id": "900001", "delivered to client date": "5-Jun-06"},
    {"id": "900002", "delivered to client date": ""},
    {"id": "900003", "line item quantity": "nineteen"},
    {"id": "", "po / so #": "OTHER-none"},
    {"id": "900004", "unit of measure (per pack)": "0"},
    {"id": "900005", "scheduled delivery date": "31-Feb-06"},
    {"id": "900006", "po sent to vendor date": "3/19/2010", "freight cost (usd)": "See DN-1 (ID#:7)", "vendor": ""},
]


@pytest.fixture(scope="module")
def scms(
    mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> MeshWarehouse:
    """The real file and the other one, through `mesh ingest` and `dbt build` of the domain with what it reads."""
    folder = shared_data / "supply_scms"
    if not folder.is_dir():
        pytest.skip(f"There is no {folder}: the SCMS file is not among the third-party files.")
    mesh = mesh_warehouse("scms")
    other = tmp_path_factory.mktemp("feeds") / "scms_delivery_other.csv"
    write_other(folder / "scms_delivery_history.csv.gz", other)
    mesh.ingest(folder, other)
    mesh.build("+package:supply_chain")
    return mesh


def write_other(real: Path, other: Path) -> None:
    with gzip.open(real, "rt", encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        first = next(reader)
        header = list(reader.fieldnames or [])
    with other.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, header)
        writer.writeheader()
        writer.writerows([{**first, "po / so #": f"OTHER-{row['id']}", **row} for row in OTHER_ROWS])


def rows(mesh: MeshWarehouse, query: str) -> list[tuple[Any, ...]]:
    with mesh.connect() as connection:
        return connection.execute(query).fetchall()


def test_every_row_is_accounted_for(scms: MeshWarehouse) -> None:
    query = """
        select file_name, rows_in, rows_kept, rows_rejected, rows_duplicate
        from supply_chain_internal.supply_chain_feed_rows
        order by file_name
    """
    assert rows(scms, query) == [
        ("scms_delivery_history.csv.gz", 6507, 6507, 0, 0),
        ("scms_delivery_other.csv", 8, 2, 5, 1),
    ]


def test_orders_countries_suppliers_items_and_value(scms: MeshWarehouse) -> None:
    query = """
        select
            count(*), count(distinct po_id), count(distinct country), count(distinct supplier_id),
            count(distinct item_id), sum(line_value)
        from supply_chain.purchase_order_line
        where po_id not like 'scms:OTHER-%'
    """
    assert rows(scms, query) == [(6507, 4220, 40, 61, 161, Decimal("939945228.87"))]
    assert rows(scms, "select count(distinct supplier_id) from supply_chain.supplier_scorecard") == [(61,)]


def test_late_lines_are_those_delivered_after_the_scheduled_date(scms: MeshWarehouse) -> None:
    query = """
        select sum(late_flag), count(*) filter (where days_late > 0)
        from supply_chain.purchase_order_line
        where po_id not like 'scms:OTHER-%'
    """
    assert rows(scms, query) == [(602, 602)]
    assert rows(scms, "select sum(late_lines) from supply_chain.supplier_scorecard") == [(603,)]


def test_remarks_in_place_of_numbers_and_dates_are_kept(scms: MeshWarehouse) -> None:
    query = """
        select
            count(freight_note), count(freight_amount), count(weight_note), count(weight_kg),
            count(quote_date_note), count(quote_date), count(order_date_note), count(order_date)
        from supply_chain.purchase_order_line
        where po_id not like 'scms:OTHER-%'
    """
    assert rows(scms, query) == [(2355, 4152, 2221, 4286, 2681, 3826, 4010, 2497)]


def test_packs_are_told_in_units(scms: MeshWarehouse) -> None:
    query = """
        select
            ordered_sent_quantity, ordered_sent_uom, ordered_quantity, base_uom, order_date_note,
            cast(promised_date as varchar)
        from supply_chain.purchase_order_line
        where po_id = 'scms:SCMS-4'
    """
    assert rows(scms, query) == [(19, "PACK30", 570, "UNIT", "Date Not Captured", "2006-06-02")]


def test_a_line_without_a_delivery_is_open_and_a_late_one_is_late(scms: MeshWarehouse) -> None:
    query = """
        select po_id, days_late, late_flag, otif, open_quantity, backorder_quantity
        from supply_chain.purchase_order_line
        where po_id like 'scms:OTHER-%'
        order by po_id
    """
    assert rows(scms, query) == [
        ("scms:OTHER-900001", 3, 1, 0, 0, 0),
        ("scms:OTHER-900002", None, 0, 0, 570, 570),
    ]


def test_rows_that_cannot_be_used_are_rejected_with_their_reason(scms: MeshWarehouse) -> None:
    query = """
        select row_number, rule_id, reason, column_name
        from supply_chain_internal.supply_chain_rejects
        order by row_number
    """
    assert rows(scms, query) == [
        (2, "R-CLM-03", "duplicate", None),
        (4, "R-CLM-03", "type_error", "ordered_qty"),
        (5, "R-CLM-03", "missing_key", "delivery_id"),
        (6, "R-SCM-01", "uom_unmapped", None),
        (7, "R-CLM-03", "type_error", "promised_date"),
        (8, "R-CLM-03", "missing_value", "supplier_id"),
    ]
