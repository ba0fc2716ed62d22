"""Writes files of fixed-width feeds from records by column name, at the positions that the feed contract says."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from mesh.contracts import Column, FeedContract


def fixed_width(contract: FeedContract, records: Iterable[Mapping[str, str]]) -> bytes:
    """Lines as wide as the contract's columns, or as its optional ones where a record names one of them."""
    return "".join(f"{_line(contract, record)}\n" for record in records).encode()


def write_fixed_width(path: Path, contract: FeedContract, records: Iterable[Mapping[str, str]]) -> Path:
    """The same as a file."""
    path.write_bytes(fixed_width(contract, records))
    return path


def _line(contract: FeedContract, record: Mapping[str, str]) -> str:
    optional = [column for column in contract.optional_columns if column.name in record]
    columns = {column.name: column for column in (*contract.columns, *optional)}
    characters = [" "] * max(column.end for column in columns.values())
    for name, value in record.items():
        _place(characters, columns[name], value)
    return "".join(characters)


def _place(characters: list[str], column: Column, value: str) -> None:
    start = (column.start or 1) - 1
    width = column.end - start
    assert len(value) <= width, f"{value!r} does not fit {column.name}"
    characters[start : column.end] = value.ljust(width)
