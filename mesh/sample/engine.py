"""The in-memory database that computes the population: arguments, code lists and the SQL steps in their order."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from mesh.sample.feeds import Feed
from mesh.sample.options import LARGE_POPULATION, SampleOptions

HERE = Path(__file__).resolve().parent
SQL_DIR = HERE / "sql"
REFERENCE_DIR = HERE / "reference"

# Codes that look like numbers.
TEXT_COLUMNS = frozenset(("bill_type", "code", "companion", "drg_code", "hcpcs_code", "ndc"))
TEXT_COLUMNS |= {"place_of_service", "revenue_center_code", "strength_number", "zip3"}
# Numbers of the steps: people, visits and stays first; then claims beside fills and the stock that they move.
PEOPLE, CLAIMS, STOCK = range(1, 22), range(22, 30), range(30, 100)
TYPES = {int: "bigint", float: "double", dt.date: "date"}


def connect(options: SampleOptions, work_dir: Path) -> duckdb.DuckDBPyConnection:
    """Open the working database with the code lists as ref_<name> tables, and a first session on it.

    Populations too large for the memory get a database file in `work_dir`, which the caller deletes.
    """
    large = options.members > LARGE_POPULATION
    con = duckdb.connect(str(work_dir / "work.duckdb") if large else ":memory:")
    con.execute("set preserve_insertion_order = true")
    con.execute("set temp_directory = ?", [str(work_dir / "spill")])
    for path in sorted(REFERENCE_DIR.glob("*.csv")):
        _load_reference(con, path)
    con.execute((SQL_DIR / "slots.sql").read_text(encoding="utf-8"))
    return session(con, options)


def session(con: duckdb.DuckDBPyConnection, options: SampleOptions) -> duckdb.DuckDBPyConnection:
    """Give a connection the arguments and code lists as variables, which connections do not share."""
    for name, value in options.variables().items():
        con.execute(f"set variable {name} = cast(? as {TYPES[type(value)]})", [value])
    con.execute((SQL_DIR / "lists.sql").read_text(encoding="utf-8"))
    return con


def _load_reference(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    types: dict[str, Any] = {name: "VARCHAR" for name in header if name in TEXT_COLUMNS}
    rows = con.read_csv(str(path), header=True, dtype=types or None)
    con.register("reference_rows", rows)
    con.execute(f"create table ref_{path.stem} as select row_number() over () as id, * from reference_rows")
    con.unregister("reference_rows")


def steps(numbers: range) -> list[Path]:
    """The SQL files of these numbers in the order in which they run."""
    return [path for path in sorted(SQL_DIR.glob("[0-9][0-9]_*.sql")) if int(path.stem[:2]) in numbers]


def run(con: duckdb.DuckDBPyConnection, numbers: range) -> Iterator[str]:
    """Compute a part of the population step by step, yielding the name of each step when it is done."""
    for path in steps(numbers):
        con.execute(path.read_text(encoding="utf-8"))
        yield path.stem


def feed_query(feed: Feed, source: str) -> str:
    """The select of a feed's columns over `source`, a relation with the columns of the feed's source view."""
    query = (SQL_DIR / "feeds" / f"{feed.template}.sql").read_text(encoding="utf-8").replace("{source}", source)
    return f"select * exclude ({', '.join(feed.without)}) from ({query})" if feed.without else query
