"""Hot batches as events: the same ids, subjects and dates as rows of a file have, made by the same SQL."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from mesh.contracts import META_COLUMNS, FeedContract, literal, quote
from mesh.errors import MeshError
from mesh.events import sql
from mesh.events.entries import HotBatch

PUBLISHED = "published"
"""What stands for the file name of a message."""

_SHAPE = '[{"place": "BIGINT", "received": "TIMESTAMP", "day": "DATE", "kind": "VARCHAR", "messages": [["VARCHAR"]]}]'


def hot_events(contract: FeedContract, batches: Sequence[HotBatch]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Selects of all event columns of batches, and the columns each select has; one select per layout of the messages.

    Raises MeshError when the contract no longer knows a layout or column that messages were published with.
    """
    by_layout = sorted(batches, key=lambda batch: (batch.version, batch.columns))
    for (version, columns), group in groupby(by_layout, key=lambda batch: (batch.version, batch.columns)):
        facts = _facts(contract, version, columns)
        yield facts.segment_columns, _select(facts, list(group))


def _facts(contract: FeedContract, version: int, columns: tuple[str, ...]) -> sql.Facts:
    names = tuple(name for name in map(contract.canonical, columns) if name is not None)
    known = [form.version for form in contract.forms]
    if version in known and len(names) == len(columns):
        # Times of receipt stand in the batches.
        return sql.Facts(contract, PUBLISHED, names, version, None, dt.datetime.min)
    lost = [repr(column) for column in columns if contract.canonical(column) is None]
    what = f"the columns {', '.join(lost)}" if lost else f"the contract version {version}"
    raise MeshError(
        f"{contract.topic} holds published messages with {what}, which {contract.place} no longer knows: put it back "
        "there as a layout, an alias or an optional column, then run the command again."
    )


def _select(facts: sql.Facts, batches: list[HotBatch]) -> str:
    """The rows of batches stand in the query as one JSON text, which DuckDB takes apart."""
    text = ",".join(
        f'{{"place": {batch.first_offset}, "received": "{batch.received_at}", "day": {json.dumps(batch.file_date)}, '
        f'"kind": "{batch.event_type}", "messages": {batch.rows}}}'
        for batch in batches
    )
    absent = "cast(null as varchar)"
    payload = "".join(f", {quote(name)}" for name in facts.payload)
    values = "".join(f", nullif(message[{n}], '') as {quote(name)}" for n, name in enumerate(facts.columns, start=1))
    columns = ", ".join(quote(name) for name in (*META_COLUMNS, *facts.payload))
    return (
        f"select {columns} from (select _offset, {sql.event_id(facts, 'kind', 'file_day', absent)} as _event_id, "
        f"kind as _event_type, {sql.constants(facts, 'file_day', 'received')}, {sql.subject(facts.contract)} "
        f"as _subject, cast(null as bigint) as _row_number, {absent} as _fault, {absent} as _raw_line{payload} "
        f"from (select *, coalesce(day, {sql.row_day(facts.contract)}) as file_day "
        f"from (select place + number as _offset, received, day, kind{values} "
        "from (select batch.place, batch.received, batch.day, batch.kind, "
        "unnest(range(len(batch.messages))) as number, unnest(batch.messages) as message "
        f"from (select unnest(from_json({literal(f'[{text}]')}, {literal(_SHAPE)})) as batch)))))"
    )
