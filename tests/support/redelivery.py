"""The same feed files, sent differently: rows shuffled, some of them twice, each file split into batches.

Works on the bytes of a file, so that malformed rows travel like all others. Snapshot feeds are shuffled only: a
snapshot says by absence that a key is gone, so a part of one is another statement.
"""

import datetime as dt
import gzip
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from mesh.contracts import FeedContract
from mesh.events.parquet import is_parquet

_GZIP = b"\x1f\x8b"
# A quote that never closes is a malformed row and does not swallow the rows below it.
_LINES_PER_RECORD = 20


@dataclass(frozen=True)
class Delivery:
    """One file with its feed; without a `date`, ingest finds out both the feed and the date itself."""

    path: Path
    contract: FeedContract
    date: dt.date | None = None


@dataclass(frozen=True)
class Redelivery:
    """How to send the files again; `duplicated` is the share of rows that come twice."""

    batches: int
    duplicated: float
    seed: int


def redeliver(files: Sequence[Delivery], folder: Path, how: Redelivery) -> list[list[Delivery]]:
    """Write the files of a delivery to `folder` as batches, each a list of files.

    The parts of a file keep its name, in folders of their own. Snapshots of a feed stay in the order given, spread
    over the batches.
    """
    rng = random.Random(how.seed)  # noqa: S311 - a reproducible choice, no secret
    batches: list[list[Delivery]] = [[] for _ in range(how.batches)]
    snapshots: dict[str, list[Delivery]] = {}
    for number, sent in enumerate(files):
        records = Records(sent.path, sent.contract)
        if sent.contract.mode == "snapshot":
            (order,) = _deal(records.rows, Redelivery(1, 0.0, how.seed), rng)
            again = _written(records, sent, folder / f"{number}", order)
            snapshots.setdefault(sent.contract.topic, []).append(again)
            continue
        for place, order in enumerate(_deal(records.rows, how, rng)):
            if order:
                batches[place].append(_written(records, sent, folder / f"{number}-{place}", order))
    for in_order in snapshots.values():
        for number, snapshot in enumerate(in_order):
            batches[number * how.batches // len(in_order)].append(snapshot)
    return batches


def _written(records: "Records", sent: Delivery, folder: Path, order: Sequence[int]) -> Delivery:
    folder.mkdir(parents=True)
    return Delivery(records.write(folder / sent.path.name, order), sent.contract, sent.date)


def _deal(rows: int, how: Redelivery, rng: random.Random) -> list[list[int]]:
    """Row numbers for every batch: each row once in one of them, a share of the rows once more anywhere."""
    dealt: list[list[int]] = [[] for _ in range(how.batches)]
    twice = rng.sample(range(rows), round(rows * how.duplicated))
    for row in [*range(rows), *twice]:
        dealt[rng.randrange(how.batches)].append(row)
    for batch in dealt:
        rng.shuffle(batch)
    return dealt


class Records:
    """The rows of a feed file, to be written in any choice and order with what belongs around them."""

    def __init__(self, path: Path, contract: FeedContract) -> None:
        self.rows: int
        self.write: Callable[[Path, Sequence[int]], Path]
        if is_parquet(path):
            table = pq.read_table(path)
            self.rows = table.num_rows
            self.write = lambda target, order: _write_parquet(table, target, order)
        else:
            content = path.read_bytes()
            packed = content.startswith(_GZIP)
            text = gzip.decompress(content) if packed else content
            lines = _json_lines(text, contract) if contract.format == "json" else text.splitlines(keepends=True)
            if not lines[-1].endswith(b"\n"):
                lines[-1] += b"\n"
            has_header = contract.format in ("csv", "pipe")
            header = [lines.pop(0)] if has_header else []
            records = _joined(lines) if has_header else lines
            self.rows = len(records)
            self.write = lambda target, order: _write_lines(header, records, packed, target, order)


def _json_lines(text: bytes, contract: FeedContract) -> list[bytes]:
    """The records of a JSON file, one per line, which is what some senders send anyhow."""
    lines = text.splitlines(keepends=True)
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        return lines
    for name in contract.records.split(".") if contract.records else ():
        document = document.get(name) if isinstance(document, dict) else None
    return [json.dumps(record).encode() + b"\n" for record in document] if isinstance(document, list) else lines


def _joined(lines: list[bytes]) -> list[bytes]:
    """Records: a line whose quotes do not pair up goes together with those up to the next such line."""
    records: list[bytes] = []
    number = 0
    while number < len(lines):
        end = number + 1
        if lines[number].count(b'"') % 2:
            odd = (later for later in range(end, number + _LINES_PER_RECORD) if later < len(lines))
            end = next((later + 1 for later in odd if lines[later].count(b'"') % 2), end)
        records.append(b"".join(lines[number:end]))
        number = end
    return records


def _write_parquet(table: pa.Table, target: Path, order: Sequence[int]) -> Path:
    pq.write_table(table.take(pa.array(order, pa.int64())), target)
    return target


def _write_lines(header: list[bytes], lines: list[bytes], packed: bool, target: Path, order: Sequence[int]) -> Path:
    content = b"".join([*header, *(lines[row] for row in order)])
    target.write_bytes(gzip.compress(content) if packed else content)
    return target
