"""Whether the log is whole: hashes, dense offsets, readable messages; and what a crash left behind is removed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from mesh.events.entries import Contents, HotBatch, Segment, Tombstone
from mesh.events.log import EventLog
from mesh.events.segments import sha256_of, sweep

_RESTORE = "restore it from a backup"


@dataclass(frozen=True)
class Findings:
    """Sentences: faults that a person must mend, and what was repaired."""

    faults: tuple[str, ...]
    repaired: tuple[str, ...]


def verify(log: EventLog, topic: str | None = None) -> Findings:
    """Look at every segment, offset and message of the log (of one topic).

    Files that no entry lists are removed: they are what a killed process left, and nobody can see them. Everything else
    is told and left alone, because a guess could lose events.
    """
    orphans = [path.relative_to(log.log_dir).as_posix() for path in sweep(log)]
    repaired = tuple(f"Removed {orphan}, which no entry lists." for orphan in orphans)
    return Findings((*_database(log), *_topics(log, topic)), repaired)


def _database(log: EventLog) -> Iterator[str]:
    for (sentence,) in log.read("pragma quick_check"):
        if sentence != "ok":
            yield f"The database {log.db_path} is damaged ({sentence}): {_RESTORE}."


def _topics(log: EventLog, topic: str | None) -> Iterator[str]:
    contents, tombstones = log.contents(topic), log.tombstones(topic)
    for name, held in contents.items():
        for segment in held.segments:
            yield from _segment(log, segment)
        for batch in held.hot:
            yield from _batch(log, batch)
        yield from _offsets(name, held, [dropped for dropped in tombstones if dropped.topic == name])


def _segment(log: EventLog, segment: Segment) -> Iterator[str]:
    path = log.path_of(segment)
    if not path.exists():
        yield f"The segment {segment.path} of {segment.topic} is missing: {_RESTORE}."
    elif sha256_of(path) != segment.sha256:
        yield f"The segment {segment.path} of {segment.topic} was altered: {_RESTORE}."


def _batch(log: EventLog, batch: HotBatch) -> Iterator[str]:
    count, width = batch.last_offset - batch.first_offset + 1, len(batch.columns)
    try:
        rows = json.loads(batch.rows)
        whole = len(rows) == count and all(len(row) == width for row in rows)
    except (ValueError, TypeError):
        whole = False
    if not whole:
        which = f"{batch.first_offset}-{batch.last_offset} of {batch.topic}"
        yield f"The messages {which} in {log.db_path} are damaged: {_RESTORE}."


def _offsets(topic: str, held: Contents, tombstones: list[Tombstone]) -> Iterator[str]:
    """Tombstones, segments and hot batches stand one behind the other, without a gap."""
    listed: tuple[Tombstone | Segment | HotBatch, ...] = (*tombstones, *held.segments, *held.hot)
    entries = sorted((entry.first_offset, entry.last_offset) for entry in listed)
    expected = 0
    for first, last in entries:
        if first > expected:
            yield f"The offsets {expected}-{first - 1} of {topic} are in no segment: {_RESTORE}."
        elif first < expected:
            yield f"The offsets {first}-{min(last, expected - 1)} of {topic} are listed twice: {_RESTORE}."
        expected = max(expected, last + 1)
