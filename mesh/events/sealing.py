"""Housekeeping of topics: hot batches become segments, small segments become one, old ones are dropped when agreed.

Offsets never change. Each step is one transaction over a file that is written and synced before; a crash leaves the
log as it was, and a file that the next sweep removes.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path

import duckdb

from mesh.contracts import META_COLUMNS, FeedContract, literal_list, quote
from mesh.errors import MeshError
from mesh.events import sql
from mesh.events.entries import HotBatch, Segment
from mesh.events.hot_sql import hot_events
from mesh.events.log import EventLog
from mesh.events.segments import scratch, seal, sweep_topic

SEGMENT_ROWS = 100_000
SMALL_ROWS = 10_000
"""Neighbouring segments of fewer rows than this are put together."""
KEEP_RETIRED = dt.timedelta(days=1)
"""How long the file of a segment that is no longer listed stays for those who have it open."""


@dataclass(frozen=True)
class Due:
    """Which hot batches are sealed, and when small segments are put together: the first of the conditions to come.

    rows: hot rows of the topic. age: since the first of them was received. small: neighbouring small segments.
    """

    rows: int = 5_000
    age: dt.timedelta = dt.timedelta(minutes=1)
    small: int = 16

    def seals(self, hot: Sequence[HotBatch], now: dt.datetime) -> bool:
        """Whether the hot batches of a topic are to be sealed."""
        if not hot:
            return False
        rows = hot[-1].last_offset - hot[0].first_offset + 1
        return rows >= self.rows or now - dt.datetime.fromisoformat(hot[0].received_at) >= self.age


AT_ONCE = Due(rows=1, age=dt.timedelta(0), small=2)
"""Seal and put together whatever there is."""


def now() -> dt.datetime:
    """The time, UTC."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def seal_due(log: EventLog, contracts: Iterable[FeedContract], due: Due, wait_seconds: float = 0) -> int:
    """Seal the hot batches of topics that are due; the number of events that were sealed.

    A topic that another process holds for longer than `wait_seconds` is passed over: its events stay readable.
    """
    sealed = 0
    contents = log.contents()
    for contract in contracts:
        held = contents.get(contract.topic)
        if held and due.seals(held.hot, now()):
            with contextlib.suppress(MeshError), log.topic_lock(contract.topic, wait_seconds):
                sealed += seal_topic(log, contract)
                compact(log, contract.topic, due.small)
    return sealed


def seal_topic(log: EventLog, contract: FeedContract) -> int:
    """Turn all hot batches of a topic into segments; the number of events. Call it with the topic's lock held."""
    held = log.contents(contract.topic).get(contract.topic)
    sealed = 0
    for batches in _pieces(held.hot if held else ()):
        first, rows = batches[0].first_offset, batches[-1].last_offset - batches[0].first_offset + 1
        selects = list(hot_events(contract, batches))
        columns = (*META_COLUMNS, *_in_order(contract, [names for names, _ in selects]))
        with scratch(log, contract.topic) as folder:
            draft = folder / "hot.parquet"
            _write(draft, _union([select for _, select in selects], columns), rows, contract.topic)
            at = batches[-1].received_at
            new = seal(log, contract.topic, draft, first=first, rows=rows, columns=columns, at=at)
        log.replace([], batches, new, _text(now()))
        sealed += rows
    return sealed


def compact(log: EventLog, topic: str, at_least: int) -> int:
    """Put `at_least` or more neighbouring small segments together; how many. Call it with the topic's lock held."""
    replaced = 0
    for run in _small_runs(log.segments(topic)):
        if len(run) < at_least:
            continue
        rows = run[-1].last_offset - run[0].first_offset + 1
        files = literal_list(str(log.path_of(segment)) for segment in run)
        with scratch(log, topic) as folder:
            draft = folder / "compacted.parquet"
            columns = ", ".join(quote(name) for name in run[0].columns)
            source = f"read_parquet({files}, union_by_name = true)"  # a column's type may have changed on the way
            _write(draft, f"select {columns} from {source} order by _offset", rows, topic)
            new = seal(
                log, topic, draft, first=run[0].first_offset, rows=rows, columns=run[0].columns, at=run[-1].created_at
            )
        log.replace(run, [], new, _text(now()))
        replaced += len(run)
    return replaced


