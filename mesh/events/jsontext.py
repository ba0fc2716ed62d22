"""JSON documents as a stream of records, one block of text at a time.

Two forms are read: one object per line, where a line that is broken is a fault of its own, and one document with an
array of objects, at its top or at the place that the contract's `records` names, which is whole or refused.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from mesh.contracts import FeedContract
from mesh.events.records import MAX_LINE_BYTES, MAX_RECORD_BYTES
from mesh.events.refusal import RefusedError, refusal

Record = dict[str, Any]
_SPACE = " \t\n\r"
_NUMBER = "0123456789.eE+-"


@dataclass(frozen=True)
class Faulty:
    """A record that cannot be read: the kind of fault, and the text as it was sent."""

    kind: str
    text: str


class _RepeatedNameError(ValueError):
    """An object has a name twice: which value counts would be a guess."""


def _once(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise _RepeatedNameError
    return record


# Numbers keep the digits that were sent.
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=Decimal, parse_constant=str)


def records(path: Path, contract: FeedContract, blocks: Iterator[bytes]) -> Iterator[Record | Faulty]:
    """Yield the records of a JSON file. Raises RefusedError when it is no JSON document, or has no such array."""
    texts = (block.decode("utf-8") for block in blocks)
    start = next(texts, "").lstrip(_SPACE)
    while "\n" not in start and len(start) < MAX_RECORD_BYTES and (more := next(texts, "")):
        start = (start + more).lstrip(_SPACE)
    if _one_per_line(start, contract.records):
        return _lines(chain([start], texts))
    return _Document(path, contract, start, texts).records()


def _one_per_line(start: str, place: str | None) -> bool:
    """Whether one of the first two lines is a whole object, and not the document that holds the array."""
    for line in start.split("\n", maxsplit=2)[:2] if start.startswith("{") else ():
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        return isinstance(value, dict) and (place is None or place.split(".")[0] not in value)
    return False


def _lines(texts: Iterator[str]) -> Iterator[Record | Faulty]:
    rest = ""
    for text in chain(texts, ["\n"]):
        *lines, rest = (rest + text).split("\n")
        yield from (read_line(line) for line in lines if line.strip(_SPACE))


def read_line(line: str) -> Record | Faulty:
    """The object of a line."""
    if len(line.encode("utf-8")) > MAX_RECORD_BYTES:
        return Faulty("oversized_row", line)
    try:
        value = _DECODER.decode(line.strip(_SPACE))
    except _RepeatedNameError:
        return Faulty("repeated_name", line)
    except (ValueError, RecursionError):
        return Faulty("no_object", line)
    return value if isinstance(value, dict) else Faulty("no_object", line)


def as_text(value: Any) -> str:
    """A value as text: strings as they are, nothing for null, JSON for what is nested."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool | dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=float)
    if isinstance(value, float) and math.isfinite(value):
        value = Decimal(repr(value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class _Document:
    """One JSON document, of which a block or two are in memory at a time."""

    def __init__(self, path: Path, contract: FeedContract, start: str, texts: Iterator[str]) -> None:
        self._path = path
        self._place = contract.records
        self._text = start
        self._texts = texts
        self._at = 0
        self._found = False

    def records(self) -> Iterator[Record | Faulty]:
        """Yield the elements of the array."""
        inside = self._peek()
        if inside == "[" and self._place is None:
            yield from self._array()
        elif inside == "{" and self._place is not None:
            yield from self._object(self._place.split("."))
        if not self._found:
            where = f"at {self._place!r}" if self._place else "at its top"
            why = f"it is neither one JSON object per line nor a document with an array {where}"
            raise refusal(self._path.name, why, "correct `records` in the contract or ask for the agreed file")
        if self._peek():
            raise self._broken("there is text behind its end")

    def _array(self) -> Iterator[Record | Faulty]:
        self._found = True
        self._take("[")
        if self._peek() == "]":
            self._take("]")
            return
        while True:
            yield self._element()
            if self._take(",]") == "]":
                return

    def _object(self, place: list[str]) -> Iterator[Record | Faulty]:
        """Go through an object, passing over what does not lead to the array."""
        self._take("{")
        if self._peek() == "}":
            self._take("}")
            return
        while True:
            name, _ = self._value()
            self._take(":")
            opens = self._peek()
            if name == place[0] and opens == "[" and len(place) == 1:
                yield from self._array()
            elif name == place[0] and opens == "{" and len(place) > 1:
                yield from self._object(place[1:])
            else:
                self._value()
            if self._take(",}") == "}":
                return

    def _element(self) -> Record | Faulty:
        value, text = self._value()
        if len(text) > MAX_RECORD_BYTES:
            return Faulty("oversized_row", text)
        return value if isinstance(value, dict) else Faulty("no_object", text)

    def _value(self) -> tuple[Any, str]:
        """The next value and its text."""
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except _RepeatedNameError as error:
                raise self._broken("an object has a name twice") from error
            except (ValueError, RecursionError) as error:
                if self._more():
                    continue
                raise self._broken("a value is damaged or cut off") from error
            # The next block may go on with a number that was cut, also behind its point or exponent sign.
            if end + 3 > len(self._text) and not self._text[end:].strip(_NUMBER) and self._more():
                continue
            text, self._at = self._text[self._at : end], end
            return value, text

    def _take(self, expected: str) -> str:
        found = self._peek()
        if not found or found not in expected:
            raise self._broken(f"{' or '.join(map(repr, expected))} is missing")
        self._at += 1
        return found

    def _peek(self) -> str:
        """The next character that is no space; empty at the end of the file."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Put another block behind what is not yet read; False at the end of the file."""
        more = next(self._texts, "")
        if more:
            self._text, self._at = self._text[self._at :] + more, 0
        if len(self._text) > 2 * MAX_LINE_BYTES:
            raise self._broken(f"a value is damaged or larger than {MAX_LINE_BYTES >> 20} MB")
        return bool(more)

    def _broken(self, why: str) -> RefusedError:
        near = self._text[self._at : self._at + 40].replace("\n", " ")
        place = f", before {near!r}" if near else ", at its end"
        return refusal(self._path.name, f"it is no whole JSON document: {why}{place}", "ask the sender for it again")
