"""Writing of the feed files: sorted, through DuckDB, with the planted rows at the end of each file."""

import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mesh.sample import dirty
from mesh.sample.engine import feed_query
from mesh.sample.feeds import Feed
from mesh.sample.options import SampleOptions

WIDTHS = {"location_id": 10, "location_name": 40, "location_type": 12, "state": 2, "extract_date": 10}


@dataclass(frozen=True)
class WrittenFile:
    """One feed file: data rows without the header, size in bytes."""

    domain: str
    feed: str
    name: str
    rows: int
    size: int


def write_feed(con: duckdb.DuckDBPyConnection, feed: Feed, options: SampleOptions, out: Path) -> list[WrittenFile]:
    """Write every file of a feed to `out` and record its faulty rows."""
    dirty.plant(con, feed, options.dirty_share)
    written = []
    for file_no, day in ((1, options.mid_extract), (2, options.last_extract)):
        name = f"{feed.name}_{day:%Y%m%d}{feed.suffix}"
        rows = dirty.record(con, feed, file_no, name)
        if rows:
            source = f"(select * from {feed.source} where _file = {file_no})"
            _write(con, feed, feed_query(feed.template, source), out / name, file_no)
            written.append(_written(feed, out / name, rows))
    late = con.execute("select count(*) from planted where kind in ('resent', 'changed')").fetchone()
    if late and late[0]:
        path = out / f"{feed.name}_{options.late_extract:%Y%m%d}{feed.suffix}"
        _write(con, feed, _late_query(feed), path, 0)
        written.append(_written(feed, path, late[0]))
    return written


def _written(feed: Feed, path: Path, rows: int) -> WrittenFile:
    return WrittenFile(feed.domain, feed.name, path.name, rows, path.stat().st_size)


def _late_query(feed: Feed) -> str:
    """Rows sent again with a later extract date, some of them with one column changed."""
    source = (
        f"(select s.* replace (getvariable('late_extract') as extract_date) from {feed.source} as s"
        " where s._key in (select _key from planted where kind in ('resent', 'changed')))"
    )
    query = feed_query(feed.template, source)
    if feed.change is None:
        return query
    column, value = feed.change
    return (
        f"select r.* replace (case when p.kind = 'changed' then {value} else r.{column} end as {column})"
        f" from ({query}) as r inner join planted as p on r._key = p._key"
    )


def _write(con: duckdb.DuckDBPyConnection, feed: Feed, query: str, path: Path, file_no: int) -> None:
    ordered = f"select * exclude (_key) from ({query}) order by _key"
    if feed.file_format == "parquet":
        _write_parquet(con, feed, query, path, file_no)
        return
    if feed.file_format == "fixed":
        line = " || ".join(f"rpad(cast({name} as varchar), {width}, ' ')" for name, width in WIDTHS.items())
        _copy(
            con,
            f"select {line} as line from ({query}) order by _key",
            path,
            header=False,
            options=", quote '', delimiter '\t'",
        )
        return
    target = path.with_suffix("") if feed.file_format == "csv.gz" else path
    _copy(con, ordered, target, header=True, options=f", delimiter '{feed.delimiter}'")
    _append(con, feed, target, file_no)
    if feed.file_format == "csv.gz":
        with target.open("rb") as plain, gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as packed:
            shutil.copyfileobj(plain, packed)
        target.unlink()


def _write_parquet(con: duckdb.DuckDBPyConnection, feed: Feed, query: str, path: Path, file_no: int) -> None:
    cells = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in dirty.columns_of(con, feed))
    con.execute(
        f"""
        copy (
            select * exclude (_part, _key)
            from (
                select 0 as _part, * from ({query})
                union all by name
                select 1 as _part, _position as _key, {cells} from appendix where _file = {file_no}
            )
            order by _part, _key
        ) to '{path}' (format parquet)
        """
    )


def _append(con: duckdb.DuckDBPyConnection, feed: Feed, path: Path, file_no: int) -> None:
    """Add the planted rows of this file; a ragged row lacks its last field or has one too many."""
    names = [name for name, _ in dirty.columns_of(con, feed)]
    part = path.with_name(f".{path.name}.part")
    options = f", delimiter '{feed.delimiter}'"
    kinds = con.execute(
        f"select kind, count(*) from appendix where _file = {file_no} group by kind order by kind"
    ).fetchall()
    with path.open("ab") as target:
        for kind, _ in kinds:
            base = f"from appendix where _file = {file_no} and kind = '{kind}'"
            if kind != "ragged_row":
                queries = [f"select {', '.join(names)} {base} order by _position"]
            else:
                cut = f"(select count(*) // 2 {base})"
                first = f"select {', '.join(names[:-1])} {base} order by _position limit {cut}"
                rest = f"select {', '.join(names)}, 'surplus' as surplus {base} order by _position offset {cut}"
                queries = [first, rest]
            for query in queries:
                _copy(con, query, part, header=False, options=options)
                with part.open("rb") as source:
                    shutil.copyfileobj(source, target)
    part.unlink(missing_ok=True)


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path, *, header: bool, options: str) -> None:
    con.execute(f"copy ({query}) to '{path}' (format csv, header {str(header).lower()}{options})")
