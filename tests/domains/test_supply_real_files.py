"""The USAID SCMS delivery history against its known totals, and OpenBoxes files against a reading of them."""

import csv
import datetime as dt
import gzip
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

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


PLACES = ("main", "boston", "chicago")
PRODUCT = {
    "ProductCode": "T1",
    "Name": "A tablet",
    "Category": "ARVS",
    "UnitOfMeasure": "Tablet",
    "NDC": "0093-0787-01",
}
COUNT = {
    "Product code": "T1",
    "Lot number": "l7",
    "Expiration date": "06/30/2024",
    "Bin location": "A",
    "Physical QOH": "10",
}
OTHER_COUNTS: list[dict[str, str]] = [
    {},
    {},
    {"Bin location": "B", "Physical QOH": "5"},
    {"Bin location": "C", "Physical QOH": ""},
    {"Bin location": "D", "Physical QOH": "ten"},
    {"Bin location": "E", "Expiration date": "02/30/2024"},
    {"Product code": "UNHEARD-OF"},
]


def folder_of(shared_data: Path, name: str) -> Path:
    folder = shared_data / name
    if not folder.is_dir():
        pytest.skip(f"There is no {folder}: the files are not among the third-party files.")
    return folder


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))


@pytest.fixture(scope="module")
def openboxes(shared_data: Path) -> Path:
    return folder_of(shared_data, "supply_openboxes")


