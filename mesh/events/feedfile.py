"""Opening a feed file in the form that its contract and its content have."""

from pathlib import Path

from mesh.contracts import FeedContract
from mesh.events.jsonfile import JsonFile
from mesh.events.parquet import ParquetFile, is_parquet
from mesh.events.parts import TextFile

RowFile = TextFile | JsonFile
FeedFile = RowFile | ParquetFile


def open_file(path: Path, contract: FeedContract) -> FeedFile:
    """Open a feed file. Columns of a csv or pipe feed may also come as Parquet, which is recognised by content."""
    if contract.format == "json":
        return JsonFile(path, contract)
    if contract.format == "parquet" or (contract.format != "fixed_width" and is_parquet(path)):
        return ParquetFile(path, contract)
    return TextFile(path, contract)
