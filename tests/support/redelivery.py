"""The same feed files, sent differently: rows shuffled, some of them twice, each file split into batches.

Works on the bytes of a file, so that malformed rows travel like all others. Snapshot feeds are shuffled only: a
snapshot says by absence that a key is gone, so a part of one is another statement.
"""

import gzip
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from mesh.contracts import FeedContract

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Redelivery:
    """How to send the files again; `duplicated` is the share of rows that come twice."""

    batches: int
    duplicated: float
    seed: int


def redeliver(files: Mapping[Path, FeedContract], folder: Path, how: Redelivery) -> list[list[Path]]:
    """Write the files of a delivery to `folder` as batches, each a list of files in a random order.

    Snapshots are all in the first list, in the order of their names, which is the order of their dates.
    """
    rng = random.Random(how.seed)  # noqa: S311 - a reproducible choice, no secret
    snapshots: list[Path] = []
    batches: list[list[Path]] = [[] for _ in range(how.batches)]
    for path, contract in sorted(files.items()):
        parts = _Parts(path, contract)
        if contract.mode == "snapshot":
            (order,) = _deal(parts.rows, Redelivery(1, 0.0, how.seed), rng)
            snapshots.append(parts.write(folder / path.name, order))
            continue
        for number, order in enumerate(_deal(parts.rows, how, rng)):
            if order:
                stem, dot, suffixes = path.name.partition(".")
                batches[number].append(parts.write(folder / f"{stem}_{number + 1}{dot}{suffixes}", order))
    for batch in batches:
        rng.shuffle(batch)
    rng.shuffle(batches)
    return [[*snapshots, *batches[0]], *batches[1:]]


def _deal(rows: int, how: Redelivery, rng: random.Random) -> list[list[int]]:
    """Row numbers for every batch: each row once in one of them, a share of the rows once more anywhere."""
    dealt: list[list[int]] = [[] for _ in range(how.batches)]
    twice = rng.sample(range(rows), round(rows * how.duplicated))
    for row in [*range(rows), *twice]:
        dealt[rng.randrange(how.batches)].append(row)
    for batch in dealt:
        rng.shuffle(batch)
    return dealt


class _Parts:
    """The rows of a feed file, to be written in any choice and order with what belongs around them."""

    def __init__(self, path: Path, contract: FeedContract) -> None:
        self.rows: int
        self.write: Callable[[Path, Sequence[int]], Path]
        if contract.format == "parquet":
            table = pq.read_table(path)
            self.rows = table.num_rows
            self.write = lambda target, order: _write_parquet(table, target, order)
        else:
            content = path.read_bytes()
            packed = content.startswith(_GZIP)
            lines = (gzip.decompress(content) if packed else content).splitlines(keepends=True)
            header = [] if contract.format == "fixed_width" else [lines.pop(0)]
            assert not any(line.count(b'"') % 2 for line in lines), f"{path.name} has a line break inside quotes"
            self.rows = len(lines)
            self.write = lambda target, order: _write_lines(header, lines, packed, target, order)


def _write_parquet(table: pa.Table, target: Path, order: Sequence[int]) -> Path:
    pq.write_table(table.take(pa.array(order, pa.int64())), target)
    return target


def _write_lines(header: list[bytes], lines: list[bytes], packed: bool, target: Path, order: Sequence[int]) -> Path:
    content = b"".join([*header, *(lines[row] for row in order)])
    target.write_bytes(gzip.compress(content) if packed else content)
    return target
