"""Messages as JSON lines, from a file or from a pipe as they come."""

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from mesh.events.jsontext import Faulty, Record, read_line
from mesh.events.messages import BATCH_ROWS
from mesh.events.refusal import refusal

_AT_ONCE = 1 << 20
_FAULTS = {
    "no_object": "it is no JSON object",
    "repeated_name": "it has a name twice",
    "oversized_row": "it is longer than 1 MB",
}

Numbered = tuple[int, bytes]
"""A line and its number, from 1."""


def file_batches(path: Path) -> Iterator[list[Numbered]]:
    """The lines of a file that are not blank, some thousands at a time."""
    with path.open("rb") as file:
        lines = ((number, line) for number, line in enumerate(file, start=1) if line.strip())
        while batch := list(islice(lines, BATCH_ROWS)):
            yield batch


def pipe_batches(pipe: BinaryIO) -> Iterator[list[Numbered]]:
    """The lines of a pipe as they come: all that wait are one batch, so that none waits for another."""
    rest, number = b"", 0
    while chunk := os.read(pipe.fileno(), _AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        batch = [(number + place, line) for place, line in enumerate(lines, start=1) if line.strip()]
        number += len(lines)
        if batch:
            yield batch
    if rest.strip():
        yield [(number + 1, rest)]


def parsed(lines: Sequence[Numbered], origin: str, place: str) -> tuple[list[Record], list[str]]:
    """The messages of lines, and what each is called ("line 7 of x.json").

    `place`: the contract, for sentences. Raises RefusedError for the first line that is no message.
    """
    names = [f"line {number} of {origin}" for number, _ in lines]
    return [_record(line, name, place) for (_, line), name in zip(lines, names, strict=True)], names


def _record(line: bytes, name: str, place: str) -> Record:
    try:
        record = read_line(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        why = f"column {error.start + 1} of the line is no UTF-8 ({place})"
        raise refusal(name, why, "write it as UTF-8 and publish it again") from error
    if isinstance(record, Faulty):
        raise refusal(name, f"{_FAULTS[record.kind]} ({place})", "correct it and publish it again")
    return record
