"""The manifest is exact: every faulty row that can be found in the files is in it, and no other."""

import csv
import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from mesh.contracts import FeedContract
from tests.sample.conftest import PLANTED, Sample

TEXT_FEEDS = (
    "sample_eligibility",
    "sample_member_id_xref",
    "sample_medical_claim",
    "sample_remittance_claim",
    "sample_adjustment_claim",
    "sample_pharmacy_claim",
    "sample_purchase_order_line",
    "sample_inventory_movement",
    "sample_invoice_line",
)
UNREADABLE = ("missing_key", "type_error", "ragged_row")


def manifest(sample: Sample) -> dict[tuple[str, str], int]:
    content = json.loads((sample.folder / "manifest.json").read_text(encoding="utf-8"))
    return {(row["feed"], row["kind"]): row["count"] for row in content["rejects"]}


def listed_rows(sample: Sample, feed: str) -> list[dict[str, str]]:
    with (sample.folder / "dirty_rows.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["feed"] == feed]


def rows_of(path: Path, contract: FeedContract) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="|" if contract.format == "pipe" else ","))[1:]


def test_counts_are_those_of_the_listed_rows(sample: Sample) -> None:
    with (sample.folder / "dirty_rows.csv").open(encoding="utf-8", newline="") as file:
        listed = Counter((row["feed"], row["kind"]) for row in csv.DictReader(file))
    assert listed == manifest(sample)


@pytest.mark.parametrize("feed", TEXT_FEEDS)
def test_unreadable_rows_stand_where_the_list_says(sample: Sample, feed: str) -> None:
    contract = sample.contracts[feed]
    key = contract.column_names.index(contract.key[0])
    rows = {path.name: rows_of(path, contract) for path in sample.files(feed)}
    found = set()
    for name, content in rows.items():
        for number, row in enumerate(content, start=1):
            ragged = len(row) != len(contract.column_names)
            if (
                ragged
                or row[key].startswith(PLANTED)
                or "" in (row[contract.column_names.index(k)] for k in contract.key)
            ):
                found.add((name, number))
    listed = {(r["file"], int(r["row_number"])): r for r in listed_rows(sample, feed) if r["kind"] in UNREADABLE}
    assert found == set(listed)
    for (name, number), entry in listed.items():
        row = rows[name][number - 1]
        assert (len(row) != len(contract.column_names)) == (entry["kind"] == "ragged_row")
        if entry["kind"] == "missing_key":
            assert row[contract.column_names.index(entry["column_name"])] == ""
        if entry["kind"] == "type_error":
            with pytest.raises(ValueError, match=r".*"):
                _read(row[contract.column_names.index(entry["column_name"])], entry["column_name"])


def _read(text: str, column: str) -> object:
    return dt.datetime.fromisoformat(text) if column.endswith(("date", "_ts")) else float(text)


@pytest.mark.parametrize("feed", [*TEXT_FEEDS, "sample_item", "sample_receipt", "sample_drug", "sample_lot"])
def test_duplicates_and_superseded_rows_are_those_of_the_rule(sample: Sample, feed: str) -> None:
    contract = sample.contracts[feed]
    key = ", ".join(contract.key)
    rest = ", ".join(f"coalesce({name}, '~')" for name in contract.column_names if name != "extract_date")
    present = f"{contract.key[0]} is not null"
    counted = sample.con.execute(
        f"""
        with content as (
            select {key}, extract_date, md5(concat_ws('|', {rest})) as body,
                max(extract_date) over (partition by {key}) as newest
            from {feed}
            where {present}
        ),

        kept as (
            select *, max(body) filter (where extract_date = newest) over (partition by {key}) as kept_body from content
        )

        select
            count(*) filter (where body = kept_body) - count(distinct ({key})),
            count(*) filter (where body <> kept_body),
            count(*) filter (where body <> kept_body and extract_date = newest)
        from kept
        """
    ).fetchone()
    expected = manifest(sample)
    assert counted == (expected.get((feed, "duplicate"), 0), expected.get((feed, "superseded"), 0), 0)


