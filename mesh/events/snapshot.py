"""Snapshot feeds: the difference between a new snapshot and the state that the log holds, as upserts and deletes.

The state of a key is what the file with the latest date said about it: the rows of that date, or a delete. A key
whose rows are the same as before is unchanged and makes no event. A key that is gone makes one delete event, which
carries the row it had (the before image). A key that moved is a delete and an upsert. Rows without a key, or malformed,
cannot be compared and are always events.
"""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from mesh.contracts import FeedContract, literal, quote
from mesh.events import sql
from mesh.events.feedfile import FeedFile
from mesh.events.log import EventLog
from mesh.events.parquet import ParquetFile
from mesh.events.parts import copied, part_events, reading, with_offsets
from mesh.events.refusal import refusal
from mesh.events.views import view_sql


@dataclass(frozen=True)
class Difference:
    """What a snapshot changed."""

    rows_in: int
    upserts: int
    deletes: int
    faults: int


def snapshot_date(contract: FeedContract, path: Path, date: dt.date | None, log: EventLog) -> None:
    """Raise RefusedError unless the snapshot is later than all before it."""
    last = max((entry.file_date or "" for entry in log.files(contract.topic)), default="")
    if date is None:
        why = f"it is a snapshot without one date, {contract.topic} needs name_pattern, ingest or --file-date"
        raise refusal(path.name, why, "give the date with --file-date YYYY-MM-DD")
    if date.isoformat() < last:
        why = f"it is the snapshot of {date}, older than the last one of {contract.topic}, of {last}"
        raise refusal(path.name, why, "ingest snapshots in the order of their dates")
    if date.isoformat() == last:
        why = f"{contract.topic} has a snapshot of {date} already, with other content"
        raise refusal(path.name, why, "send a correction with a later date (--file-date YYYY-MM-DD)")


def write_snapshot(facts: sql.Facts, source: FeedFile, log: EventLog, folder: Path, target: Path) -> Difference:
    """Write the difference as a segment file at `target` (no file when nothing changed).

    `folder` is for scratch files. `facts.columns` are those of the file; the segment has all columns of the contract,
    because before images may.
    """
    contract = facts.contract
    whole = replace(facts, columns=tuple(contract.column_names))
    with duckdb.connect(str(folder / "snapshot.duckdb")) as connection:
        with reading(facts.file_name):
            _load(connection, facts, source, folder)
        for name in contract.column_names:
            if name not in facts.columns:
                connection.execute(f"alter table incoming add column {quote(name)} varchar")
        history = view_sql(contract, log.segments(contract.topic), log)
        content = sql.content_hash(contract)
        connection.execute(_STATE.format(history=history, content=content))
        connection.execute(_CHANGED.format(content=content))
        difference = Difference(*connection.execute(_COUNTS).fetchall()[0])
        if difference.upserts + difference.deletes:
            head = log.head(contract.topic)
            copied(connection, with_offsets(_events(whole), whole, f"{head - 1} + place"), target, whole)
    return difference


def _load(connection: duckdb.DuckDBPyConnection, facts: sql.Facts, source: FeedFile, folder: Path) -> None:
    """Create the table incoming with the event columns of every row of the file."""
    if isinstance(source, ParquetFile):
        rows = sql.event_rows(facts, source.rows(facts.payload), faults=False)
        connection.execute(f"create table incoming as {rows}")
        return
    for number, part in enumerate(source.parts(folder)):
        rows = part_events(connection, facts, part)
        connection.execute(f"{'insert into incoming' if number else 'create table incoming as'} {rows}")


def _events(facts: sql.Facts) -> str:
    """Upserts in the order of the file, then deletes by key; `place` counts from 1."""
    day = sql.date_literal(facts.file_date)
    absent = "cast(null as varchar)"
    payload = "".join(f", {quote(name)}" for name in facts.payload)
    columns = [quote(name) for name in facts.segment_columns if name != "_offset"]
    return (
        f"select *, row_number() over (order by _event_type desc, _row_number, _subject) as place from ("
        f"select {', '.join(columns)} from incoming where {_IS_EVENT} "
        f"union all by name "
        f"select {sql.event_id(facts, literal('delete'), day, absent)} as _event_id, 'delete' as _event_type, "
        f"{sql.constants(facts, day, sql.received(facts))}, _subject, cast(null as bigint) as _row_number, "
        f"{absent} as _fault, {absent} as _raw_line{payload} from state where standing = 1 and _subject in ({_GONE}))"
    )


_IS_EVENT = "(_fault is not null or _subject is null or _subject in (select _subject from changed))"
_GONE = "select _subject from changed where gone"

_STATE = """
create temp table state as
with kept as (
    select *, {content} as content
    from ({history})
    where _fault is null and _subject is not null
),

latest as (
    select _subject, max(_file_date) as _file_date
    from kept
    group by _subject
)

select
    kept.*,
    row_number() over (partition by kept._subject order by kept._row_number, kept.content) as standing
from kept
inner join latest on kept._subject = latest._subject and kept._file_date = latest._file_date
where kept._event_type = 'upsert'
"""

_CHANGED = """
create temp table changed as
with new_rows as (
    select _subject, string_agg(content, '' order by content) as contents
    from (select _subject, {content} as content from incoming where _fault is null and _subject is not null)
    group by _subject
),

old_rows as (
    select _subject, string_agg(content, '' order by content) as contents
    from state
    group by _subject
)

select
    coalesce(new_rows._subject, old_rows._subject) as _subject,
    new_rows._subject is null as gone
from new_rows
full join old_rows on new_rows._subject = old_rows._subject
where new_rows.contents is distinct from old_rows.contents
"""

_COUNTS = f"""
select
    count(*),
    count(*) filter ({_IS_EVENT}),
    (select count(*) from changed where gone),
    count(*) filter (_fault is not null)
from incoming
"""
