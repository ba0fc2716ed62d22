"""What a release changes in a product, row by row: upserts and deletes by key, each with the row that was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mesh.contracts import META_COLUMNS, literal, quote
from mesh.events import sql
from mesh.releases.copy import RELEASE_COLUMN, Column, columns_of
from mesh.releases.document import Product, Release

BEFORE_COLUMN = "_before"
"""JSON of the row that was; null for a new row."""


@dataclass(frozen=True)
class Changes:
    """Numbers of events, and the columns that each has."""

    upserts: int
    deletes: int
    columns: tuple[str, ...]


class Comparison:
    """A release beside the rows that were there before, on one connection.

    `release` stands in `file`. `before` is the file of the release to compare with, or None when there is none.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, release: Release, file: Path, before: Path | None
    ) -> None:
        self._connection = connection
        self._release = release
        connection.execute(f"attach {literal(str(file))} as new_release (read_only)")
        if before is not None:
            connection.execute(f"attach {literal(str(before))} as old_release (read_only)")
        self._before = before

    def compare(self, product: Product, former: str | None = None) -> Changes:
        """Find the changes of a product; `former` selects the rows before, in place of those of the release before."""
        columns = self._columns("new_release", product)
        names = [column.name for column in columns]
        if former is None:
            before = self._columns("old_release", product) if self._before else ()
            former = _rows("old_release", product, [column.name for column in before]) if before else None
        else:
            before = self._described(former)
        same_columns = [(c.name, c.data_type) for c in columns] == [(c.name, c.data_type) for c in before]
        fresh = _rows("new_release", product, names)
        changed = f"{_struct('fresh', names)} is distinct from {_struct('former', names)}" if same_columns else "true"
        held = [column.name for column in before] or names
        self._connection.execute(
            _CHANGES.format(
                fresh=fresh,
                former=former or f"{fresh} where false",
                same_key=" and ".join(
                    f"fresh.{quote(name)} is not distinct from former.{quote(name)}" for name in product.key or names
                ),
                values="".join(f", {_value(name, name in held)}" for name in names),
                before=_struct("former", held),
                subject=_subject(product.key or names),
                changed=changed,
            )
        )
        upserts, deletes = self._connection.execute(
            "select count(*) filter (_kind = 'upsert'), count(*) filter (_kind = 'delete') from changes"
        ).fetchall()[0]
        return Changes(upserts, deletes, (*META_COLUMNS, *names, RELEASE_COLUMN, BEFORE_COLUMN))

    def write(
        self, product: Product, topic: str, *, emission: int, head: int, changes: Changes, at: str, target: Path
    ) -> None:
        """Write the events of the last comparison as a segment file that begins at the offset `head`.

        emission: makes the ids of events other than those of the same change at another time. at: now, UTC.
        """
        release = self._release
        created = release.created_at.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
        made = {
            "_offset": f"cast({head - 1} + row_number() over (order by _key, _kind) as bigint)",
            "_event_id": f"md5(concat_ws(chr(31), {literal(topic)}, {emission}, _kind, _key))",
            "_event_type": "_kind",
            "_source": literal(release.domain),
            "_subject": "_key",
            "_event_time": f"timestamp {literal(created)}",
            "_dataschema": literal(f"{topic}:{product.relation}"),
            "_file_name": literal(release.release_id),
            "_file_date": f"date {literal(created[:10])}",
            "_received_at": f"timestamp {literal(at)}",
            RELEASE_COLUMN: literal(release.release_id),
            BEFORE_COLUMN: "_was",
        }
        nothing = {name: f"cast(null as {kind})" for name, kind in META_COLUMNS.items()}
        selected = ", ".join(
            f"{made.get(name, nothing.get(name, quote(name)))} as {quote(name)}" for name in changes.columns
        )
        self._connection.execute(sql.copy_to(f"select {selected} from changes order by 1", target))

    def _columns(self, database: str, product: Product) -> tuple[Column, ...]:
        found = columns_of(self._connection, database, product.relation)
        return tuple(column for column in found if column.name != RELEASE_COLUMN)

    def _described(self, select: str) -> tuple[Column, ...]:
        rows = self._connection.execute(f"describe {select}").fetchall()
        return tuple(Column(str(name), str(kind), True) for name, kind, *_ in rows)


_CHANGES = """
create or replace temp table changes as
with fresh as (
    select *, 1 as _present from ({fresh})
),

former as (
    select *, 1 as _present from ({former})
),

compared as (
    select
        case when fresh._present is null then 'delete' else 'upsert' end as _kind,
        case when former._present is not null then to_json({before}) end as _was
        {values}
    from fresh
    full join former
        on {same_key}
    where fresh._present is null or former._present is null or {changed}
)

select *, {subject} as _key from compared
"""


def _rows(database: str, product: Product, columns: Sequence[str]) -> str:
    """The rows of a product; those without a key are told apart by all that they hold."""
    once = "" if product.key else "distinct "
    return f"select {once}{', '.join(map(quote, columns))} from {database}.main.{quote(product.relation)}"


def _value(name: str, was_there: bool) -> str:
    """A column of an event: as it is now; of a row that is gone, as it was."""
    gone = f"former.{quote(name)}" if was_there else "null"
    return f"case when fresh._present is null then {gone} else fresh.{quote(name)} end as {quote(name)}"


def _struct(table: str, columns: Sequence[str]) -> str:
    return f"struct_pack({', '.join(f'{quote(name)} := {table}.{quote(name)}' for name in columns)})"


def _subject(key: Sequence[str]) -> str:
    """The key as one text, its parts separated by |, as of events of feeds."""
    parts = [f"cast({quote(name)} as varchar)" for name in key]
    if len(parts) == 1:
        return parts[0]
    escaped = [f"coalesce(replace(replace({part}, '%', '%25'), '|', '%7C'), '')" for part in parts]
    return f"concat_ws('|', {', '.join(escaped)})"
