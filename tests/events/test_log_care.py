"""Care of the log: sealing changes no event, retention explains what it drops, verify tells every fault."""

import datetime as dt
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mesh.build.inputs import log_hash
from mesh.contracts import load_contract, load_contracts
from mesh.errors import MeshError
from mesh.events import publish
from mesh.events.housekeeping import Kept, keep_house
from mesh.events.replay import Reader
from mesh.events.sealing import Due, compact, drop_old, forget_retired, seal_due, seal_topic
from mesh.events.verify import verify
from tests.events.shop import Shop

TICK = "shop.till_tick"
ALL = "_offset, _event_id, _subject, _received_at, tick"


def tick(shop: Shop, *numbers: int) -> None:
    publish(TICK, [{"tick": number} for number in numbers], settings=shop.settings)


def seal(shop: Shop) -> int:
    with shop.log.topic_lock(TICK):
        return seal_topic(shop.log, load_contracts(shop.settings)[TICK])


def fill(shop: Shop, segments: int = 4) -> None:
    """Segments of two events each, two batches in each."""
    for number in range(segments):
        tick(shop, 2 * number)
        tick(shop, 2 * number + 1)
        assert seal(shop) == 2


def test_small_segments_become_one_with_the_same_events(shop: Shop) -> None:
    fill(shop)
    shop.add("till_tick_1.csv", "tick\n8\n9\n")
    tick(shop, 10)
    before, old = shop.events("till_tick", ALL), shop.log.segments(TICK)
    identity = log_hash(shop.settings, {TICK: 11})
    assert list(keep_house(shop.settings, "till_tick")) == [Kept(TICK, sealed=1, compacted=6, dropped=0)]
    (whole,) = shop.log.segments(TICK)
    assert (whole.first_offset, whole.last_offset) == (0, 10)
    assert shop.events("till_tick", ALL) == before
    assert log_hash(shop.settings, {TICK: 11}) == identity
    assert verify(shop.log) == verify(shop.log)
    assert all(shop.log.path_of(segment).exists() for segment in old)  # somebody may be reading them
    forget_retired(shop.log, TICK, dt.timedelta(0))
    assert [path.name for path in shop.log.path_of(whole).parent.iterdir()] == [Path(whole.path).name]
    assert list(keep_house(shop.settings)) == [Kept(TICK, 0, 0, 0)]
    with pytest.raises(MeshError, match="There is no topic 'none'"):
        list(keep_house(shop.settings, "none"))


def test_messages_are_sealed_by_number_and_by_age(shop: Shop) -> None:
    contracts = load_contracts(shop.settings).values()
    tick(shop, 1, 2, 3)
    assert seal_due(shop.log, contracts, Due(rows=4, age=dt.timedelta(hours=1))) == 0
    assert seal_due(shop.log, contracts, Due(rows=3, age=dt.timedelta(hours=1))) == 3
    tick(shop, 4)
    assert seal_due(shop.log, contracts, Due(rows=4, age=dt.timedelta(0))) == 1
    tick(shop, 5)
    with shop.log.topic_lock(TICK):  # an ingest is at work: the message stays hot and readable
        assert seal_due(shop.log, contracts, Due(rows=1)) == 0
        assert len(shop.events("till_tick", "1")) == 5


def test_segments_of_other_columns_or_beyond_a_gap_are_not_put_together(shop: Shop) -> None:
    for message in ({"item": "A", "price": 1}, {"item": "B", "price": 1}, {"item": "C", "price": 1, "note": "n"}):
        publish("till_price", [message], settings=shop.settings)
        list(keep_house(shop.settings, "till_price"))
    assert [(s.first_offset, s.last_offset) for s in shop.log.segments("shop.till_price")] == [(0, 1), (2, 2)]
    assert compact(shop.log, "shop.till_price", 2) == 0


def test_retention_drops_old_segments_and_leaves_a_tombstone(shop: Shop) -> None:
    fill(shop)
    path = shop.settings.domains_dir / "shop/feeds/till_tick.yml"
    contract = load_contracts(shop.settings)[TICK]
    today = dt.datetime.now(dt.UTC).date()
    assert drop_old(shop.log, contract, today + dt.timedelta(days=999)) == 0
    path.write_text(f"{path.read_text()}retention: {{days: 30}}\n")
    contract = load_contracts(shop.settings)[TICK]
    assert drop_old(shop.log, contract, today + dt.timedelta(days=30)) == 0
    before = log_hash(shop.settings, {TICK: 8})
    assert drop_old(shop.log, contract, today + dt.timedelta(days=31)) == 6  # the last segment stays
    assert [row[0] for row in shop.events("till_tick", "_offset")] == [6, 7]
    (dropped,) = shop.log.tombstones(TICK)
    assert (dropped.first_offset, dropped.last_offset) == (0, 5)
    assert "domains/shop/feeds/till_tick.yml keeps 30 days" in dropped.reason
    assert shop.log.head(TICK) == 8
    assert log_hash(shop.settings, {TICK: 8}) != before
    assert verify(shop.log).faults == ()
    assert drop_old(shop.log, contract, today + dt.timedelta(days=31)) == 0
    snapshot = shop.settings.domains_dir / "shop/feeds/till_price.yml"
    snapshot.write_text(f"{snapshot.read_text()}retention: {{days: 30}}\n")
    with pytest.raises(MeshError, match="retention would forget keys that did not change"):
        load_contract(snapshot, "shop")