def test_the_second_shortage_list_supersedes_the_first(sample: Sample) -> None:
    changed = """select count(*) from sample_shortage as a inner join sample_shortage as b using (package_ndc)
        where a.update_date < b.update_date"""
    expected = manifest(sample)["sample_shortage", "superseded"]
    assert sample.value(changed) == expected
    first = "select min(update_date) from sample_shortage"
    assert sample.value(f"select count(*) from sample_shortage where update_date = ({first})") == expected


def test_voided_spans_and_spans_after_death_are_counted(sample: Sample) -> None:
    newest = """
        select * from sample_eligibility
        qualify row_number() over (
            partition by member_id, plan, coverage_type, enrollment_start_date order by extract_date desc
        ) = 1
    """
    expected = manifest(sample)
    voided = sample.value(f"select count(*) from ({newest}) where enrollment_end_date < enrollment_start_date")
    late = sample.value(f"select count(*) from ({newest}) where enrollment_start_date > death_date")
    assert voided == expected["sample_eligibility", "span_voided"]
    assert late == expected["sample_eligibility", "span_after_death"]


def test_faults_of_the_member_ids_are_counted(sample: Sample) -> None:
    expected = manifest(sample)
    rows = "(select distinct prior_member_id as a, current_member_id as b, effective_date from sample_member_id_xref)"
    to_itself = sample.value(f"select count(*) from {rows} where a = b")
    forks = sample.value(f"select count(*) - count(distinct a) from {rows} where a <> b")
    cycles = sample.value(
        f"select count(*) from {rows} as x inner join {rows} as y on x.b = y.a and y.b = x.a and x.a <> x.b"
    )
    feed = "sample_member_id_xref"
    assert to_itself == expected[feed, "xref_self"]
    assert forks == expected[feed, "xref_superseded"]
    assert cycles == expected[feed, "xref_cycle"]


@pytest.mark.parametrize("feed", ["sample_inventory_movement", "sample_purchase_order_line"])
def test_rows_that_no_unit_converts_are_counted(sample: Sample, feed: str) -> None:
    vendor = "t.supplier_id" if feed == "sample_purchase_order_line" else "null"
    rows = f"""
        select t.item_id, t.uom, {vendor} as vendor, i.base_uom
        from {feed} as t
        inner join (select distinct item_id, base_uom from sample_item) as i on t.item_id = i.item_id
        where t.uom <> i.base_uom
    """
    known = f"""
        select
            r.*,
            exists(select 1 from sample_item_uom as u where u.item_id = r.item_id and u.uom = r.uom) as has_any,
            exists(
                select 1 from sample_item_uom as u
                where u.item_id = r.item_id and u.uom = r.uom and (u.vendor_id is null or u.vendor_id = r.vendor)
            ) as has_one,
            exists(select 1 from sample_item_uom as u where u.item_id = r.item_id and u.to_uom = r.base_uom) as has_end,
        from ({rows}) as r
    """
    expected = manifest(sample)
    assert sample.value(f"select count(*) from ({known}) where not has_any") == expected[feed, "uom_unmapped"]
    assert sample.value(f"select count(*) from ({known}) where has_any and not has_end") == expected[feed, "uom_cycle"]
    assert sample.value(f"select count(*) from ({known}) where has_any and not has_one") == expected.get(
        (feed, "uom_vendor_required"), 0
    )


def test_bills_of_orders_that_nobody_placed_are_counted(sample: Sample) -> None:
    orders = "select po_id, line from sample_purchase_order_line"
    strays = f"select count(*) from sample_invoice_line where (po_id, line) not in ({orders})"
    assert sample.value(strays) == manifest(sample)["sample_invoice_line", "unknown_order_line"]


def test_unreadable_rows_stay_below_one_percent(sample: Sample) -> None:
    for feed in TEXT_FEEDS:
        bad = sum(count for (name, kind), count in manifest(sample).items() if name == feed and kind in UNREADABLE)
        assert bad < 0.01 * sum(len(rows_of(path, sample.contracts[feed])) for path in sample.files(feed))
