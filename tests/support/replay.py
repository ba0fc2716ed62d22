"""An event log written anew from the events of another one, in any order: what a replay of the log does."""

import datetime as dt
from pathlib import Path

import duckdb

from mesh.contracts import literal, literal_list, quote
from mesh.events.entries import FileEntry, Segment
from mesh.events.lifecycle import is_feed_topic
from mesh.events.log import EventLog
from mesh.events.segments import scratch, seal


def replay(source: EventLog, target: EventLog, seed: int) -> None:
    """Copy the topic of every feed with its events shuffled; offsets follow the new order, everything else stays.

    The files of the source are listed with the first segment that takes one of their places.
    """
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    feeds = {topic: held for topic, held in source.all_segments().items() if is_feed_topic(topic)}
    for topic, segments in feeds.items():
        head = 0
        files = source.files(topic)
        with scratch(target, topic) as folder:
            written: list[Segment] = []
            for columns, paths in _by_columns(source, segments).items():
                draft = folder / f"{head}.parquet"
                rows = _shuffled(columns, paths, head, seed, draft)
                written.append(seal(target, topic, draft, first=head, rows=rows, columns=columns, at=now))
                head += rows
            for number, entry in enumerate(files):
                target.register(_moved(entry), written if number == 0 else [])


def _by_columns(log: EventLog, segments: list[Segment]) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for segment in segments:
        groups.setdefault(segment.columns, []).append(str(log.path_of(segment)))
    return groups


def _shuffled(columns: tuple[str, ...], paths: list[str], head: int, seed: int, draft: Path) -> int:
    """Write the events of some segments in an order that their content and the seed decide; how many there are."""
    others = ", ".join(quote(name) for name in columns if name != "_offset")
    order = f"md5(concat({literal(str(seed))}, _event_id, _file_name, _row_number)), _offset"
    query = (
        f"select cast({head} + row_number() over (order by {order}) - 1 as bigint) as _offset, {others} "
        f"from read_parquet({literal_list(paths)}) order by 1"
    )
    with duckdb.connect() as connection:
        found = connection.execute(f"copy ({query}) to {literal(str(draft))} (format parquet)").fetchone()
    return int(found[0]) if found else 0


def _moved(entry: FileEntry) -> FileEntry:
    """The same file; its events stand no longer in one stretch of offsets."""
    return FileEntry(**{**entry.__dict__, "first_offset": None, "last_offset": None})
