"""The log as a whole: dense offsets, repeatable ids, any order of arrival, one writer at a time."""

import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesh.contracts import load_contracts
from mesh.errors import MeshError
from mesh.events.entries import FileEntry, Segment
from mesh.events.log import EventLog
from mesh.events.segments import sweep
from mesh.events.verify import verify
from mesh.events.views import configure
from tests.events.shop import ORDER_HEADER, Shop

ALL = f"_event_id, _event_type, _subject, _event_time, _file_date, {ORDER_HEADER}"


def orders(numbers: list[int]) -> str:
    rows = "".join(f"{number},{number % 3},a{number},b,1.5,2024-03-{number % 28 + 1:02}\n" for number in numbers)
    return f"{ORDER_HEADER}\n{rows}"


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_any_split_order_and_repetition_of_the_rows_gives_the_same_events(seed: int, batches: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    numbers = list(range(40))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as many:
        whole, split = Shop(Path(one)), Shop(Path(many))
        whole.add("till_order.csv", orders(numbers))
        mixed = numbers + rng.sample(numbers, 4)
        rng.shuffle(mixed)
        for batch in range(batches):
            if part := mixed[batch::batches]:
                split.add(f"till_order_{batch}.csv", orders(part))
        assert len(split.events("till_order", "1")) == len(mixed)
        assert set(split.events("till_order", ALL)) == set(whole.events("till_order", ALL))
        split.check_log("till_order")


def test_a_second_run_adds_nothing(shop: Shop) -> None:
    shop.file("till_order_1.csv", orders([1, 2, 3]))
    shop.file("till_order_2.csv", orders([4, 5]))
    shop.ingest()
    before = shop.state()
    assert {outcome.status for outcome in shop.ingest(skip_known=True)} == {"known"}
    assert shop.state() == before


def test_two_processes_share_a_topic(shop: Shop) -> None:
    for number in range(6):
        shop.file(f"till_order_{number}.csv", orders(list(range(number * 100, number * 100 + 90))))
    command = [sys.executable, "-m", "tests.events.worker", str(shop.settings.root), str(shop.landing)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: subprocess.run(command, check=False).returncode, range(2)))
    assert done == [0, 0]
    assert len(shop.log.files("shop.till_order")) == 6
    assert len(set(shop.events("till_order", "order_id"))) == 540
    shop.check_log("till_order")


@pytest.mark.parametrize("turn", range(20))
def test_the_first_files_of_many_writers_do_not_lock_each_other_out(shop: Shop, turn: int) -> None:
    """SQLite refuses at once, without waiting, when a second connection meets the change to WAL mode."""
    start = Barrier(8)

    def first_file(writer: int) -> bool:
        log = EventLog(shop.settings.log_dir)
        start.wait()
        entry = FileEntry(f"shop.feed_{writer}", "f", "hash", 1, 0, 0, 0, 0, None, "2024-01-01", None, None)
        return log.register(entry, []) and bool(log.files(entry.topic))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(first_file, range(8)))
    assert len(shop.log.topics()) == 8


def test_a_segment_that_does_not_start_at_the_head_is_not_listed(shop: Shop) -> None:
    shop.add("till_order.csv", orders([1, 2]))
    entry = FileEntry("shop.till_order", "f", "hash", 1, 1, 1, 0, 0, None, "2024-01-01", 1, 1)
    with pytest.raises(MeshError, match="moved on from offset 1 to 2"):
        shop.log.register(entry, [Segment("shop.till_order", 1, 1, "p", "h", 1, 1, (), "2024-01-01")])
    assert len(shop.log.files("shop.till_order")) == 1


def test_orphans_are_invisible_and_swept(shop: Shop) -> None:
    shop.add("till_order.csv", orders([1, 2]))
    (segment,) = shop.log.segments("shop.till_order")
    orphan = shop.log.path_of(segment).with_name("000000000002-000000000003-abc.parquet")
    orphan.write_bytes(shop.log.path_of(segment).read_bytes())
    draft = shop.settings.log_dir / "tmp" / "shop.till_order" / "part-0.txt"
    draft.parent.mkdir(parents=True)
    draft.write_text("1,1")
    assert len(shop.events("till_order", "1")) == 2
    assert sweep(shop.log) == [orphan]
    assert not draft.exists()
    assert len(shop.events("till_order", "1")) == 2


def test_verify_finds_altered_and_missing_segments(shop: Shop) -> None:
    for number in range(3):
        shop.add(f"till_order_{number}.csv", orders([number]))
    assert verify(shop.log).faults == ()
    first, second, _ = (shop.log.path_of(segment) for segment in shop.log.segments("shop.till_order"))
    first.write_bytes(first.read_bytes() + b"x")
    second.unlink()
    altered, missing = verify(shop.log, "shop.till_order").faults
    assert "altered" in altered
    assert "missing" in missing


