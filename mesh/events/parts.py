"""From clean text to parts on disk, and from parts to segments.

A large file is cut into parts with a known first row each, so that several DuckDB connections write segments at once,
every row keeps its number, and offsets are known before the work is done.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import duckdb

from mesh.contracts import FeedContract, literal, quote
from mesh.events import sql
from mesh.events.header import check_header, delimiter, split_header
from mesh.events.parquet import ParquetFile
from mesh.events.records import Block, Layout, Splitter
from mesh.events.refusal import refusal
from mesh.events.stream import fitting_encoding, text_blocks

# Small enough that the last part of a file does not keep one core waiting for long; 8 MB are about 30,000 claim lines.
PART_BYTES = 8 << 20


@dataclass
class Part:
    """A stretch of rows of a file. `path` holds one regular row per row; faults are listed by row number."""

    path: Path
    rows_before: int
    rows: int = 0
    fault_rows: list[int] = field(default_factory=list)  # 1-based in the file
    fault_kinds: list[str] = field(default_factory=list)
    fault_lines: list[str] = field(default_factory=list)

    def add(self, block: Block) -> None:
        """Count a block that was written to the part's file."""
        start = self.rows_before + self.rows + 1
        self.fault_rows += [start + row for row in block.fault_rows]
        self.fault_kinds += block.fault_kinds
        self.fault_lines += block.fault_lines
        self.rows += block.rows


class TextFile:
    """A csv, pipe or fixed-width feed file, opened and its header checked.

    `columns` are the contract's names of its columns in file order, `version` is that of its layout. Raises
    RefusedError for a wrong header or an unreadable start.
    """

    def __init__(self, path: Path, contract: FeedContract) -> None:
        self.path = path
        self.contract = contract
        encoding = fitting_encoding(path, contract.encoding, contract.format)
        self._blocks = text_blocks(path, encoding, contract.format)
        if contract.format == "fixed_width":
            self.columns, self.version = tuple(contract.column_names), contract.version
            self._layout = Layout(len(self.columns), None, contract.widths)
            return
        first = next(self._blocks).lstrip(b"\n")
        line, _, rest = first.partition(b"\n")
        header = line.decode("utf-8", "replace")
        names = split_header(header, delimiter(contract))
        self.columns, self.version = check_header(names, contract, path, header)
        repeated = line if len(names) > 1 else b""
        self._layout = Layout(len(names), ord(delimiter(contract)), header=repeated)
        self._blocks = chain([rest], self._blocks)

    def parts(self, folder: Path) -> Iterator[Part]:
        """Write the rows into `folder`, part by part. Raises RefusedError for any whole-file fault, also at the end."""
        splitter = Splitter(self._layout, self.path.name)
        blocks = chain(((block, False) for block in self._blocks), [(b"", True)])
        part: Part | None = None
        rows = faults = number = 0
        for text, final in blocks:
            block = splitter.feed(text, final)
            if block.rows:
                if part is None:
                    part = Part(folder / f"part-{number}.txt", rows)
                    number += 1
                with part.path.open("ab") as file:
                    file.write(block.text)
                    size = file.tell()
                part.add(block)
                rows += block.rows
                faults += len(block.fault_rows)
                if size >= PART_BYTES:
                    yield part
                    part = None
        if part is not None:
            yield part
        if rows == 0:
            raise refusal(
                self.path.name, "it has a header but not a single row", "ask the sender whether that is right"
            )
        if self.contract.format == "fixed_width" and rows == faults:
            where = f"{self.contract.place}, version {self.version}"
            widths = " or ".join(map(str, self._layout.widths))
            why = f"none of its {rows} lines is {widths} characters wide, as {where} says"
            raise refusal(self.path.name, why, "ask the sender for the agreed file, or correct `columns` there")


def load_faults(connection: duckdb.DuckDBPyConnection, part: Part) -> bool:
    """Create the table faults for a part; False when it has none."""
    if not part.fault_rows:
        return False
    connection.execute(
        "create or replace temp table faults as select unnest($rows) as _row_number, unnest($kinds) as _fault, "
        "unnest($lines) as _raw_line",
        {"rows": part.fault_rows, "kinds": part.fault_kinds, "lines": part.fault_lines},
    )
    return True


def part_events(connection: duckdb.DuckDBPyConnection, facts: sql.Facts, part: Part) -> str:
    """The event rows of a part, as a select for this connection."""
    return sql.event_rows(facts, sql.csv_rows(facts, part.path, part.rows_before), load_faults(connection, part))


def with_offsets(events: str, facts: sql.Facts, offset: str) -> str:
    """Select the columns of a segment in their order; `offset` is an SQL expression."""
    columns = ", ".join(quote(name) for name in facts.segment_columns if name != "_offset")
    return f"select cast({offset} as bigint) as _offset, {columns} from ({events})"


def write_part(facts: sql.Facts, part: Part, head: int, target: Path) -> int:
    """Write a part's events as a segment file with offsets head + row number - 1; return the number of events."""
    with duckdb.connect(config={"threads": 1}) as connection:
        select = with_offsets(part_events(connection, facts, part), facts, f"{head - 1} + _row_number")
        return copied(connection, select, target, facts)


def write_parquet(facts: sql.Facts, source: ParquetFile, head: int, target: Path) -> int:
    """Write the events of a Parquet feed file; return their number."""
    with duckdb.connect() as connection:
        rows = sql.event_rows(facts, source.rows(facts.payload), faults=False)
        return copied(connection, with_offsets(rows, facts, f"{head - 1} + _row_number"), target, facts)


def copied(connection: duckdb.DuckDBPyConnection, select: str, target: Path, facts: sql.Facts) -> int:
    """Write a select as a segment file and return the number of its rows."""
    with reading(facts.file_name):
        found = connection.execute(sql.copy_to(select, target)).fetchone()
    return int(found[0]) if found else 0


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn an error of DuckDB while it works on the file `name` into a refusal."""
    try:
        yield
    except duckdb.Error as error:
        reason = str(error).split("\n", maxsplit=1)[0].removesuffix(".")
        why = f"its rows could not be turned into events ({reason})"
        raise refusal(name, why, "ask for it again, or free disk or memory when that is the reason") from error


def latest_file_date(paths: list[Path]) -> dt.date | None:
    """The greatest _file_date of segment files."""
    with duckdb.connect() as connection:
        files = f"[{', '.join(literal(str(path)) for path in paths)}]"
        found = connection.execute(f"select max(_file_date) from read_parquet({files})").fetchone()
    return found[0] if found else None
