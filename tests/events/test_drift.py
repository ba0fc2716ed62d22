"""Files that changed their look: what the contract knows is read under one name, the rest is refused with its name."""

from pathlib import Path

import duckdb
import pytest
import yaml

from mesh.contracts import load_contract
from mesh.errors import MeshError
from tests.events.shop import Shop

PLANS = "customer, start_date, end_date, fee, \"owner name\", start_year, end_year, split_part(_dataschema, ':', 2)"
V3 = "customer,start_date,end_date,fee"


def parquet(shop: Shop, name: str, select: str) -> Path:
    path = shop.landing / name
    with duckdb.connect() as connection:
        connection.execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


def test_a_file_of_another_layout_keeps_its_columns_and_tells_its_version(shop: Shop) -> None:
    shop.add("till_plan_3.csv", f"{V3}\na,2024-01-01,2024-12-31,5\n")
    shop.add("till_plan_2.csv", "customer,start_year,end_year,fee\nb,2019,2020,6\n")
    shop.add("till_plan_1.csv", "customer,start_date,fee\nc,2018-02-03,7\n")
    assert shop.events("till_plan", PLANS) == [
        ("a", "2024-01-01", "2024-12-31", "5", None, None, None, "v3"),
        ("b", None, None, "6", None, "2019", "2020", "v2"),
        ("c", "2018-02-03", None, "7", None, None, None, "v1"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "customer,start_date,end_date,price,owner",
        "CUSTOMER,Start_Date,END_DATE,Fee,OwnerName",
        '\u00a0customer, start_date\u00a0,\u00a0end_date,fee,"owner\u00a0\u00a0name"',
    ],
)
def test_aliases_case_and_white_space_lead_to_the_name_of_the_contract(shop: Shop, header: str) -> None:
    shop.add("till_plan.csv", f"{header}\na,2024-01-01,2024-12-31,5,Ann\n")
    assert shop.events("till_plan", PLANS) == [("a", "2024-01-01", "2024-12-31", "5", "Ann", None, None, "v3")]


@pytest.mark.parametrize(
    ("header", "why", "remedy"),
    [
        (
            "customer,start_date,end_date,fees",
            "the column 'fee' of domains/shop/feeds/till_plan.yml, version 3 is missing, perhaps renamed to 'fees'",
            "add 'fees' to its aliases there when it is the same column",
        ),
        (
            "customer,start_date,end_date",
            "the column 'fee' of domains/shop/feeds/till_plan.yml, version 3 is missing",
            "add a layout without it there",
        ),
        (
            "customer,start_year,fee",
            "the column 'end_year' of domains/shop/feeds/till_plan.yml, version 2 is missing",
            "add a layout without it there",
        ),
        (
            f"{V3},start_year",
            "the column 'start_year' is unknown to domains/shop/feeds/till_plan.yml, version 3",
            "to optional_columns or to a layout",
        ),
        (
            f"{V3},colour",
            "the column 'colour' is unknown to domains/shop/feeds/till_plan.yml, version 3",
            "ask the sender to drop it",
        ),
        (f"{V3},,", "column 5 of its header has no name", "ask the sender to name it"),
        (f'{V3},"\n","\n"', "column 5 of its header has no name", "ask the sender to name it"),
        (f"{V3},price", "the column 'fee' appears twice in its header", "ask the sender"),
        (
            "kunde;fee",
            "its fields are separated by ';', domains/shop/feeds/till_plan.yml, version 3 says csv",
            "correct `format`",
        ),
    ],
)
def test_drift_is_one_sentence_with_the_column_the_contract_and_the_remedy(
    shop: Shop, header: str, why: str, remedy: str
) -> None:
    sentence = shop.refused("till_plan.csv", f"{header}\n{','.join('1' * (header.count(',') + 1))}\n")
    assert why in sentence
    assert remedy in sentence.split("; ")[-1]
    assert sentence.startswith("till_plan.csv was refused and nothing was changed: ")
    assert "\n" not in sentence


def test_values_of_parquet_are_the_text_that_a_text_file_would_have(shop: Shop) -> None:
    values = {
        "12345.0::double": "12345",
        "0.00001::double": "0.00001",
        "-1.5e-7::double": "-0.00000015",
        "1e20::double": "100000000000000000000",
        "0.1::float": "0.1",
        "-0.0::double": "0",
        "12.50::decimal(18, 2)": "12.50",
        "9223372036854775807::bigint": "9223372036854775807",
        "'nan'::double": "nan",
        "null::double": None,
    }
    times = "timestamptz '2024-01-01 01:30:00+01' as seen_at"
    rows = [
        f"select $${value}$$ as customer, date '2024-01-01' as start_date, null::date as end_date, "
        f"1.0::double as fee, {value} as ratio, {times}"
        for value in values
    ]
    for number, row in enumerate(rows):  # one file each: a column has one type per file
        shop.ingest(parquet(shop, f"till_plan_{number}.parquet", row))
    shown = shop.query("select customer, ratio, start_date, end_date, fee, seen_at from raw_shop.till_plan")
    assert {row[0]: row[1] for row in shown} == values
    assert {row[2:] for row in shown} == {("2024-01-01", None, "1", "2024-01-01 00:30:00+00")}


