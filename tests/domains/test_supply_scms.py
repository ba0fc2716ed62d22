"""The USAID SCMS delivery history, from the file to the products, against its known totals."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def scms(mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path) -> MeshWarehouse:
    folder = shared_data / "supply_scms"
    if not folder.is_dir():
        pytest.skip(f"There is no {folder}: the SCMS file is not among the third-party files.")
    mesh = mesh_warehouse("scms")
    mesh.ingest(folder)
    selection = ("--select", "+package:supply_chain", "--indirect-selection", "cautious")
    mesh.dbt("build", *selection, "--exclude-resource-type", "unit_test")
    return mesh


def answer(mesh: MeshWarehouse, query: str) -> tuple[object, ...]:
    with mesh.connect() as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row


def test_every_row_is_an_order_line_and_none_is_rejected(scms: MeshWarehouse) -> None:
    query = "select rows_in, rows_kept, rows_rejected from supply_chain_internal.supply_chain_feed_rows"
    assert answer(scms, query) == (6507, 6507, 0)
    assert answer(scms, "select count(*) from supply_chain.purchase_order_line") == (6507,)


def test_orders_countries_suppliers_items_and_value(scms: MeshWarehouse) -> None:
    query = """
        select
            count(distinct po_id), count(distinct country), count(distinct supplier_id), count(distinct item_id),
            sum(line_value)
        from supply_chain.purchase_order_line
    """
    assert answer(scms, query) == (4220, 40, 61, 161, Decimal("939945228.87"))
    assert answer(scms, "select count(*), sum(ordered_value) from supply_chain.supplier_scorecard") == (
        61,
        Decimal("939945228.87"),
    )


def test_late_lines_are_those_delivered_after_the_scheduled_date(scms: MeshWarehouse) -> None:
    assert answer(
        scms, "select sum(late_flag), count(*) filter (where days_late > 0) from supply_chain.purchase_order_line"
    ) == (602, 602)
    assert answer(scms, "select sum(late_lines) from supply_chain.supplier_scorecard") == (602,)


def test_remarks_in_place_of_numbers_and_dates_are_kept(scms: MeshWarehouse) -> None:
    query = """
        select
            count(freight_note), count(freight_amount), count(weight_note), count(weight_kg),
            count(quote_date_note), count(quote_date), count(order_date_note), count(order_date)
        from supply_chain.purchase_order_line
    """
    assert answer(scms, query) == (2355, 4152, 2221, 4286, 2681, 3826, 4010, 2497)


def test_packs_are_told_in_units(scms: MeshWarehouse) -> None:
    query = """
        select ordered_sent_quantity, ordered_sent_uom, ordered_quantity, base_uom, order_date_note, promised_date
        from supply_chain.purchase_order_line
        where po_id = 'scms:SCMS-4'
    """
    quantity, uom, units, base_uom, note, promised = answer(scms, query)
    assert (quantity, uom, units, base_uom, note) == (19, "PACK30", 570, "UNIT", "Date Not Captured")
    assert str(promised) == "2006-06-02"
