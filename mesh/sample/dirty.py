"""Planting of faulty rows, with a record of every one of them.

A planted row never makes another row ambiguous: rows that are sent again are whole, unlabelled rows of the source, and
rows that cannot be read carry a key of their own.
"""

from dataclasses import dataclass

import duckdb

from mesh.sample.engine import feed_query
from mesh.sample.feeds import Feed

Column = tuple[str, str]

RULES = {
    "missing_key": "R-CLM-03",
    "type_error": "R-CLM-03",
    "ragged_row": "R-CLM-03",
    "duplicate": "R-CLM-03",
    "superseded": "R-CLM-03",
    "xref_superseded": "R-MEM-01",
    "xref_cycle": "R-MEM-01",
    "xref_self": "R-MEM-01",
    "span_voided": "R-MEM-02",
    "span_after_death": "R-MEM-02",
    "uom_unmapped": "R-SCM-01",
    "uom_cycle": "R-SCM-01",
    "uom_vendor_required": "R-SCM-01",
    "unknown_order_line": "R-SCM-09",
}


@dataclass(frozen=True)
class Share:
    """How many rows of a feed become what."""

    resent: int
    changed: int
    copied: int
    type_error: int
    missing_key: int
    ragged_row: int


def shares(feed: Feed, rows: int, dirty_share: float) -> Share:
    """Numbers of planted rows for a feed of `rows` rows; unreadable rows stay within `dirty_share` of them."""
    if not feed.rename:
        return Share(0, 0, 0, 0, 0, 0)
    bad = int(rows * dirty_share)
    ragged = bad // 3 if feed.file_format in {"csv", "pipe"} else 0
    missing = bad // 3
    return Share(
        resent=int(rows * dirty_share * 0.6),
        changed=int(rows * dirty_share * 0.3) if feed.change else 0,
        copied=int(rows * dirty_share * 0.3),
        type_error=bad - missing - ragged if feed.bad_values else 0,
        missing_key=missing if feed.bad_values else bad,
        ragged_row=ragged,
    )


def start(con: duckdb.DuckDBPyConnection) -> None:
    """Create the record of faulty rows; row_number counts data rows from 1."""
    con.execute(
        "create table dirty_row"
        " (feed varchar, file varchar, row_number bigint, kind varchar, rule_id varchar, column_name varchar)"
    )


def plant(con: duckdb.DuckDBPyConnection, feed: Feed, columns: list[Column], dirty_share: float) -> None:
    """Choose the rows of `feed` to spoil (table planted) and write the spoilt ones as text (table appendix)."""
    con.execute(
        "create or replace temp table feed_key as"
        f" select _key, _file, cast(_label as varchar) as _label from {feed.source}"
    )
    rows = _count(con, "select count(*) from feed_key")
    share = shares(feed, rows, dirty_share)
    bounds, total = [], 0
    for kind in ("resent", "changed", "copied", "type_error", "missing_key", "ragged_row"):
        total += getattr(share, kind)
        bounds.append(f"when place <= {total} then '{kind}'")
    # ranking a few times as many rows as are wanted spares the sort of all of them
    candidates = min(1.0, (3 * total + 100) / max(rows, 1)) if total else 0.0
    con.execute(
        f"""
        create or replace temp table planted as
        select _key, _file, place, case {" ".join(bounds)} end as kind
        from (
            select _key, _file, row_number() over (order by u(_key, 'spoil order'), _key) as place
            from feed_key
            where _label is null and u(_key, 'spoil') < {candidates}
        )
        where place <= {total}
        """
    )
    if total:
        con.execute(
            "create or replace temp table planted_source as"
            f" select s.* from {feed.source} as s inner join (select _key from planted) as p on s._key = p._key"
        )
        _write_appendix(con, feed, columns)
    else:
        cells = "".join(f", {name} varchar" for name, _ in columns)
        con.execute(
            "create or replace temp table appendix"
            f" (_file integer, kind varchar, place bigint, _position bigint, _column varchar{cells})"
        )


def columns_of(con: duckdb.DuckDBPyConnection, feed: Feed) -> list[Column]:
    """Name and DuckDB type of the feed's columns, in the order of its file."""
    rows = con.execute(f"describe {feed_query(feed, feed.source)}").fetchall()
    return [(row[0], row[1]) for row in rows if row[0] != "_key"]


def _write_appendix(con: duckdb.DuckDBPyConnection, feed: Feed, columns: list[Column]) -> None:
    cells = []
    for name, _ in columns:
        value = f"cast(t.{name} as varchar)"
        if name == feed.rename:
            own = "'X' || upper(p.kind[1]) || lpad(cast(p.place as varchar), 7, '0')"
            value = f"case when p.kind = 'copied' then {value} else {own} end"
        if name == feed.blank:
            value = f"case when p.kind = 'missing_key' then null else {value} end"
        for place, (column, text) in enumerate(feed.bad_values):
            if column == name:
                value = f"case when p.kind = 'type_error' and p.bad = {place} then '{text}' else {value} end"
        cells.append(f"{value} as {name}")
    bad_values = [f"when {place} then '{column}'" for place, (column, _) in enumerate(feed.bad_values)]
    bad_column = f"case p.bad {' '.join(bad_values)} end" if bad_values else "null"
    con.execute(
        f"""
        create or replace temp table appendix as
        with plan as (
            select *, place % {max(1, len(feed.bad_values))} as bad
            from planted
            where kind not in ('resent', 'changed')
        )
        select
            p._file, p.kind, p.place,
            row_number() over (partition by p._file order by p.kind, p.place) as _position,
            case when p.kind = 'type_error' then {bad_column} end as _column,
            {", ".join(cells)}
        from plan as p
        inner join ({feed_query(feed, "planted_source")}) as t on p._key = t._key
        order by p._file, _position
        """
    )


def record(con: duckdb.DuckDBPyConnection, feed: Feed, file_no: int, file_name: str) -> int:
    """Enter the faulty rows of one regular file into dirty_row and return the file's number of data rows."""
    con.execute(
        f"""
        insert into dirty_row
        with numbered as (
            select _key, _label, row_number() over (order by _key) as row_number
            from feed_key
            where _file = {file_no}
        ),

        faulty as (
            select
                n.row_number,
                coalesce(
                    n._label,
                    case p.kind when 'resent' then 'duplicate' when 'changed' then 'superseded' end
                ) as kind,
                cast(null as varchar) as column_name,
            from numbered as n
            left join planted as p on n._key = p._key
            union all
            select
                (select count(*) from numbered) + _position as row_number,
                case kind when 'copied' then 'duplicate' else kind end as kind,
                case kind when 'missing_key' then '{feed.blank}' else cast(_column as varchar) end as column_name,
            from appendix
            where _file = {file_no}
        )

        select '{feed.name}', '{file_name}', row_number, kind, map {RULES}[kind], column_name
        from faulty
        where kind is not null
        order by row_number
        """
    )
    regular = _count(con, f"select count(*) from feed_key where _file = {file_no}")
    return regular + _count(con, f"select count(*) from appendix where _file = {file_no}")


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