def test_a_log_of_another_layout_is_refused(shop: Shop) -> None:
    shop.add("till_order.csv", orders([1]))
    import sqlite3  # noqa: PLC0415

    with sqlite3.connect(shop.log.db_path) as connection:
        connection.execute("pragma user_version = 99")
    with pytest.raises(MeshError, match="layout 99"):
        shop.log.topics()


def test_raw_views_show_every_feed_and_are_only_touched_when_they_change(shop: Shop) -> None:
    database = str(shop.settings.warehouse / "dev.duckdb")
    with_views = "select count(*) from duckdb_views() where schema_name = 'raw_shop'"
    shop.add("till_order.csv", orders([1, 2]))
    with duckdb.connect(database) as connection:
        configure(connection, shop.settings, None)
        assert connection.execute(with_views).fetchall() == [(len(load_contracts(shop.settings)),)]
        assert connection.execute("select count(*) from raw_shop.till_price").fetchall() == [(0,)]
    with duckdb.connect(database) as connection:
        before = connection.execute("select view_oid, view_name from duckdb_views() where not internal order by 1")
        known = before.fetchall()
        configure(connection, shop.settings, None)
        after = connection.execute("select view_oid, view_name from duckdb_views() where not internal order by 1")
        assert after.fetchall() == known


def test_the_build_of_a_domain_sees_its_log_and_the_releases_of_others(shop: Shop) -> None:
    shop.add("till_order.csv", orders([1, 2]))
    shop.settings.published_dir.mkdir(parents=True)
    with duckdb.connect(str(shop.settings.published_dir / "upstream.duckdb")) as connection:
        connection.execute("create table item as select 1 as item_id")
    with duckdb.connect() as connection:
        configure(connection, shop.settings, "shop")
        assert connection.execute("select count(*) from shop.raw_shop.till_order").fetchall() == [(2,)]
        assert connection.execute("select item_id from upstream.item").fetchall() == [(1,)]
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            connection.execute("create table upstream.mine as select 1")
    assert (shop.settings.build_dir / "shop.duckdb").exists()
    with duckdb.connect() as connection, pytest.raises(MeshError, match="no domain 'shed'"):
        configure(connection, shop.settings, "shed")


def test_parquet_feeds(shop: Shop) -> None:
    path = shop.landing / "till_parcel.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select i as parcel, i / 4 as weight, date '2024-01-31' + cast(i % 2 as int) as sent_on "
            f"from range(1000) as t (i)) to '{path}' (format parquet)"
        )
    whole = path.read_bytes()
    outcome = shop.add("till_parcel.parquet", whole)
    assert outcome.entry is not None
    assert (outcome.entry.rows_in, outcome.entry.file_date) == (1000, "2024-02-01")
    found = shop.events("till_parcel", "_offset, _row_number, parcel, weight, sent_on")
    assert found[5] == (5, 6, "5", "1.25", "2024-02-01")
    shop.check_log("till_parcel")
    assert "truncated or damaged" in shop.refused("till_parcel_2.parquet", whole[:-100])
    assert "not a Parquet file" in shop.refused("till_parcel_3.parquet", b"parcel,weight\n1,2\n")
    assert "empty" in shop.refused("till_parcel_4.parquet", b"")
    damaged = bytearray(whole)
    damaged[8:400] = bytes(392)
    assert "was refused" in shop.refused("till_parcel_5.parquet", bytes(damaged))
    for number, query in enumerate(["select 1 as parcel", "select 1 as parcel, [2] as weight, '' as sent_on"]):
        with duckdb.connect() as connection:
            connection.execute(f"copy ({query}) to '{path}' (format parquet)")
        assert ["'weight'", "nested"][number] in shop.refused(f"till_parcel_6{number}.parquet", path.read_bytes())


def test_a_file_that_fits_feeds_of_several_domains_goes_to_each_of_them(shop: Shop) -> None:
    other = shop.settings.domains_dir / "bank" / "feeds" / "till_tock.yml"
    other.parent.mkdir(parents=True)
    other.write_text(
        (shop.settings.domains_dir / "shop/feeds/till_tick.yml").read_text().replace("till_tick", "till_tock")
    )
    twice = other.read_text().replace("till_tock", "till_tack").replace("files: [", 'files: ["till_two*", ')
    (other.parent / "till_tack.yml").write_text(twice)
    other.write_text(other.read_text().replace("files: [", 'files: ["till_two*", "till_tick*", '))
    outcomes = shop.ingest(shop.file("till_tick.csv", "tick\n1\n2\n"))
    assert [(outcome.topic, outcome.status) for outcome in outcomes] == [
        ("bank.till_tock", "ingested"),
        ("shop.till_tick", "ingested"),
    ]
    assert [outcome.status for outcome in shop.ingest(skip_known=True)] == ["known", "known"]
    (outcome,) = shop.ingest(shop.file("till_two.csv", "tick\n1\n"))
    assert "fits the feeds till_tack and till_tock" in outcome.message
