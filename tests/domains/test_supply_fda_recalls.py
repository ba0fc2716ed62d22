"""The FDA's enforcement report of a week, and notices as openFDA offers them for download, against a reading."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

NUMBER = re.compile(r"\b[BDFHTVZ]-\d{3,4}-\d{2,4}\b")
# The download of openFDA: a document, other names, a field for the number, dates without separators.
DOWNLOAD = {
    "meta": {"results": {"skip": 0, "limit": 2, "total": 2}},
    "results": [
        {
            "status": "Ongoing",
            "classification": "Class I",
            "product_type": "Drugs",
            "recall_number": "D-0001-2024",
            "recalling_firm": "A maker",
            "recall_initiation_date": "20231220",
            "report_date": "20240110",
            "code_info": "Lot L12345, exp. 01/2025; all lots within expiry",
            "product_description": "Tablets, 100-count bottles",
            "reason_for_recall": "Label mix-up",
            "openfda": {"package_ndc": ["0093-0787-01"], "product_ndc": ["0093-0787"], "brand_name": ["A"]},
        },
        {
            "status": "Completed",
            "classification": "Class II",
            "product_type": "Drugs",
            "recall_number": "D-1362-2012",
            "recalling_firm": "A maker",
            "report_date": "20130102",
            "code_info": "Lot 90A999",
            "product_description": "Atenolol Tablets",
            "reason_for_recall": "Purity",
        },
    ],
}


@pytest.fixture(scope="module")
def notices(shared_data: Path) -> list[dict[str, str]]:
    """The notices of the real report."""
    (path,) = report(shared_data).glob("*.jsonl.gz")
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def report(shared_data: Path) -> Path:
    folder = shared_data / "supply_fda_recalls"
    if not folder.is_dir():
        pytest.skip(f"There is no {folder}: the recall notices are not among the third-party files.")
    return folder


@pytest.fixture(scope="module")
def recalls(
    mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> MeshWarehouse:
    """The real report and the download, through `mesh ingest`, and the models that read them."""
    mesh = mesh_warehouse("recalls")
    download = tmp_path_factory.mktemp("openfda") / "drug-enforcement-0001-of-0001.json"
    download.write_text(json.dumps(DOWNLOAD, indent=2), encoding="utf-8")
    mesh.ingest(report(shared_data), download)
    mesh.build("+recall", "+supply_chain_feed_rows")
    return mesh


def test_every_notice_is_accounted_for(recalls: MeshWarehouse, notices: list[dict[str, str]]) -> None:
    unnumbered = sum(not NUMBER.search(notice["product-description"]) for notice in notices)
    assert recalls.rows(
        "select file_name, rows_in, rows_kept, rows_rejected, rows_duplicate, rows_superseded"
        " from supply_chain_internal.supply_chain_feed_rows order by file_name",
    ) == [
        ("drug-enforcement-0001-of-0001.json", 2, 2, 0, 0, 0),
        ("enforcement_report_2012-06-13.jsonl.gz", 72, 72 - unnumbered, unnumbered, 0, 0),
    ]
    assert recalls.rows("select distinct reason, column_name from supply_chain_internal.supply_chain_rejects") == [
        ("missing_key", "recall_id")
    ]


def test_every_number_in_the_texts_is_a_recall_of_its_class_and_kind(
    recalls: MeshWarehouse, notices: list[dict[str, str]]
) -> None:
    told = recalls.rows(
        "select recall_id, 'Class ' || recall_class, product_type, cast(report_date as varchar)"
        " from supply_chain.recall where report_date = date '2012-06-13'",
    )
    numbers = {
        (f"fda:{number}", notice["classification"], notice["product-type"], "2012-06-13")
        for notice in notices
        for number in NUMBER.findall(notice["product-description"])
        if number != "D-1362-2012"  # the download has a later notice of it
    }
    assert len(numbers) == 135
    assert sorted(told) == sorted(numbers)


def test_lots_of_drugs_are_those_that_a_reader_finds(recalls: MeshWarehouse) -> None:
    """Murocel names its lots one by one, the autoinjectors with their expiry dates."""
    query = """
        select recall_id, package_ndc, string_agg(lot, ' ' order by lot)
        from supply_chain_internal.stg_recall
        where recall_id in ('fda:D-1370-2012', 'fda:D-1369-2012')
        group by recall_id, package_ndc
        order by recall_id
    """
    assert recalls.rows(query) == [
        ("fda:D-1369-2012", "11704-600-01", "8D1082 8D1151"),
        ("fda:D-1370-2012", "24208-280-15", "132171 136571 140181 467061 487551 507521 548051"),
    ]
    unnamed = "select recall_id from supply_chain.recall where product_type = 'Drugs' and more_lots_flag = 1"
    assert recalls.rows(unnamed) == [("fda:D-0001-2024",)]


def test_a_later_notice_tells_the_recall_and_its_lots_are_called_back_too(recalls: MeshWarehouse) -> None:
    query = "select status, packages, lots, code_info from supply_chain.recall where recall_id = 'fda:D-1362-2012'"
    assert recalls.rows(query) == [("Completed", 2, 4, "Lot 90A999")]
    query = """
        select recall_class, ndc9, lot, cast(initiated_date as varchar)
        from supply_chain.recall
        inner join supply_chain_internal.int_recalled_lot using (recall_id)
        where recall_id = 'fda:D-0001-2024'
    """
    assert recalls.rows(query) == [("I", "000930787", "L12345", "2023-12-20")]


def test_a_drifted_report_is_refused_with_the_name_of_its_column(
    recalls: MeshWarehouse, notices: list[dict[str, str]], tmp_path: Path
) -> None:
    drifted = tmp_path / "enforcement_report.jsonl"
    renamed = [{name.replace("code-info", "codes"): value for name, value in notice.items()} for notice in notices]
    drifted.write_text("\n".join(map(json.dumps, renamed)), encoding="utf-8")
    refused = recalls.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    assert "the column 'code_info' of domains/supply_chain/feeds/fda_recalls.yml, version 1 is missing" in " ".join(
        refused.stderr.split()
    )