def test_the_text_does_not_depend_on_the_time_zone(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    select = (
        "select 'a' as customer, date '2024-01-01' as start_date, date '2024-01-02' as end_date, 1 as fee, "
        "timestamptz '2024-01-01 00:00:00+00' as seen_at"
    )
    (outcome,) = shop.ingest(parquet(shop, "till_plan.parquet", select))
    assert outcome.status == "ingested", outcome.message
    assert shop.events("till_plan", "seen_at") == [("2024-01-01 00:00:00+00",)]


@pytest.mark.parametrize(
    ("fee", "why"),
    [
        ("'5' as fee", "the column 'fee' holds VARCHAR, domains/shop/feeds/till_plan.yml, version 3 says number"),
        ("date '2024-01-01' as PRICE", "the column 'PRICE' holds DATE"),
        ("[1, 2] as fee", "the column 'fee' is nested"),
        ("5 as fees", "the column 'fee' of domains/shop/feeds/till_plan.yml, version 3 is missing, perhaps renamed"),
    ],
)
def test_a_parquet_column_of_another_type_or_name_is_refused(shop: Shop, fee: str, why: str) -> None:
    days = "date '2024-01-01' as start_date, date '2024-01-02' as end_date"
    path = parquet(shop, "till_plan.parquet", f"select 'a' as customer, {days}, {fee}")
    assert why in shop.refused(path.name, path.read_bytes())


def test_a_fixed_width_file_of_another_width_is_refused_as_a_whole(shop: Shop) -> None:
    sentence = shop.refused("till_place.txt", "0001Bonn      12\n0002Ulm       13\n")
    assert (
        "none of its 2 lines is 14 or 17 or 18 characters wide, as domains/shop/feeds/till_place.yml, version 1 says"
        in sentence
    )
    shop.add("till_place.txt", "0001Bonn      12\n0002Ulm     13\n")
    assert shop.events("till_place", "place, rank, _fault") == [(None, None, "ragged_row"), ("0002", "13", None)]


def test_the_first_encoding_that_fits_the_whole_file_is_taken(shop: Shop) -> None:
    row, plain = "Caf\u00e9,2024-01-01,2024-12-31,5", "a,,,1\n" * 5_000
    shop.add("till_plan_1.csv", f"{V3}\n{row}\n".encode())
    shop.add("till_plan_2.csv", f"{V3}\n{plain}{row}\n".encode("windows-1252"))
    assert shop.query("select distinct customer from raw_shop.till_plan where customer <> 'a'") == [("Caf\u00e9",)]
    assert shop.log.head("shop.till_plan") == 5002


def test_what_came_under_a_former_name_is_shown_under_the_new_one(shop: Shop) -> None:
    shop.add("till_tick_1.csv", "tick\nold\n")
    path = shop.settings.domains_dir / "shop/feeds/till_tick.yml"
    content = yaml.safe_load(path.read_text())
    path.write_text(yaml.safe_dump({**content, "key": ["mark"], "columns": ["mark"], "aliases": {"mark": "tick"}}))
    shop.add("till_tick_2.csv", "tick\nnew\n")
    assert shop.events("till_tick", "mark") == [("old",), ("new",)]


BASE = {
    "feed": "till_order",
    "source": "till",
    "title": "Orders.",
    "format": "csv",
    "files": ["x"],
    "file_date": {"ingest": True},
    "key": ["a"],
    "columns": ["a", "b"],
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"aliases": {"c": "d"}}, "aliases names 'c'"),
        ({"aliases": {"a": "B"}}, "listed twice"),
        ({"aliases": {"a": ["x"], "b": ["X"]}}, "listed twice"),
        ({"layouts": [{"version": 1, "without": ["b"]}]}, "version of its own"),
        ({"layouts": [{"version": 2, "without": ["a"]}]}, "without 'a'"),
        ({"layouts": [{"version": 2, "without": ["z"]}]}, "without 'z'"),
        ({"layouts": [{"version": 2}]}, "the same as the contract's columns"),
        ({"layouts": [{"version": 2, "with": ["b"]}]}, "listed twice"),
        ({"columns": ["a", {"name": "b", "type": "money"}]}, "type"),
        ({"encoding": ["utf-8", "ebcdic"]}, "encoding"),
        (
            {
                "format": "fixed_width",
                "columns": [{"name": "a", "start": 1, "width": 2}],
                "aliases": {"a": "b"},
            },
            "no header",
        ),
        (
            {
                "format": "fixed_width",
                "columns": [{"name": "a", "start": 1, "width": 4}],
                "optional_columns": [{"name": "b", "start": 4, "width": 2}],
            },
            "stand behind the last",
        ),
    ],
)
def test_a_contract_that_cannot_tell_its_layouts_apart_is_refused(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    path = tmp_path / "till_order.yml"
    path.write_text(yaml.safe_dump({**BASE, **change}))
    with pytest.raises(MeshError, match=words) as caught:
        load_contract(path, "shop")
    assert str(path) in str(caught.value)
