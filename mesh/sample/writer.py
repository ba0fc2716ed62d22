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


class FeedWriter:
    """Writes the files of one feed to a folder and records their faulty rows."""

    def __init__(self, con: duckdb.DuckDBPyConnection, feed: Feed, options: SampleOptions, out: Path) -> None:
        self.con, self.feed, self.options, self.out = con, feed, options, out
        self.columns = dirty.columns_of(con, feed)

    def write(self) -> list[WrittenFile]:
        """Write the two regular files and, when rows are sent again, the late one; a file without rows is left out."""
        dirty.plant(self.con, self.feed, self.columns, self.options.dirty_share)
        written = []
        for file_no, day in enumerate(self.feed.days, start=1):
            name = f"{self.feed.name}_{getattr(self.options, day):%Y%m%d}{self.feed.suffix}"
            rows = dirty.record(self.con, self.feed, file_no, name)
            if rows:
                source = f"(select * from {self.feed.source} where _file = {file_no})"
                written.append(self._file(feed_query(self.feed, source), name, file_no, rows))
        late = self.con.execute("select count(*) from planted where kind in ('resent', 'changed')").fetchone()
        if late and late[0]:
            name = f"{self.feed.name}_{self.options.late_extract:%Y%m%d}{self.feed.suffix}"
            written.append(self._file(self._late_query(), name, 0, late[0]))
        return written

    def _late_query(self) -> str:
        """Rows sent again with a later extract date, some of them with one column changed."""
        source = (
            "(select * replace (getvariable('late_extract') as extract_date) from planted_source"
            " where _key in (select _key from planted where kind in ('resent', 'changed')))"
        )
        query = feed_query(self.feed, source)
        if self.feed.change is None:
            return query
        column, value = self.feed.change
        return (
            f"select r.* replace (case when p.kind = 'changed' then {value} else r.{column} end as {column})"
            f" from ({query}) as r inner join planted as p on r._key = p._key"
        )

    def _file(self, query: str, name: str, file_no: int, rows: int) -> WrittenFile:
        path = self.out / name
        if self.feed.file_format == "parquet":
            self._write_parquet(query, path, file_no)
        elif self.feed.file_format == "fixed":
            line = " || ".join(f"rpad(cast({name} as varchar), {width}, ' ')" for name, width in WIDTHS.items())
            self._copy(
                f"select {line} as line from ({query}) order by _key", path, "header false, quote '', delimiter '\t'"
            )
        else:
            text = path.with_suffix("") if self.feed.file_format == "csv.gz" else path
            self._write_text(query, text)
            self._append(text, file_no)
            if text != path:
                with text.open("rb") as plain, gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as packed:
                    shutil.copyfileobj(plain, packed)
                text.unlink()
        return WrittenFile(self.feed.domain, self.feed.name, name, rows, path.stat().st_size)

    def _write_text(self, query: str, path: Path) -> None:
        delimiter, names = self.feed.delimiter, [name for name, _ in self.columns]
        if not self.feed.plain:
            self._copy(
                f"select * exclude (_key) from ({query}) order by _key", path, f"header true, delimiter '{delimiter}'"
            )
            return
        fields = f", '{delimiter}', ".join(names)  # concat takes null for an empty text
        line = f'select concat({fields}) as "{delimiter.join(names)}" from ({query}) order by _key'
        self._copy(line, path, "header true, quote '', escape '', delimiter '\t'")

    def _write_parquet(self, query: str, path: Path, file_no: int) -> None:
        cells = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in self.columns)
        self.con.execute(
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

    def _append(self, path: Path, file_no: int) -> None:
        """Add the planted rows of this file; a ragged row lacks its last field or has one too many."""
        names = [name for name, _ in self.columns]
        part = path.with_name(f".{path.name}.part")
        kinds = self.con.execute(f"select distinct kind from appendix where _file = {file_no} order by kind").fetchall()
        with path.open("ab") as target:
            for (kind,) in kinds:
                rows = f"from appendix where _file = {file_no} and kind = '{kind}'"
                queries = [f"select {', '.join(names)} {rows} order by _position"]
                if kind == "ragged_row":
                    half = f"(select count(*) // 2 {rows})"
                    queries = [
                        f"select {', '.join(names[:-1])} {rows} order by _position limit {half}",
                        f"select {', '.join(names)}, 'surplus' as surplus {rows} order by _position offset {half}",
                    ]
                for query in queries:
                    self._copy(query, part, f"header false, delimiter '{self.feed.delimiter}'")
                    with part.open("rb") as source:
                        shutil.copyfileobj(source, target)
        part.unlink(missing_ok=True)

    def _copy(self, query: str, path: Path, options: str) -> None:
        self.con.execute(f"copy ({query}) to '{path}' (format csv, {options})")
