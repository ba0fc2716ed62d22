"""What the manifest of the event log lists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A Parquet file with the events first_offset..last_offset of a topic. `path` is relative to the log folder.

    `created_at` is the time of receipt of its last event (ISO text, UTC).
    """

    topic: str
    first_offset: int
    last_offset: int
    path: str
    sha256: str
    bytes: int
    rows: int
    columns: tuple[str, ...]
    created_at: str


@dataclass(frozen=True)
class FileEntry:
    """A feed file that was ingested: rows_in = events that stem from its rows + unchanged (snapshots).

    `deletes` are not rows of the file: events = rows_in - unchanged + deletes. Dates and times are ISO text (UTC).
    `first_offset` and `last_offset` are None when the file brought no event.
    """

    topic: str
    file_name: str
    sha256: str
    bytes: int
    rows_in: int
    events: int
    unchanged: int
    faults: int
    file_date: str | None
    received_at: str
    first_offset: int | None
    last_offset: int | None

    @property
    def deletes(self) -> int:
        """Delete events: keys of the previous snapshot that this one no longer has."""
        return self.events + self.unchanged - self.rows_in


@dataclass(frozen=True)
class HotBatch:
    """Messages that were published together and are not yet in a segment: first_offset..last_offset of a topic.

    `rows` is JSON, an array of arrays with the values of `columns` as text. `event_type` is upsert or delete, `version`
    that of the messages' layout, `file_date` the date of all of them or None when each has its own in a column.
    """

    topic: str
    first_offset: int
    last_offset: int
    event_type: str
    version: int
    columns: tuple[str, ...]
    file_date: str | None
    received_at: str
    rows: str


@dataclass(frozen=True)
class Tombstone:
    """Offsets of a topic whose events were dropped, and why."""

    topic: str
    first_offset: int
    last_offset: int
    reason: str
    dropped_at: str


@dataclass(frozen=True)
class Contents:
    """All that can be read of a topic, as it stood at one moment: segments followed by hot batches."""

    segments: tuple[Segment, ...] = ()
    hot: tuple[HotBatch, ...] = ()

    @property
    def head(self) -> int:
        """The next offset."""
        if self.hot:
            return self.hot[-1].last_offset + 1
        return self.segments[-1].last_offset + 1 if self.segments else 0


@dataclass(frozen=True)
class TopicHead:
    """A topic in numbers. `head` is the next offset, so the offsets are 0..head-1, `hot` of them not yet sealed."""

    topic: str
    head: int
    hot: int
    segments: int
    files: int
    bytes: int
    faults: int
    last_received: str | None
