"""Rows made up from nothing but a feed's contract, for feeds of which no file is at hand.

They mean nothing, but they meet as real ones do: keys that come again on a later day with other values, blanks, codes
that nobody knows. Within a file every key is there once: which of two contradicting rows of one day counts is decided
by their place in the file, and that is what the tests change.
"""

import csv
import datetime as dt
import io
import json
import random
import re
from pathlib import Path

import duckdb

from mesh.contracts import FeedContract, quote
from mesh.events.header import delimiter
from tests.support.fixed_width import write_fixed_width

ROWS, KEYS = 60, 80
_FIRST_DAY = dt.date(2023, 1, 1)
_DAYS = 700
_BLANK = 0.1

_DAY = re.compile(r"date|_dt|^day|birth|death|expir|(^|_)(start|stop|from|thru)$", re.IGNORECASE)
_YEAR = re.compile(r"year", re.IGNORECASE)
_NUMBER = re.compile(r"amt|amount|price|cost|charge|paid|qty|quantity|unit|count|suply|supply|factor|tons|num$", re.I)
_SQL_TYPES = {"integer": "bigint", "number": "decimal(18, 2)", "date": "date", "timestamp": "timestamp"}


def made_up(contract: FeedContract, folder: Path, seed: int) -> Path:
    """Write a file of the contract's own layout; its name tells the feed to nobody but the caller."""
    rng = random.Random(f"{seed} {contract.topic}")  # noqa: S311 - a reproducible choice, no secret
    keys = rng.sample(range(KEYS), ROWS)
    rows = [{name: _value(name, contract, key, rng) for name in contract.required_names} for key in keys]
    if contract.format == "fixed_width":
        widths = {column.name: column.width or 0 for column in contract.columns}
        cut = [{name: value[: widths[name]] for name, value in row.items()} for row in rows]
        return write_fixed_width(folder / f"{contract.feed}.txt", contract, cut)
    if contract.format == "parquet":
        return _parquet(contract, rows, folder / f"{contract.feed}.parquet")
    if contract.format == "json":
        path = folder / f"{contract.feed}.jsonl"
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        return path
    text = io.StringIO()
    writer = csv.DictWriter(text, contract.required_names, delimiter=delimiter(contract), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / f"{contract.feed}.csv"
    path.write_bytes(text.getvalue().encode(contract.encoding[0]))
    return path


def _value(name: str, contract: FeedContract, key: int, rng: random.Random) -> str:
    if name in contract.key:
        return str(_FIRST_DAY + dt.timedelta(days=key)) if _DAY.search(name) else str(1000 + key)
    if rng.random() < _BLANK:
        return ""
    day = str(_FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS)))
    if _YEAR.search(name):
        return day[:4]
    if _DAY.search(name):
        return day
    if _NUMBER.search(name):
        return str(rng.randrange(1, 90))
    # An id of something else: not shared with another row of the file, which would say other things of it.
    return f"{rng.choice('ABC')}{key}"


def _parquet(contract: FeedContract, rows: list[dict[str, str]], path: Path) -> Path:
    names = contract.required_names
    kinds = {name: _SQL_TYPES.get(contract.types[name] or "", "varchar") for name in names}
    with duckdb.connect() as connection:
        connection.execute(f"create table made_up ({', '.join(f'{quote(name)} varchar' for name in names)})")
        values = [[row[name] or None for name in names] for row in rows]
        connection.executemany(f"insert into made_up values ({', '.join('?' * len(names))})", values)
        typed = ", ".join(f"try_cast({quote(name)} as {kind}) as {quote(name)}" for name, kind in kinds.items())
        connection.execute(f"copy (select {typed} from made_up) to '{path}' (format parquet)")
    return path
