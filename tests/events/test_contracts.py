"""Feed contracts: what is accepted, and what a wrong one is told."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from mesh import config
from mesh.config import Settings
from mesh.contracts import expand_braces, load_contract, load_contracts
from mesh.errors import MeshError
from mesh.events.dates import name_date

GOOD = {
    "feed": "till_order",
    "source": "till",
    "title": "Orders.",
    "format": "csv",
    "files": ["till_order*.csv"],
    "file_date": {"ingest": True},
    "key": ["order_id"],
    "columns": ["order_id", "item_{1..3}"],
}


def write(folder: Path, content: object, name: str = "till_order.yml", domain: str = "shop") -> Path:
    path = folder / "domains" / domain / "feeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    return path


def test_a_contract_expands_its_ranges_and_knows_its_topic(tmp_path: Path) -> None:
    contract = load_contract(write(tmp_path, {**GOOD, "optional_columns": ["note"]}), "shop")
    assert contract.topic == "shop.till_order"
    assert contract.column_names == ["order_id", "item_1", "item_2", "item_3", "note"]
    assert contract.required_names == ["order_id", "item_1", "item_2", "item_3"]
    assert contract.thresholds.reject_share == 0.01


def test_braces_may_stand_anywhere_and_more_than_once() -> None:
    assert expand_braces("A_{1..2}_B_{9..10}") == ["A_1_B_9", "A_1_B_10", "A_2_B_9", "A_2_B_10"]
    assert expand_braces("plain") == ["plain"]


def test_the_schema_version_changes_with_the_columns_only(tmp_path: Path) -> None:
    first = load_contract(write(tmp_path, GOOD), "shop")
    retitled = load_contract(write(tmp_path, {**GOOD, "title": "Sales."}), "shop")
    wider = load_contract(write(tmp_path, {**GOOD, "columns": ["order_id", "item_1"]}), "shop")
    assert first.dataschema(1) == retitled.dataschema(1) != wider.dataschema(1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": ["id"]}, "key column 'id'"),
        ({"columns": ["order_id", "Order_ID"]}, "listed twice"),
        ({"columns": ["order_id", "_offset"]}, "reserved"),
        ({"columns": ["order_id", "_namespace"], "declarations": {"namespace": "x:"}}, "reserved"),
        ({"columns": "order_id"}, "list of column names"),
        ({"columns": ["order_id", "item_{5..1}"]}, "empty or too long"),
        ({"format": "excel"}, "format"),
        ({"encoding": "ebcdic"}, "encoding"),
        ({"file_date": {}}, "exactly one"),
        ({"file_date": {"column": "day"}}, "'day'"),
        ({"file_date": {"name_pattern": "x"}}, "parentheses"),
        ({"file_date": {"ingest": True, "name_format": "%y%m%d"}}, "belongs to a name_pattern"),
        ({"file_date": {"ingest": True, "column_format": "%y%m%d"}}, "belongs to a column"),
        ({"records": "rows"}, "records says where"),
        ({"source": "shop"}, "start with its source"),
        ({"feed": "till_sale"}, "must be called till_sale.yml"),
        ({"format": "fixed_width"}, "start and width"),
        ({"colour": "red"}, "colour"),
        ({"thresholds": {"reject_share": 2}}, "reject_share"),
    ],
)
def test_a_wrong_contract_is_one_sentence_with_the_place(tmp_path: Path, change: dict[str, object], words: str) -> None:
    path = write(tmp_path, {**GOOD, **change})
    with pytest.raises(MeshError) as caught:
        load_contract(path, "shop")
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "just text", "a: [1"])
def test_a_file_that_is_no_mapping_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(MeshError, match=r"till_order\.yml"):
        load_contract(write(tmp_path, content), "shop")


def test_a_feed_name_is_unique_over_the_mesh(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, domain="store")
    with pytest.raises(MeshError, match="Two feed contracts are called till_order"):
        load_contracts(Settings(root=tmp_path, warehouse=tmp_path / "warehouse"))


def test_every_contract_of_this_mesh_is_valid() -> None:
    contracts = load_contracts(config.load())
    assert contracts
    assert all(topic == f"{contract.domain}.{contract.feed}" for topic, contract in contracts.items())


def test_a_date_in_a_file_name_may_be_written_in_a_way_of_its_own(tmp_path: Path) -> None:
    dated = {"name_pattern": r"\.D(\d{6})\.", "name_format": "%y%m%d"}
    contract = load_contract(write(tmp_path, {**GOOD, "file_date": dated}), "shop")
    assert name_date(contract, Path("P.A1.ACO.ZC7Y18.D181112.T1")) == dt.date(2018, 11, 12)
    assert name_date(contract, Path("P.A1.ACO.ZC7Y18.D181312.T1")) is None