def test_verify_tells_every_fault_and_removes_orphans(shop: Shop) -> None:
    fill(shop, 3)
    tick(shop, 6, 7)
    orphan = shop.log.path_of(shop.log.segments(TICK)[0]).with_name("000000000008-000000000009-abc.parquet")
    orphan.write_bytes(b"half a segment")
    found = verify(shop.log, TICK)
    assert found.faults == ()
    assert found.repaired == (f"Removed segments/{TICK}/{orphan.name}, which no entry lists.",)
    assert not orphan.exists()
    first, second, _ = shop.log.segments(TICK)
    shop.log.path_of(first).unlink()
    content = bytearray(shop.log.path_of(second).read_bytes())
    content[60:90] = bytes(30)
    shop.log.path_of(second).write_bytes(content)
    with shop.log.writing() as connection:
        connection.execute("delete from segments where first_offset = 4")
        connection.execute("update hot set rows = '[[\"6\"]]'")
        connection.execute("insert into tombstones values (?, 0, 1, 'none', 'today')", (TICK,))
    missing, altered, damaged, doubled, gap = verify(shop.log).faults
    assert f"The segment {first.path} of {TICK} is missing: restore it from a backup." == missing
    assert f"The segment {second.path} of {TICK} was altered: restore it from a backup." == altered
    assert f"The messages 6-7 of {TICK} in" in damaged
    assert f"The offsets 0-1 of {TICK} are listed twice" in doubled
    assert f"The offsets 4-5 of {TICK} are in no segment" in gap


def test_a_corrupted_segment_is_one_sentence_for_who_reads_it(shop: Shop) -> None:
    fill(shop, 2)
    path = shop.log.path_of(shop.log.segments(TICK)[0])
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(MeshError, match=f"`mesh verify {TICK}` tells which segment is damaged") as caught:
        list(Reader(shop.settings, "till_tick").lines())
    assert "\n" not in str(caught.value)
    with pytest.raises(MeshError, match=r"could not be written and nothing was changed .* run `mesh verify` when"):
        list(keep_house(shop.settings))
    assert len(shop.log.segments(TICK)) == 2


def test_a_full_disk_stops_sealing_and_the_messages_stay(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    tick(shop, 1, 2)
    if not Path("/dev/full").exists():
        pytest.skip("There is no /dev/full here.")
    monkeypatch.setattr(
        "mesh.events.sql.literal", lambda value: "'/dev/full'" if "hot.parquet" in str(value) else _sql(value)
    )
    with pytest.raises(MeshError, match=r"A segment of shop.till_tick could not be written .*No space left on device"):
        seal(shop)
    monkeypatch.undo()
    assert len(shop.events("till_tick", "1")) == 2
    assert seal(shop) == 2


def _sql(value: object) -> str:
    from mesh.contracts import literal  # noqa: PLC0415

    return literal(value)  # type: ignore[arg-type]


@contextmanager
def _not_allowed_to_write(folder: Path) -> Iterator[None]:
    """Take the right to write in a folder away from this process, also when it is root's."""
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(os.name == "nt", reason="rights of files are others on Windows")
def test_a_folder_that_may_not_be_written_is_one_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        shop = Shop(Path(name) / "mesh")
        tick(shop, 1)
        for folder in (shop.settings.warehouse, shop.settings.log_dir):
            with _not_allowed_to_write(folder), pytest.raises(MeshError) as caught:
                tick(shop, 2)
            assert "may not be written: give yourself the right to write there" in str(caught.value)
            assert "\n" not in str(caught.value)
        tick(shop, 3)
        assert [row[0] for row in shop.events("till_tick", "tick")] == ["1", "3"]


def test_a_log_of_the_first_layout_is_brought_up_to_date(shop: Shop) -> None:
    shop.add("till_tick_1.csv", "tick\n1\n")
    with closing(sqlite3.connect(shop.log.db_path)) as connection:
        for table in ("identity", "hot", "publications", "tombstones", "retired"):
            connection.execute(f"drop table {table}")
        connection.execute("pragma user_version = 1")
    assert shop.events("till_tick", "tick") == [("1",)]
    tick(shop, 2)
    assert shop.events("till_tick", "tick") == [("1",), ("2",)]
    assert len(shop.log.identity()) == 16
