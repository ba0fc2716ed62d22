"""Messages checked against the contract of their feed: each is whole and as agreed, or refused with its place."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from mesh.contracts import FeedContract
from mesh.events.header import check_header
from mesh.events.hot import Batch
from mesh.events.jsontext import as_text
from mesh.events.records import MAX_RECORD_BYTES
from mesh.events.refusal import RefusedError, refusal

Message = Mapping[str, Any]
BATCH_ROWS = 10_000
_NESTED = {dict, list, tuple}
_CORRECT = "correct it and publish it again"


class Checker:
    """Turns messages of one feed into batches.

    `version`: the layout that all messages have; without it, each message tells by its names which one it has.
    """

    def __init__(self, contract: FeedContract, version: int | None = None) -> None:
        known = sorted(form.version for form in contract.forms)
        if version is not None and version not in known:
            listed = ", ".join(map(str, known))
            raise RefusedError(
                f"The contract version {version} is unknown to {contract.place}, which knows {listed}: nothing was "
                "published; name one of these, or add a layout there."
            )
        self.contract = contract
        self.version = version
        self._nested = contract.format == "json"
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def batches(self, messages: Sequence[Message], event_type: str, places: Sequence[str] | None = None) -> list[Batch]:
        """All messages, in their order. `places` names them in sentences ("line 7 of x.json"), else they are counted.

        Raises RefusedError for the first message that breaks the contract.
        """
        plans = [self._plan(message, number, places) for number, message in enumerate(messages)]
        made: list[Batch] = []
        numbers = iter(range(len(messages)))
        for plan, run in groupby(numbers, key=plans.__getitem__):
            while chunk := list(islice(run, BATCH_ROWS)):
                rows = [plan.row(messages[number]) for number in chunk]
                made.append(Batch(event_type, plan.version, plan.columns, self._json(rows, chunk, places), len(rows)))
        return made

    def _plan(self, message: Message, number: int, places: Sequence[str] | None) -> "_Plan":
        try:
            plan = self._plans[tuple(message)]
        except (KeyError, TypeError):
            plan = self._new_plan(message, _place(number, places))
        if fault := plan.fault(message, self._nested):
            column, why = fault
            where = f"{self.contract.place}, version {plan.version}"
            raise refusal(_place(number, places), f"the column {column!r} of {where} {why}", _CORRECT)
        return plan

    def _new_plan(self, message: Message, place: str) -> "_Plan":
        if not isinstance(message, Mapping) or not all(isinstance(name, str) for name in message):
            where = f"{self.contract.place}, version {self.version or self.contract.version}"
            raise refusal(place, f"it is no JSON object, {where} wants one", _CORRECT)
        names, version = check_header(list(message), self.contract, Path(place))
        if self.version not in (None, version):
            why = f"its columns are those of version {version} of {self.contract.place}, not {self.version}"
            raise refusal(place, why, _CORRECT)
        plan = _Plan(self.contract, version, dict(zip(names, message, strict=True)))
        self._plans[tuple(message)] = plan
        return plan

    def _json(self, rows: list[list[str]], numbers: list[int], places: Sequence[str] | None) -> str:
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        if "\\u0000" in text or not _encodes(text) or len(text) > MAX_RECORD_BYTES:
            for row, number in zip(rows, numbers, strict=True):
                if why := _unfit("".join(row)):
                    where = f"{self.contract.place}, version {self.contract.version}"
                    raise refusal(_place(number, places), f"{why} ({where})", _CORRECT)
        return text


class _Plan:
    """How messages with the same names become rows: the columns in the contract's order, and their names as sent."""

    def __init__(self, contract: FeedContract, version: int, sent: Mapping[str, str]) -> None:
        self.version = version
        self.columns = tuple(name for name in contract.column_names if name in sent)
        self._sent = [sent[name] for name in self.columns]
        self._keys = [(name, sent[name]) for name in contract.key]
        types = ((name, contract.types[name]) for name in self.columns)
        self._typed = [(name, sent[name], declared) for name, declared in types if declared is not None]

    def row(self, message: Message) -> list[str]:
        """The values as text, in the order of the columns."""
        values = map(message.__getitem__, self._sent)
        return [value if type(value) is str and "\r" not in value else as_text(value) for value in values]

    def fault(self, message: Message, nested: bool) -> tuple[str, str] | None:
        """The first column whose value breaks the contract, and why."""
        for name, sent in self._keys:
            if message[sent] in (None, ""):
                return name, "is part of the key and empty"
        for name, sent, declared in self._typed:
            if message[sent] not in (None, "") and not _holds(message[sent], declared):
                return name, f"is {_shown(message[sent])}, it must be of type {declared}"
        if not nested and not _NESTED.isdisjoint(map(type, message.values())):
            for name, sent in zip(self.columns, self._sent, strict=True):
                if type(message[sent]) in _NESTED:
                    return name, "is nested, it must be one value"
        return None


def _holds(value: Any, declared: str) -> bool:
    """Whether a value is of the type, or text that says one."""
    if declared == "text":
        return isinstance(value, str)
    if declared == "boolean":
        return isinstance(value, bool) or value in ("true", "false")
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return False
    try:
        if declared in ("date", "timestamp"):
            day = isinstance(value, str) and dt.datetime.fromisoformat(value)
            return bool(day) and (declared == "timestamp" or len(str(value)) <= len("2024-01-01"))
        number = Decimal(str(value))
    except (ValueError, ArithmeticError):
        return False
    return number.is_finite() and (declared == "number" or number == number.to_integral_value())


def _unfit(text: str) -> str:
    """Why a row cannot be kept as text; empty when it can."""
    if "\0" in text:
        return "it holds a zero byte"
    if not _encodes(text):
        return "it holds half of a pair of escapes"
    return f"it is longer than {MAX_RECORD_BYTES >> 20} MB" if len(text.encode()) > MAX_RECORD_BYTES else ""


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _place(number: int, places: Sequence[str] | None) -> str:
    return places[number] if places else f"message {number + 1}"


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str) else json.dumps(value, default=str)[:80]
