"""Parquet feed files: their columns, checked against the contract, and their values as text.

Text is the same for the same value, whatever wrote the file: ISO dates, times in UTC, and numbers in plain digits
(12345 and not 12345.0, 0.00001 and not 1e-05), as a text file would have them.
"""

from pathlib import Path

import duckdb

from mesh.contracts import FeedContract, literal, quote
from mesh.events.header import check_header
from mesh.events.refusal import refusal

_ASK = "ask the sender for the file again"
_MAGIC = b"PAR1"
_ROW_NUMBER = "file_row_number"

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_FLOATS = ("FLOAT", "DOUBLE")
# Types of DuckDB that hold what a declared type says.
_HOLDERS: dict[str, tuple[str, ...]] = {
    "text": ("VARCHAR", "UUID", "ENUM"),
    "integer": _INTEGERS,
    "number": (*_INTEGERS, *_FLOATS, "DECIMAL"),
    "date": ("DATE",),
    "timestamp": ("TIMESTAMP",),
    "boolean": ("BOOLEAN",),
}


def is_parquet(path: Path) -> bool:
    """Whether the file begins like a Parquet file."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


class ParquetFile:
    """A Parquet feed file, opened and its columns checked.

    `columns` are the contract's names in the order of the file, `version` is that of its layout. Raises RefusedError
    unless it is a whole Parquet file with the contract's flat columns in the declared types.
    """

    def __init__(self, path: Path, contract: FeedContract) -> None:
        self.path = path
        if path.stat().st_size == 0:
            raise refusal(path.name, "it is empty (0 bytes)", _ASK)
        if not is_parquet(path):
            raise refusal(path.name, "it is not a Parquet file, the contract says parquet", _ASK)
        try:
            with duckdb.connect() as connection:
                described = connection.execute(f"describe select * from {self._source}").fetchall()
                (rows,) = connection.execute(f"select count(*) from {self._source}").fetchall()[0]
        except duckdb.Error as error:
            raise refusal(path.name, "the Parquet file is truncated or damaged", _ASK) from error
        kinds = {row[0]: str(row[1]) for row in described if row[0] != _ROW_NUMBER}
        self.columns, self.version = check_header(list(kinds), contract, path)
        self._sent = dict(zip(self.columns, kinds.items(), strict=True))
        self._check_types(contract)
        if rows == 0:
            raise refusal(path.name, "it has columns but not a single row", "ask the sender whether that is right")

    @property
    def _source(self) -> str:
        return f"read_parquet({literal(str(self.path))}, {_ROW_NUMBER} = true, binary_as_string = true)"

    def _check_types(self, contract: FeedContract) -> None:
        for name, (sent, kind) in self._sent.items():
            if kind.startswith(("STRUCT", "MAP", "UNION")) or kind.endswith("]"):
                raise refusal(self.path.name, f"the column {sent!r} is nested", "ask the sender for flat columns")
            declared = contract.types[name]
            if declared is not None and not kind.startswith(_HOLDERS[declared]):
                why = f"the column {sent!r} holds {kind}, {contract.place}, version {self.version} says {declared}"
                raise refusal(self.path.name, why, "ask the sender to correct it, or correct `type` in the contract")

    def rows(self, payload: list[str]) -> str:
        """Select _row_number and the payload columns as text."""
        texts = (f"nullif({_text(*self._sent[name])}, '') as {quote(name)}" for name in payload)
        return f"select {_ROW_NUMBER} + 1 as _row_number, {', '.join(texts)} from {self._source}"


def _text(sent: str, kind: str) -> str:
    """A column's value as text."""
    column = quote(sent)
    if kind == "TIMESTAMP WITH TIME ZONE":  # shown in the session's time zone when it is cast
        return f"cast(make_timestamp(epoch_us({column})) as varchar) || '+00'"
    text = f"cast({column} as varchar)"
    if kind not in _FLOATS:
        return text
    # A whole number has no decimal point, the exponent of a small one is written out. Numbers beyond decimal(38) keep
    # theirs, and so do nan and inf: staging then says that they are no numbers.
    return (
        f"case when not isfinite({column}) then {text} "
        f"when {column} = trunc({column}) and abs({column}) < 1e38 then cast(try_cast({column} as hugeint) as varchar) "
        f"when contains({text}, 'e') and abs({column}) < 1 and abs({column}) >= 1e-20 "
        f"then rtrim(cast(try_cast({text} as decimal(38, 36)) as varchar), '0') else {text} end"
    )
