"""The event log: topics with dense offsets from 0, made of Parquet segments and, behind them, hot batches.

A segment is an immutable Parquet file under segments/; it is written and synced first, then listed in log.db together
with its source file in one transaction. A hot batch stands in log.db itself until it is sealed into a segment.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

from mesh.errors import MeshError
from mesh.events.database import BUSY_SECONDS, LogDatabase
from mesh.events.entries import Contents, FileEntry, HotBatch, Segment, Tombstone, TopicHead
from mesh.locks import exclusive

_SEGMENT = "topic, first_offset, last_offset, path, sha256, bytes, rows, columns, created_at"
_FILE = (
    "topic, file_name, sha256, bytes, rows_in, events, unchanged, faults, file_date, received_at, "
    "first_offset, last_offset"
)
_HOT = "topic, first_offset, last_offset, event_type, version, columns, file_date, received_at, rows"
_HEADS = """
    select topic, max(last_offset) + 1 as head
    from (select topic, last_offset from segments union all select topic, last_offset from hot)
    group by topic
"""


def _segment(row: tuple[Any, ...]) -> Segment:
    topic, first, last, path, sha, size, rows, columns, created = row
    return Segment(topic, first, last, path, sha, size, rows, tuple(json.loads(columns)), created)


def _hot_batch(row: tuple[Any, ...]) -> HotBatch:
    topic, first, last, kind, version, columns, date, received, rows = row
    return HotBatch(topic, first, last, kind, version, tuple(json.loads(columns)), date, received, rows)


class EventLog(LogDatabase):
    """The log under `log_dir`."""

    # -- reading ---------------------------------------------------------------------------------------------------

    def topics(self) -> list[TopicHead]:
        """All topics that hold a file or an event, by name."""
        rows = self.read(
            f"""
            with heads as ({_HEADS}),
            names as (
                select topic from heads
                union
                select topic from files
            ),
            live as (
                select topic, sum(last_offset - first_offset + 1) as events, max(received_at) as last_received
                from hot
                group by topic
            ),
            held as (
                select topic, count(*) as segments, sum(bytes) as bytes, max(created_at) as last_received
                from segments
                group by topic
            ),
            received as (
                select topic, count(*) as files, sum(faults) as faults, max(received_at) as last_received
                from files
                group by topic
            )
            select
                names.topic, coalesce(head, 0), coalesce(live.events, 0), coalesce(segments, 0), coalesce(files, 0),
                coalesce(bytes, 0), coalesce(faults, 0),
                nullif(
                    max(
                        coalesce(live.last_received, ''), coalesce(held.last_received, ''),
                        coalesce(received.last_received, '')
                    ),
                    ''
                )
            from names
            left join heads on heads.topic = names.topic
            left join live on live.topic = names.topic
            left join held on held.topic = names.topic
            left join received on received.topic = names.topic
            order by names.topic
            """
        )
        return [TopicHead(*row) for row in rows]

    def head(self, topic: str) -> int:
        """The next offset of a topic; 0 for an empty or unknown one."""
        return self.heads().get(topic, 0)

    def heads(self) -> dict[str, int]:
        """The next offset of every topic that holds events."""
        return dict(self.read(f"{_HEADS} order by topic"))

    def contents(self, topic: str | None = None) -> dict[str, Contents]:
        """What can be read of every topic (or of one), all as it stood at the same moment."""
        segments: dict[str, list[Segment]] = defaultdict(list)
        hot: dict[str, list[HotBatch]] = defaultdict(list)
        with self.reading() as connection:
            if connection:
                of = "where topic = coalesce(?, topic) order by topic, first_offset"
                for row in connection.execute(f"select {_SEGMENT} from segments {of}", (topic,)):
                    segments[row[0]].append(_segment(row))
                for row in connection.execute(f"select {_HOT} from hot {of}", (topic,)):
                    hot[row[0]].append(_hot_batch(row))
        return {
            name: Contents(tuple(segments.get(name, ())), tuple(hot.get(name, ())))
            for name in sorted({*segments, *hot})
        }

    def segments(self, topic: str) -> list[Segment]:
        """Segments of a topic in offset order."""
        return [
            _segment(row)
            for row in self.read(f"select {_SEGMENT} from segments where topic = ? order by first_offset", topic)
        ]

    def all_segments(self) -> dict[str, list[Segment]]:
        """Segments of all topics in offset order, read in one query."""
        found: dict[str, list[Segment]] = defaultdict(list)
        for row in self.read(f"select {_SEGMENT} from segments order by topic, first_offset"):
            found[row[0]].append(_segment(row))
        return dict(found)

    def tombstones(self, topic: str | None = None) -> list[Tombstone]:
        """Offsets (of one topic, when given) whose events retention dropped, in offset order."""
        rows = self.read(
            "select topic, first_offset, last_offset, reason, dropped_at from tombstones "
            "where topic = coalesce(?, topic) order by topic, first_offset",
            topic,
        )
        return [Tombstone(*row) for row in rows]

    def files(self, topic: str | None = None) -> list[FileEntry]:
        """Ingested files (of one topic, when given), in the order they came in."""
        rows = self.read(
            f"select {_FILE} from files where topic = coalesce(?, topic) order by file_id",
            topic,
        )
        return [FileEntry(*row) for row in rows]

    def find_file(self, topic: str, sha256: str) -> FileEntry | None:
        """The entry of a file with this content in this topic, or None."""
        rows = self.read(f"select {_FILE} from files where topic = ? and sha256 = ?", topic, sha256)
        return FileEntry(*rows[0]) if rows else None

    def identity(self) -> str:
        """Which log this is; empty when there is none yet."""
        rows = self.read("select log_id from identity")
        return str(rows[0][0]) if rows else ""

    def kept_files(self, topic: str | None = None) -> set[str]:
        """Paths of segment files (of one topic) that must stay: the listed ones, and those that may still be open."""
        rows = self.read(
            "select path from segments where topic = coalesce(?1, topic) "
            "union all select path from retired where topic = coalesce(?1, topic)",
            topic,
        )
        return {str(path) for (path,) in rows}

    def path_of(self, segment: Segment) -> Path:
        """Absolute path of a segment's file."""
        return self.log_dir / segment.path

    # -- writing ---------------------------------------------------------------------------------------------------

    def register(self, file: FileEntry, segments: Sequence[Segment]) -> bool:
        """List a file and its segments in one transaction; False (and no change) when the file is listed already.

        Raises MeshError when a segment does not start at the topic's head: offsets stay dense whoever writes.
        """
        with self.writing() as connection:
            known = connection.execute(
                "select 1 from files where topic = ? and sha256 = ?", (file.topic, file.sha256)
            ).fetchone()
            if known is not None:
                return False
            for segment in segments:
                self._append_segment(connection, segment)
            connection.execute(f"insert into files ({_FILE}) values ({', '.join('?' * 12)})", astuple(file))
        return True

    def replace(self, old: Sequence[Segment], hot: Sequence[HotBatch], new: Segment, at: str) -> None:
        """List a segment in place of others, or of hot batches, that hold the same offsets, in one transaction.

        `at`: the time, from which on the files of the others are kept for a while for those who read them.
        """
        with self.writing() as connection:
            for batch in hot:
                connection.execute(
                    "delete from hot where topic = ? and first_offset = ?", (batch.topic, batch.first_offset)
                )
            self.retire(connection, old, at)
            self._insert_segment(connection, new)

    @staticmethod
    def retire(connection: sqlite3.Connection, segments: Sequence[Segment], at: str) -> None:
        """Take segments off the list; their files stay for a while."""
        for segment in segments:
            connection.execute("delete from segments where path = ?", (segment.path,))
            connection.execute(
                "insert into retired (path, topic, retired_at) values (?, ?, ?)", (segment.path, segment.topic, at)
            )

    @classmethod
    def _append_segment(cls, connection: sqlite3.Connection, segment: Segment) -> None:
        rows = connection.execute(f"select head from ({_HEADS}) where topic = ?", (segment.topic,)).fetchall()
        head = rows[0][0] if rows else 0
        if head != segment.first_offset:
            raise MeshError(
                f"The topic {segment.topic} moved on from offset {segment.first_offset} to {head} while its segment "
                "was written. Nothing was added; run the command again."
            )
        cls._insert_segment(connection, segment)

    @staticmethod
    def _insert_segment(connection: sqlite3.Connection, segment: Segment) -> None:
        connection.execute(
            f"insert into segments ({_SEGMENT}) values ({', '.join('?' * 9)})",
            (*astuple(segment)[:7], json.dumps(segment.columns), segment.created_at),
        )

    @contextmanager
    def topic_lock(self, topic: str, wait_seconds: float = BUSY_SECONDS, poll_seconds: float = 0.2) -> Iterator[None]:
        """Hold the only right to append to a topic; waits for another process, and ends with the process.

        Raises MeshError when another process holds it for longer than `wait_seconds`.
        """
        lock = self.log_dir / "locks" / f"{topic}.lock"
        with exclusive(lock, f"The topic {topic}", wait_seconds, poll_seconds=poll_seconds):
            yield
