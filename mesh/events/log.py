"""The manifest of the event log.

log.db is a SQLite database in WAL mode with synchronous=FULL: what a committed transaction registered survives the
loss of power, and what is not registered does not exist. A segment is an immutable Parquet file under segments/; it
is written and synced first, then listed here together with its source file in one transaction.
Offsets are dense per topic and start at 0.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mesh.errors import MeshError
from mesh.events.schema import SCHEMA, SCHEMA_VERSION
from mesh.files import replace_durably, sync_file
from mesh.locks import exclusive

BUSY_SECONDS = 600.0


@dataclass(frozen=True)
class Segment:
    """A Parquet file with the events first_offset..last_offset of a topic. `path` is relative to the log folder."""

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
class TopicHead:
    """A topic in numbers. `head` is the next offset, so the topic holds the offsets 0..head-1."""

    topic: str
    head: int
    segments: int
    files: int
    bytes: int
    faults: int
    last_received: str | None


_SEGMENT = "topic, first_offset, last_offset, path, sha256, bytes, rows, columns, created_at"
_FILE = (
    "topic, file_name, sha256, bytes, rows_in, events, unchanged, faults, file_date, received_at, "
    "first_offset, last_offset"
)


def _segment(row: tuple[Any, ...]) -> Segment:
    topic, first, last, path, sha, size, rows, columns, created = row
    return Segment(topic, first, last, path, sha, size, rows, tuple(json.loads(columns)), created)


class EventLog:
    """Reads and writes the manifest under `log_dir`. Reading an absent log gives empty answers and creates nothing."""

    def __init__(self, log_dir: Path) -> None:
        self.log_dir = log_dir
        self.db_path = log_dir / "log.db"

    # -- reading ---------------------------------------------------------------------------------------------------

    def topics(self) -> list[TopicHead]:
        """All topics that hold a file or an event, by name."""
        rows = self._read(
            """
            with names as (
                select topic from segments
                union
                select topic from files
            ),
            held as (
                select topic, max(last_offset) + 1 as head, count(*) as segments, sum(bytes) as bytes
                from segments
                group by topic
            ),
            received as (
                select topic, count(*) as files, sum(faults) as faults, max(received_at) as last_received
                from files
                group by topic
            )
            select
                names.topic, coalesce(head, 0), coalesce(segments, 0), coalesce(files, 0), coalesce(bytes, 0),
                coalesce(faults, 0), last_received
            from names
            left join held on held.topic = names.topic
            left join received on received.topic = names.topic
            order by names.topic
            """
        )
        return [TopicHead(*row) for row in rows]

    def head(self, topic: str) -> int:
        """The next offset of a topic; 0 for an empty or unknown one."""
        rows = self._read("select coalesce(max(last_offset) + 1, 0) from segments where topic = ?", topic)
        return int(rows[0][0]) if rows else 0

    def heads(self) -> dict[str, int]:
        """The next offset of every topic that holds events."""
        return dict(self._read("select topic, max(last_offset) + 1 from segments group by topic order by topic"))

    def segments(self, topic: str) -> list[Segment]:
        """Segments of a topic in offset order."""
        return [
            _segment(row)
            for row in self._read(f"select {_SEGMENT} from segments where topic = ? order by first_offset", topic)
        ]

    def all_segments(self) -> dict[str, list[Segment]]:
        """Segments of all topics in offset order, read in one query."""
        found: dict[str, list[Segment]] = defaultdict(list)
        for row in self._read(f"select {_SEGMENT} from segments order by topic, first_offset"):
            segment = _segment(row)
            found[segment.topic].append(segment)
        return dict(found)

    def files(self, topic: str | None = None) -> list[FileEntry]:
        """Ingested files (of one topic, when given), in the order they came in."""
        rows = self._read(
            f"select {_FILE} from files where topic = coalesce(?, topic) order by file_id",
            topic,
        )
        return [FileEntry(*row) for row in rows]

    def find_file(self, topic: str, sha256: str) -> FileEntry | None:
        """The entry of a file with this content in this topic, or None."""
        rows = self._read(f"select {_FILE} from files where topic = ? and sha256 = ?", topic, sha256)
        return FileEntry(*rows[0]) if rows else None

    def path_of(self, segment: Segment) -> Path:
        """Absolute path of a segment's file."""
        return self.log_dir / segment.path

    # -- writing ---------------------------------------------------------------------------------------------------

    def register(self, file: FileEntry, segments: Sequence[Segment]) -> bool:
        """List a file and its segments in one transaction; False (and no change) when the file is listed already.

        Raises MeshError when a segment does not start at the topic's head: offsets stay dense whoever writes.
        """
        self.log_dir.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection:
            connection.execute("begin immediate")
            try:
                known = connection.execute(
                    "select 1 from files where topic = ? and sha256 = ?", (file.topic, file.sha256)
                ).fetchone()
                if known is not None:
                    connection.execute("rollback")
                    return False
                for segment in segments:
                    self._insert_segment(connection, segment)
                connection.execute(
                    f"insert into files ({_FILE}) values ({', '.join('?' * 12)})",
                    (
                        file.topic,
                        file.file_name,
                        file.sha256,
                        file.bytes,
                        file.rows_in,
                        file.events,
                        file.unchanged,
                        file.faults,
                        file.file_date,
                        file.received_at,
                        file.first_offset,
                        file.last_offset,
                    ),
                )
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise
        return True

    @staticmethod
    def _insert_segment(connection: sqlite3.Connection, segment: Segment) -> None:
        (head,) = connection.execute(
            "select coalesce(max(last_offset) + 1, 0) from segments where topic = ?", (segment.topic,)
        ).fetchone()
        if head != segment.first_offset:
            raise MeshError(
                f"The topic {segment.topic} moved on from offset {segment.first_offset} to {head} while its segment "
                "was written. Nothing was added; run the command again."
            )
        connection.execute(
            f"insert into segments ({_SEGMENT}) values ({', '.join('?' * 9)})",
            (
                segment.topic,
                segment.first_offset,
                segment.last_offset,
                segment.path,
                segment.sha256,
                segment.bytes,
                segment.rows,
                json.dumps(segment.columns),
                segment.created_at,
            ),
        )

    @contextmanager
    def topic_lock(self, topic: str, wait_seconds: float = BUSY_SECONDS) -> Iterator[None]:
        """Hold the only right to append to a topic; waits for another process, and ends with the process.

        Raises MeshError when another process holds it for longer than `wait_seconds`.
        """
        with exclusive(self.log_dir / "locks" / f"{topic}.lock", f"The topic {topic}", wait_seconds):
            yield

    # -- connections -----------------------------------------------------------------------------------------------

    def _connect(self) -> sqlite3.Connection:
        if not self.db_path.exists():
            self._create()
        connection = sqlite3.connect(self.db_path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("pragma synchronous = full")
        (version,) = connection.execute("pragma user_version").fetchone()
        self._check_version(version)
        return connection

    def _create(self) -> None:
        """Make an empty manifest and give it its name when it is whole.

        SQLite does not wait for a lock while it changes to WAL mode, so nobody else may have the file open then.
        """
        draft = self.db_path.with_name("log.db.new")
        with exclusive(self.log_dir / "locks" / "log.lock", "The event log", BUSY_SECONDS):
            if self.db_path.exists():
                return
            for left_over in ("", "-wal", "-shm"):
                draft.with_name(draft.name + left_over).unlink(missing_ok=True)
            with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
                connection.execute("pragma journal_mode = wal")
                connection.executescript(f"begin; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;")
            sync_file(draft)
            replace_durably(draft, self.db_path)

    def _check_version(self, version: int) -> None:
        if version != SCHEMA_VERSION:
            raise MeshError(
                f"The event log {self.db_path} has layout {version}, this version of mesh knows {SCHEMA_VERSION}. "
                "Use the version that wrote it, or ingest into a new warehouse."
            )

    def _read(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        if not self.db_path.exists():
            return []
        with closing(sqlite3.connect(self.db_path, timeout=BUSY_SECONDS)) as connection:
            (version,) = connection.execute("pragma user_version").fetchone()
            self._check_version(version)
            return connection.execute(query, parameters).fetchall()
