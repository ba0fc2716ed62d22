"""A JSON feed file: its records become rows of text, as those of a CSV file are.

Names may be absent from single records; a name that no record has is missing as a column of a header would be. A value
that is an object or an array stays JSON text, for the mapping to take apart.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from mesh.contracts import FeedContract
from mesh.events.header import check_header
from mesh.events.jsontext import Faulty, Record, as_text, records
from mesh.events.parts import PART_BYTES, Part
from mesh.events.records import MAX_RAW_CHARACTERS, MAX_RECORD_BYTES
from mesh.events.refusal import refusal
from mesh.events.stream import fitting_encoding, text_blocks


class JsonFile:
    """A JSON feed file, read once to learn its names, and again for its rows.

    `columns` are the contract's names in the order of their first occurrence, `version` is that of their layout. Raises
    RefusedError for a document that is broken, or that lacks a column or has an unknown one.
    """

    def __init__(self, path: Path, contract: FeedContract) -> None:
        self.path = path
        self.contract = contract
        self._encoding = fitting_encoding(path, contract.encoding, contract.format)
        names: dict[str, None] = {}
        faults = rows = 0
        for record in self._records():
            rows += 1
            if isinstance(record, Faulty):
                faults += 1
            else:
                names.update(dict.fromkeys(record))
        if rows == faults:
            why = f"none of its {rows} rows is a JSON object" if rows else "it holds no record"
            raise refusal(path.name, why, "ask the sender whether that is right")
        self._names = list(names)
        self.columns, self.version = check_header(self._names, contract, path)

    def _records(self) -> Iterator[Record | Faulty]:
        blocks = text_blocks(self.path, self._encoding, self.contract.format)
        return records(self.path, self.contract, blocks)

    def parts(self, folder: Path) -> Iterator[Part]:
        """Write the rows into `folder` as CSV without a header, part by part."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\n")
        part: Part | None = None
        for number, record in enumerate(self._records(), start=1):
            if part is None:
                part = Part(folder / f"part-{number}.txt", rows_before=number - 1)
            part.rows += 1
            row = record if isinstance(record, Faulty) else self._row(record)
            if isinstance(row, Faulty):
                part.fault_rows.append(number)
                part.fault_kinds.append(row.kind)
                part.fault_lines.append(_shown(row.text))
                row = [""] * len(self._names)
            writer.writerow(row)
            if buffer.tell() >= PART_BYTES:
                yield _written(part, buffer)
                part = None
        if part is not None:
            yield _written(part, buffer)

    def _row(self, record: Record) -> list[str] | Faulty:
        row = [as_text(record.get(name)) for name in self._names]
        whole = "".join(row)
        if "\0" in whole:
            return Faulty("nul_byte", whole)
        try:
            oversized = len(whole.encode("utf-8")) > MAX_RECORD_BYTES
        except UnicodeEncodeError:
            return Faulty("half_character", whole)
        return Faulty("oversized_row", whole) if oversized else row


def _shown(text: str) -> str:
    """The text of a faulty row, shortened, with a visible sign for what text cannot hold."""
    visible = text[:MAX_RAW_CHARACTERS].replace("\0", "\N{REPLACEMENT CHARACTER}")
    return visible.encode("utf-8", "replace").decode("utf-8")


def _written(part: Part, buffer: io.StringIO) -> Part:
    part.path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    buffer.seek(0)
    buffer.truncate()
    return part
