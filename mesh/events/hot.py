"""The hot end of a topic: messages are durable, and have their offsets, when `append` returns."""

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from mesh.events.log import EventLog

_CLOCK_TOLERANCE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Batch:
    """Rows of messages of one layout, ready to be appended; `rows` is JSON, an array of `count` arrays of text."""

    event_type: str
    version: int
    columns: tuple[str, ...]
    rows: str
    count: int


@dataclass(frozen=True)
class Receipt:
    """What was acknowledged: the messages have the offsets first_offset..last_offset.

    `known`: a batch with this key was there already and nothing was added. `note` is a sentence when the clock of this
    machine was found set back, else empty.
    """

    topic: str
    first_offset: int
    last_offset: int
    known: bool = False
    note: str = ""

    @property
    def count(self) -> int:
        """How many messages."""
        return self.last_offset - self.first_offset + 1


def append(
    log: EventLog,
    connection: sqlite3.Connection,
    topic: str,
    batches: Sequence[Batch],
    *,
    file_date: dt.date | None = None,
    dated_by_receipt: bool = False,
    key: str | None = None,
) -> Receipt:
    """Append batches (at least one) to a topic in one transaction; hold the topic's lock meanwhile.

    file_date: the date of the messages; dated_by_receipt: it is the day of receipt. key: names the batches, so that
    they are appended once however often they are sent.
    """
    with log.transaction(connection):
        if key is not None and (known := _publication(connection, topic, key)):
            return Receipt(topic, *known, known=True)
        first, last_received = _end(connection, topic)
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        received, note = _not_before(now, last_received, topic)
        day = received.date() if dated_by_receipt else file_date
        following = first
        for batch in batches:
            connection.execute(
                "insert into hot values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    topic,
                    following,
                    following + batch.count - 1,
                    batch.event_type,
                    batch.version,
                    json.dumps(batch.columns),
                    day.isoformat() if day else None,
                    received.isoformat(sep=" ", timespec="microseconds"),
                    batch.rows,
                ),
            )
            following += batch.count
        if key is not None:
            connection.execute("insert into publications values (?, ?, ?, ?)", (topic, key, first, following - 1))
    return Receipt(topic, first, following - 1, note=note)


def publications(log: EventLog, topic: str, prefix: str) -> list[str]:
    """The keys of a topic that begin with a prefix, in the order of their offsets."""
    rows = log.read(
        "select key from publications where topic = ? and substr(key, 1, ?) = ? order by first_offset",
        topic,
        len(prefix),
        prefix,
    )
    return [str(key) for (key,) in rows]


def _publication(connection: sqlite3.Connection, topic: str, key: str) -> tuple[int, int] | None:
    row = connection.execute(
        "select first_offset, last_offset from publications where topic = ? and key = ?", (topic, key)
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def _end(connection: sqlite3.Connection, topic: str) -> tuple[int, str]:
    """The next offset of a topic and when its last event was received; hot batches stand behind all segments."""
    for table, received in (("hot", "received_at"), ("segments", "created_at")):
        row = connection.execute(
            f"select last_offset + 1, {received} from {table} where topic = ? order by first_offset desc limit 1",
            (topic,),
        ).fetchone()
        if row:
            return int(row[0]), str(row[1])
    return 0, ""


def _not_before(now: dt.datetime, last_received: str, topic: str) -> tuple[dt.datetime, str]:
    """The time of receipt: now, or that of the last event when the clock was set back. And a sentence about it."""
    last = dt.datetime.fromisoformat(last_received).replace(tzinfo=None) if last_received else now
    if last <= now:
        return now, ""
    if last - now < _CLOCK_TOLERANCE:
        return last, ""
    return last, (
        f"The clock of this machine says {now:%Y-%m-%d %H:%M} UTC, but {topic} has an event that was received at "
        f"{last:%Y-%m-%d %H:%M} UTC: the messages are in, with that time of receipt; set the clock right."
    )