def drop_old(log: EventLog, contract: FeedContract, today: dt.date | None = None) -> int:
    """Drop the segments that retention of the contract says; the number of events. Call it with the lock held.

    A segment goes as a whole when its last event is older than that, and the last segment of a topic stays, so that
    its end can be seen. A tombstone explains the offsets.
    """
    if contract.retention is None:
        return 0
    day = today or now().date()
    oldest = (day - dt.timedelta(days=contract.retention.days)).isoformat()
    segments = log.segments(contract.topic)
    old = list(takewhile(lambda segment: segment.created_at < oldest, segments[:-1]))
    if not old:
        return 0
    first, last, at = old[0].first_offset, old[-1].last_offset, _text(now())
    reason = f"received before {oldest}; {contract.place} keeps {contract.retention.days} days"
    with log.writing() as connection:
        log.retire(connection, old, at)
        connection.execute("insert into tombstones values (?, ?, ?, ?, ?)", (contract.topic, first, last, reason, at))
    return last - first + 1


def forget_retired(log: EventLog, topic: str, older_than: dt.timedelta = KEEP_RETIRED) -> None:
    """Delete the files of segments that were taken off the list long enough ago. Call it with the lock held."""
    with log.writing() as connection:
        connection.execute(
            "delete from retired where topic = ? and retired_at <= ?", (topic, _text(now() - older_than))
        )
    sweep_topic(log, topic)


def _pieces(hot: Sequence[HotBatch]) -> Iterator[list[HotBatch]]:
    """Batches for one segment each."""
    piece: list[HotBatch] = []
    for batch in hot:
        if piece and batch.last_offset - piece[0].first_offset >= SEGMENT_ROWS:
            yield piece
            piece = []
        piece.append(batch)
    if piece:
        yield piece


def _in_order(contract: FeedContract, named: Sequence[tuple[str, ...]]) -> list[str]:
    """The payload columns that any of the selects has, in the order of the contract."""
    held = {name for names in named for name in names}
    return [name for name in contract.column_names if name in held]


def _union(selects: list[str], columns: Sequence[str]) -> str:
    """Rows of selects with different columns, in offset order; a column that one lacks is null."""
    listed = ", ".join(quote(name) for name in columns)
    return f"select {listed} from ({' union all by name '.join(selects)}) order by _offset"


def _small_runs(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Neighbouring small segments with the same columns, together not larger than a segment may be."""
    for (small, _), group in groupby(segments, key=lambda segment: (segment.rows < SMALL_ROWS, segment.columns)):
        run: list[Segment] = []
        for segment in group if small else ():
            far = run and segment.last_offset - run[0].first_offset >= SEGMENT_ROWS
            if run and (far or segment.first_offset != run[-1].last_offset + 1):
                yield run
                run = []
            run.append(segment)
        if run:
            yield run


def _write(target: Path, select: str, rows: int, topic: str) -> None:
    """Write a segment's draft; MeshError when it cannot be written, read, or does not hold all rows."""
    try:
        with duckdb.connect() as connection:
            (written,) = connection.execute(sql.copy_to(select, target)).fetchone() or (0,)
    except (duckdb.Error, OSError) as error:
        reason = str(error).split("\n", maxsplit=1)[0].removesuffix(".")
        raise MeshError(
            f"A segment of {topic} could not be written and nothing was changed ({reason}): free or mend the disk, or "
            "run `mesh verify` when a segment cannot be read."
        ) from error
    if written != rows:
        raise MeshError(
            f"A segment of {topic} would hold {written} events instead of {rows}, so that nothing was changed: run "
            "`mesh verify`."
        )


def _text(moment: dt.datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")
