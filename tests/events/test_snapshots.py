"""Snapshot feeds: differences by key, before images, and a state that the log alone gives."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.shop import Shop

COLUMNS = "_offset, _event_type, _subject, _row_number, _file_date::varchar, item, price"


def test_a_snapshot_becomes_upserts_and_deletes_with_the_row_that_was(shop: Shop) -> None:
    shop.add("till_price_20240101.csv", "item,price\nA,1\nB,2\nC,3\n")
    shop.add("till_price_20240201.csv", "item,price\nD,4\nB,2\nA,9\n")
    first, second = shop.log.files("shop.till_price")
    assert (first.rows_in, first.events, first.unchanged, first.deletes) == (3, 3, 0, 0)
    assert (second.rows_in, second.events, second.unchanged, second.deletes) == (3, 3, 1, 1)
    assert shop.events("till_price", COLUMNS)[3:] == [
        (3, "upsert", "D", 1, "2024-02-01", "D", "4"),
        (4, "upsert", "A", 3, "2024-02-01", "A", "9"),
        (5, "delete", "C", None, "2024-02-01", "C", "3"),
    ]
    shop.add("till_price_20240301.csv", "item,price\nC,3\nD,4\n")
    assert [row[1:3] + row[5:] for row in shop.events("till_price", COLUMNS)[6:]] == [
        ("upsert", "C", "C", "3"),
        ("delete", "A", "A", "9"),
        ("delete", "B", "B", "2"),
    ]
    shop.check_log("till_price")
    ids = [row[0] for row in shop.events("till_price", "_event_id")]
    assert len(set(ids)) == len(ids)


def test_an_unchanged_snapshot_is_listed_and_adds_no_event(shop: Shop) -> None:
    shop.add("till_price_20240101.csv", "item,price\nA,1\nB,2\n")
    outcome = shop.add("till_price_20240102.csv", "item,price\nB,2\nA,1\n\n")
    assert outcome.entry is not None
    assert (outcome.entry.events, outcome.entry.unchanged, outcome.entry.first_offset) == (0, 2, None)
    assert len(shop.log.segments("shop.till_price")) == 1
    shop.check_log("till_price")


def test_snapshots_must_come_in_the_order_of_their_dates(shop: Shop) -> None:
    shop.add("till_price_20240201.csv", "item,price\nA,1\n")
    assert "older than the last one" in shop.refused("till_price_20240101.csv", "item,price\nA,2\n")
    assert "a snapshot of 2024-02-01 already" in shop.refused("till_price_x20240201.csv", "item,price\nA,2\n")
    (outcome,) = shop.ingest(shop.landing / "till_price_20240101.csv", date=dt.date(2024, 2, 2))
    assert outcome.status == "ingested"


def test_a_folder_of_snapshots_is_taken_in_the_order_of_their_dates(shop: Shop) -> None:
    shop.file("till_price_b_20240101.csv", "item,price\nA,1\n")
    shop.file("till_price_a_20240201.csv", "item,price\nA,2\n")
    assert [outcome.status for outcome in shop.ingest()] == ["ingested", "ingested"]
    assert [row[6] for row in shop.events("till_price", COLUMNS)] == ["1", "2"]


def test_faulty_rows_and_rows_without_key_are_always_events(shop: Shop) -> None:
    for day in ("20240101", "20240102"):
        shop.add(f"till_price_{day}.csv", f"item,price\nA,1\nB\n,7\nC,{day}\n")
    (first, second) = shop.log.files("shop.till_price")
    assert (first.events, first.faults) == (4, 1)
    assert (second.events, second.unchanged, second.faults) == (3, 1, 1)
    shop.check_log("till_price")


def test_a_column_that_comes_later_changes_the_rows_and_stays_in_before_images(shop: Shop) -> None:
    shop.add("till_price_20240101.csv", "item,price\nA,1\nB,2\n")
    shop.add("till_price_20240102.csv", "item,price,note\nA,1,new\nB,2,\n")
    shop.add("till_price_20240103.csv", "item,price\nB,2\n")
    assert [row[1:] for row in shop.events("till_price", "_offset, _event_type, item, note")[2:]] == [
        ("upsert", "A", "new"),
        ("delete", "A", "new"),
    ]


def test_the_same_key_twice_is_compared_as_a_whole(shop: Shop) -> None:
    shop.add("till_price_20240101.csv", "item,price\nA,1\nA,2\n")
    assert shop.add("till_price_20240102.csv", "item,price\nA,2\nA,1\n").entry.events == 0  # type: ignore[union-attr]
    shop.add("till_price_20240103.csv", "item,price\nA,2\nA,3\n")
    shop.add("till_price_20240104.csv", "item,price\nB,1\n")
    assert [row[1:2] + row[5:] for row in shop.events("till_price", COLUMNS)[2:]] == [
        ("upsert", "A", "2"),
        ("upsert", "A", "3"),
        ("upsert", "B", "1"),
        ("delete", "A", "2"),
    ]


SNAPSHOT = st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("123"), min_size=1)


@settings(max_examples=6, deadline=None)
@given(st.lists(SNAPSHOT, min_size=1, max_size=5))
def test_replaying_the_events_gives_the_last_snapshot(snapshots: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        state: dict[str, str] = {}
        for number, snapshot in enumerate(snapshots):
            rows = "".join(f"{item},{price}\n" for item, price in snapshot.items())
            # The note makes every file's content its own without making it a column.
            shop.file(f"till_price_202401{number + 1:02}.csv", f"item,price\n{rows}" + "\n" * number)
        assert {outcome.status for outcome in shop.ingest()} == {"ingested"}
        for kind, item, price in shop.events("till_price", "_event_type, item, price"):
            if kind == "delete":
                assert state.pop(item) == price
            else:
                assert state.get(item) != price
                state[item] = price
        assert state == snapshots[-1]
        shop.check_log("till_price")