@pytest.fixture(scope="module")
def supply(
    mesh_warehouse: Callable[[str], MeshWarehouse],
    shared_data: Path,
    openboxes: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> MeshWarehouse:
    """The real files and the other ones, through `mesh ingest` and `dbt build` of the domain with what it reads."""
    scms = folder_of(shared_data, "supply_scms")
    mesh = mesh_warehouse("supply")
    feeds = tmp_path_factory.mktemp("feeds")
    history = feeds / "scms_delivery_other.csv"
    write_other(scms / "scms_delivery_history.csv.gz", history)
    mesh.ingest(scms, history)
    lists = ("products", "locations", "binLocations", "productSuppliers")
    mesh.ingest(*(openboxes / f"{name}.csv.gz" for name in lists))
    sheets = [openboxes / f"{place}WarehouseInventory.csv.gz" for place in PLACES]
    mesh.run("mesh", "ingest", *sheets, "--file-date", "2022-07-04")
    product, count = feeds / "openboxes_product.csv", feeds / "bostonWarehouseInventory_2022-07-05.csv"
    write_like(openboxes / "products.csv.gz", product, [PRODUCT])
    write_like(sheets[1], count, [{**COUNT, **row} for row in OTHER_COUNTS])
    mesh.ingest(product, count)
    mesh.build("+package:supply_chain")
    return mesh


def write_other(real: Path, other: Path) -> None:
    first = read(real)[0]
    write_like(real, other, [{**first, "po / so #": f"OTHER-{row['id']}", **row} for row in OTHER_ROWS])


def write_like(real: Path, other: Path, rows: list[dict[str, str]]) -> None:
    """Rows under the header of a real file."""
    with other.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(read(real)[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_every_row_is_accounted_for(supply: MeshWarehouse) -> None:
    query = """
        select file_name, rows_in, rows_kept, rows_rejected, rows_duplicate
        from supply_chain_internal.supply_chain_feed_rows
        order by feed, file_name
    """
    assert supply.rows(query) == [
        ("bostonWarehouseInventory.csv.gz", 57, 57, 0, 0),
        ("bostonWarehouseInventory_2022-07-05.csv", 7, 2, 4, 1),
        ("chicagoWarehouseInventory.csv.gz", 42, 42, 0, 0),
        ("mainWarehouseInventory.csv.gz", 57, 57, 0, 0),
        # Six bins of Chicago are listed twice, under two numbers.
        ("binLocations.csv.gz", 40, 34, 0, 6),
        ("locations.csv.gz", 18, 18, 0, 0),
        ("openboxes_product.csv", 1, 1, 0, 0),
        ("products.csv.gz", 57, 57, 0, 0),
        ("productSuppliers.csv.gz", 38, 38, 0, 0),
        ("scms_delivery_history.csv.gz", 6507, 6507, 0, 0),
        ("scms_delivery_other.csv", 8, 2, 5, 1),
    ]


def test_orders_countries_suppliers_items_and_value(supply: MeshWarehouse) -> None:
    query = """
        select
            count(*), count(distinct po_id), count(distinct country), count(distinct supplier_id),
            count(distinct item_id), sum(line_value)
        from supply_chain.purchase_order_line
        where po_id not like 'scms:OTHER-%'
    """
    assert supply.rows(query) == [(6507, 4220, 40, 61, 161, Decimal("939945228.87"))]
    assert supply.rows("select count(distinct supplier_id) from supply_chain.supplier_scorecard") == [(61,)]


def test_late_lines_are_those_delivered_after_the_scheduled_date(supply: MeshWarehouse) -> None:
    query = """
        select sum(late_flag), count(*) filter (where days_late > 0)
        from supply_chain.purchase_order_line
        where po_id not like 'scms:OTHER-%'
    """
    assert supply.rows(query) == [(602, 602)]
    assert supply.rows("select sum(late_lines) from supply_chain.supplier_scorecard") == [(603,)]


def test_remarks_in_place_of_numbers_and_dates_are_kept(supply: MeshWarehouse) -> None:
    query = """
        select
            count(freight_note), count(freight_amount), count(weight_note), count(weight_kg),
            count(quote_date_note), count(quote_date), count(order_date_note), count(order_date)
        from supply_chain.purchase_order_line
        where po_id not like 'scms:OTHER-%'
    """
    assert supply.rows(query) == [(2355, 4152, 2221, 4286, 2681, 3826, 4010, 2497)]


def test_packs_are_told_in_units(supply: MeshWarehouse) -> None:
    query = """
        select
            ordered_sent_quantity, ordered_sent_uom, ordered_quantity, base_uom, order_date_note,
            cast(promised_date as varchar)
        from supply_chain.purchase_order_line
        where po_id = 'scms:SCMS-4'
    """
    assert supply.rows(query) == [(19, "PACK30", 570, "UNIT", "Date Not Captured", "2006-06-02")]


def test_a_line_without_a_delivery_is_open_and_a_late_one_is_late(supply: MeshWarehouse) -> None:
    query = """
        select po_id, days_late, late_flag, otif, open_quantity, backorder_quantity
        from supply_chain.purchase_order_line
        where po_id like 'scms:OTHER-%'
        order by po_id
    """
    assert supply.rows(query) == [
        ("scms:OTHER-900001", 3, 1, 0, 0, 0),
        ("scms:OTHER-900002", None, 0, 0, 570, 570),
    ]


def test_rows_that_cannot_be_used_are_rejected_with_their_reason(supply: MeshWarehouse) -> None:
    query = """
        select row_number, rule_id, reason, column_name
        from supply_chain_internal.supply_chain_rejects
        where feed = 'scms_delivery'
        order by row_number
    """
    assert supply.rows(query) == [
        (2, "R-CLM-03", "duplicate", None),
        (4, "R-CLM-03", "type_error", "ordered_qty"),
        (5, "R-CLM-03", "missing_key", "delivery_id"),
        (6, "R-SCM-01", "uom_unmapped", None),
        (7, "R-CLM-03", "type_error", "promised_date"),
        (8, "R-CLM-03", "missing_value", "supplier_id"),
    ]


def test_stock_is_what_the_sheets_counted(supply: MeshWarehouse, openboxes: Path) -> None:
    sheets = {place: read(openboxes / f"{place}WarehouseInventory.csv.gz") for place in PLACES}
    expected = {
        (f"openboxes:{place} warehouse", f"openboxes:{row['Product code']}", row["Lot number"].upper() or None): (
            int(row["Physical QOH"]),
            dt.datetime.strptime(row["Expiration date"], "%m/%d/%Y").date() if row["Expiration date"] else None,
        )
        for place, sheet in sheets.items()
        for row in sheet
    }
    assert len(expected) == 57 + 57 + 42
    query = """
        select location_id, item_id, lot, on_hand, expiry_date
        from supply_chain.stock_position
        where latest_flag = 1 and item_id like 'openboxes:%' and item_id <> 'openboxes:T1'
    """
    told = {row[:3]: (int(row[3]), row[4]) for row in supply.rows(query)}
    assert {key: value for key, value in expected.items() if value[0]} == {k: v for k, v in told.items() if v[0]}
    assert sum(quantity for quantity, _ in told.values()) == 198656 + 78580 + 51137


def test_a_lot_in_several_bins_is_one_stock_in_the_unit_of_its_product(supply: MeshWarehouse) -> None:
    query = """
        select location_id, lot, on_hand, base_uom, cast(as_of as varchar), cast(expiry_date as varchar)
        from supply_chain.stock_position
        where item_id = 'openboxes:T1'
    """
    assert supply.rows(query) == [("openboxes:boston warehouse", "L7", 15, "TABLET", "2022-07-05", "2024-06-30")]


def test_products_are_drugs_devices_and_supplies_as_their_categories_say(
    supply: MeshWarehouse, openboxes: Path
) -> None:
    drugs = [row for row in read(openboxes / "products.csv.gz") if row["Category"] in ("ARVS", "Cancer", "Pain", "TB")]
    query = """
        select item_type, storage, count(*) from supply_chain.item
        where item_id like 'openboxes:%' and item_id <> 'openboxes:T1' group by all order by all
    """
    cold = sum(row["ColdChain"] == "TRUE" for row in drugs)
    assert supply.rows(query) == [("drug", "cold", cold), ("drug", "room", len(drugs) - cold), ("supply", "room", 45)]
    query = "select item_type, ndc11, base_uom from supply_chain.item where item_id = 'openboxes:T1'"
    assert supply.rows(query) == [("drug", "00093078701", "TABLET")]


def test_packages_are_those_of_the_supplier(supply: MeshWarehouse, openboxes: Path) -> None:
    expected = [
        (f"openboxes:{row['Product Code']}", f"openboxes:{row['Supplier Name']}", row["Default Package Type"])
        for row in read(openboxes / "productSuppliers.csv.gz")
    ]
    query = """
        select item_id, vendor_id, uom, cast(factor as integer), to_uom from supply_chain_internal.stg_item_uom
        where vendor_id like 'openboxes:%'
    """
    told = supply.rows(query)
    assert sorted(row[:3] for row in told) == sorted(expected)
    assert ("openboxes:QX039", "openboxes:Medical Items Depot", "BTL", 100, "EA") in told


def test_counts_that_cannot_be_used_are_rejected_with_their_reason(supply: MeshWarehouse) -> None:
    query = """
        select row_number, reason, column_name from supply_chain_internal.supply_chain_rejects
        where feed = 'openboxes_inventory' order by row_number
    """
    assert supply.rows(query) == [
        (2, "duplicate", None),
        (4, "missing_value", "quantity"),
        (5, "type_error", "quantity"),
        (6, "type_error", "expiry_date"),
        (7, "uom_unmapped", None),
    ]


def test_a_drifted_sheet_and_one_without_a_day_are_refused(
    supply: MeshWarehouse, openboxes: Path, tmp_path: Path
) -> None:
    text = gzip.decompress((openboxes / "bostonWarehouseInventory.csv.gz").read_bytes())
    drifted, undated = tmp_path / "bostonWarehouseInventory_2022-07-06.csv", tmp_path / "bostonWarehouseInventory.csv"
    drifted.write_bytes(text.replace(b"Physical QOH", b"Counted"))
    undated.write_bytes(text)
    refused = supply.run("mesh", "ingest", drifted, undated, check=False)
    assert refused.returncode == 1
    said = " ".join(refused.stderr.split())
    assert (
        "the column 'Physical QOH' of domains/supply_chain/feeds/openboxes_inventory.yml, version 1 is missing" in said
    )
    assert "bostonWarehouseInventory.csv was refused and nothing was changed: its name holds no date" in said
