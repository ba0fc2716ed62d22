"""SQL that turns the rows of a feed file into events. Identifiers come from contracts and are always quoted."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from mesh.contracts import META_COLUMNS, FeedContract, literal, literal_list, quote
from mesh.events.header import delimiter
from mesh.events.records import LINE_SEPARATOR, MAX_RECORD_BYTES

# The control character that separates values in what is hashed.
_UNIT = "chr(31)"
LINE_COLUMN = "_line"


@dataclass(frozen=True)
class Facts:
    """What is the same for all events of a file; `version` is that of its layout. Times are UTC."""

    contract: FeedContract
    file_name: str
    columns: tuple[str, ...]
    version: int
    file_date: dt.date | None
    received_at: dt.datetime

    @property
    def payload(self) -> list[str]:
        """Payload columns that the file has, in contract order; the order in a segment."""
        present = set(self.columns)
        return [name for name in self.contract.column_names if name in present]

    @property
    def segment_columns(self) -> tuple[str, ...]:
        """All columns of the file's segments."""
        return (*META_COLUMNS, *self.payload)


def csv_rows(facts: Facts, part: Path, rows_before: int) -> str:
    """Select _row_number and payload from a part of the file that the Splitter made regular."""
    fixed = facts.contract.format == "fixed_width"
    names = (LINE_COLUMN,) if fixed else facts.columns
    columns = ", ".join(f"{literal(name)}: 'varchar'" for name in names)
    mark, quoting = (chr(LINE_SEPARATOR), "") if fixed else (delimiter(facts.contract), '"')
    source = (
        f"read_csv({literal(str(part))}, columns = {{{columns}}}, auto_detect = false, header = false, "
        f"delim = {literal(mark)}, quote = {literal(quoting)}, escape = {literal(quoting)}, new_line = '\\n', "
        f"nullstr = '', strict_mode = true, max_line_size = {2 * MAX_RECORD_BYTES}, compression = 'none')"
    )
    return f"select row_number() over () + {rows_before} as _row_number, {_payload(facts)} from {source}"


def _payload(facts: Facts) -> str:
    if facts.contract.format != "fixed_width":
        return ", ".join(quote(name) for name in facts.payload)
    return ", ".join(
        f"nullif(trim(substr({LINE_COLUMN}, {column.start}, {column.width})), '') as {quote(column.name)}"
        for column in (*facts.contract.columns, *facts.contract.optional_columns)
    )


def event_rows(facts: Facts, rows: str, faults: bool) -> str:
    """Select the event columns but _offset, with _event_type 'upsert', for the rows of a file.

    `rows` selects _row_number and payload; with `faults`, a table faults(_row_number, _fault, _raw_line) is joined.
    """
    joined = "left join faults using (_row_number)" if faults else ""
    fault, raw_line = ("_fault", "_raw_line") if faults else ("cast(null as varchar)", "cast(null as varchar)")
    payload = "".join(f", {quote(name)}" for name in facts.payload)
    return (
        f"select {event_id(facts, literal('upsert'), 'file_day', raw_line)} as _event_id, 'upsert' as _event_type, "
        f"{constants(facts, 'file_day', received(facts))}, {subject(facts.contract)} as _subject, _row_number, "
        f"{fault} as _fault, {raw_line} as _raw_line{payload} "
        f"from (select *, {_file_day(facts)} as file_day from ({rows}) {joined})"
    )


def received(facts: Facts) -> str:
    """The time of receipt of a file as SQL."""
    return f"cast({literal(facts.received_at.isoformat(sep=' '))} as timestamp)"


def constants(facts: Facts, file_day: str, received: str) -> str:
    """The event columns that depend on the file only; `file_day` and `received` are SQL expressions."""
    happened = received if facts.contract.file_date.ingest else f"coalesce(cast({file_day} as timestamp), {received})"
    return (
        f"{literal(facts.contract.source)} as _source, {happened} as _event_time, "
        f"{literal(facts.contract.dataschema(facts.version))} as _dataschema, "
        f"{literal(facts.file_name)} as _file_name, {file_day} as _file_date, {received} as _received_at"
    )


def date_literal(date: dt.date | None) -> str:
    """A date as SQL."""
    return f"cast({literal(date.isoformat() if date else None)} as date)"


def _file_day(facts: Facts) -> str:
    if facts.file_date is not None or facts.contract.file_date.column is None:
        return date_literal(facts.file_date)
    return row_day(facts.contract)


def row_day(contract: FeedContract) -> str:
    """The date that a row has in the column for it; null when it has none, or the feed has no such column."""
    column = contract.file_date.column
    if column is None:
        return date_literal(None)
    text = f"trim({quote(column)})"
    formats = literal_list(filter(None, (contract.file_date.column_format, "%Y%m%d")))
    return f"coalesce(try_cast({text} as date), cast(try_strptime({text}, {formats}) as date))"


def subject(contract: FeedContract) -> str:
    """The key as one text, its parts separated by |; null when every part is null."""
    if len(contract.key) == 1:
        return quote(contract.key[0])
    parts = [f"coalesce(replace(replace({quote(name)}, '%', '%25'), '|', '%7C'), '')" for name in contract.key]
    text = f"concat_ws('|', {', '.join(parts)})"
    return f"case when coalesce({', '.join(quote(name) for name in contract.key)}) is not null then {text} end"


def content(contract: FeedContract, present: list[str]) -> str:
    """One text of all payload columns of the contract, in its order. An empty value is null in the log."""
    held = set(present)
    values = [quote(name) if name in held else "null" for name in contract.column_names]
    return f"concat({f', {_UNIT}, '.join(values)})"


def content_hash(contract: FeedContract) -> str:
    """A hash of all payload columns of the contract."""
    return f"md5({content(contract, contract.column_names)})"


def event_id(facts: Facts, operation: str, file_day: str, raw_line: str) -> str:
    """A deterministic id: topic, operation, file date, content. The same row sent again is the same event.

    All but the facts are SQL expressions.
    """
    parts = [literal(facts.contract.topic), operation, raw_line, content(facts.contract, facts.payload)]
    if not facts.contract.file_date.ingest:
        parts.insert(2, f"cast({file_day} as varchar)")
    return f"md5(concat({f', {_UNIT}, '.join(parts)}))"


def copy_to(select: str, path: Path) -> str:
    """Write a select as a segment file.

    Measured on claim lines: zstd level 1 is as small as 3 here and quicker; dictionaries of more than 4,000 values cost
    a quarter of the writing and save nothing, neither space nor reading time.
    """
    options = "format parquet, compression zstd, compression_level 1, dictionary_size_limit 4000"
    return f"copy ({select}) to {literal(str(path))} ({options})"
