"""The schema of a Parquet feed file, checked against the contract."""

from pathlib import Path

import duckdb

from mesh.contracts import FeedContract, literal
from mesh.events.header import check_header
from mesh.events.refusal import refusal

_ASK = "ask the sender for the file again"
_MAGIC = b"PAR1"


def parquet_columns(path: Path, contract: FeedContract) -> tuple[str, ...]:
    """Names of the columns. Raises RefusedError unless it is a whole Parquet file with the contract's flat columns."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise refusal(path.name, "it is empty (0 bytes)", _ASK)
    if start != _MAGIC:
        raise refusal(path.name, "it is not a Parquet file, the contract says parquet", _ASK)
    try:
        with duckdb.connect() as connection:
            source = f"read_parquet({literal(str(path))})"
            described = connection.execute(f"describe select * from {source}").fetchall()
            (rows,) = connection.execute(f"select count(*) from {source}").fetchall()[0]
    except duckdb.Error as error:
        raise refusal(path.name, "the Parquet file is truncated or damaged", _ASK) from error
    check_header([row[0] for row in described], contract, path)
    nested = [row[0] for row in described if row[1].startswith(("STRUCT", "MAP", "UNION")) or row[1].endswith("]")]
    if nested:
        raise refusal(path.name, f"the column {nested[0]!r} is nested", "ask the sender for flat columns")
    if rows == 0:
        raise refusal(path.name, "it has columns but not a single row", "ask the sender whether that is right")
    return tuple(row[0] for row in described)
