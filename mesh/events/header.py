"""The header of a feed file, checked by name against the contract.

Names are compared without regard to case and white space; a name from the contract's aliases counts as the column it
stands for. What remains must be one of the contract's layouts, whole.
"""

import csv
import difflib
from collections import Counter
from pathlib import Path

from mesh.contracts import FeedContract, Form, folded
from mesh.events.refusal import RefusedError, refusal

_DELIMITERS = {"csv": ",", "pipe": "|", "json": ","}
_OTHERS = ",|;\t"
_ASK = "ask the sender to correct it"


def delimiter(contract: FeedContract) -> str:
    """The character between the fields of a csv or pipe feed, and of the rows that are made of JSON."""
    return _DELIMITERS[contract.format]


def split_header(line: str, separator: str) -> list[str]:
    """Column names of a header line: unquoted, without white space (also no-break spaces) around them."""
    fields = next(csv.reader([line], delimiter=separator), [])
    return [field.strip() for field in fields]


def fitting_form(contract: FeedContract, names: list[str]) -> Form | None:
    """The layout that a file with these column names has, or None when it has none of the contract's."""
    found = [contract.canonical(name) for name in names]
    known = {name for name in found if name is not None}
    whole = len(known) == len(names)
    return next((form for form in contract.forms if whole and form.fits(known)), None)


def check_header(names: list[str], contract: FeedContract, path: Path, line: str = "") -> tuple[tuple[str, ...], int]:
    """The contract's names of a file's columns, in the order of the file, and the version of its layout.

    Raises RefusedError unless the file has all columns of a layout, no unknown one and none twice. Any order is right.
    `line` is the header as it was sent, used to tell a file with another delimiter.
    """
    form = fitting_form(contract, names)
    if form is None:
        raise _fault(names, contract, path, line)
    return tuple(name for name in map(contract.canonical, names) if name is not None), form.version


def _fault(names: list[str], contract: FeedContract, path: Path, line: str) -> RefusedError:
    """What is wrong with the names, told against the layout that they are closest to."""
    found = {name: contract.canonical(name) for name in names}
    known = {name for name in found.values() if name is not None}
    if line and not known:
        return _no_header(contract, path, line)
    counted = Counter(contract.canonical(name) or folded(name) for name in names)
    form = min(contract.forms, key=lambda form: len(known ^ {*form.required, *form.optional} - set(form.optional)))
    where = f"{contract.place}, version {form.version}"
    if "" in names:
        why = f"column {names.index('') + 1} of its header has no name ({where})"
        return refusal(path.name, why, "ask the sender to name it, or to drop it when it is empty")
    if doubled := [name for name, count in counted.items() if count > 1]:
        return refusal(path.name, f"the column {doubled[0]!r} appears twice in its header ({where})", _ASK)
    unknown = [name for name, own in found.items() if own not in {*form.required, *form.optional}]
    if missing := form.missing(known):
        return _missing(missing, unknown, contract, path, where)
    listed = ", ".join(map(repr, unknown))
    why = f"the column{'s' * (len(unknown) > 1)} {listed} {'are' if len(unknown) > 1 else 'is'} unknown to {where}"
    return refusal(path.name, why, "ask the sender to drop it, or add it there to optional_columns or to a layout")


def _no_header(contract: FeedContract, path: Path, line: str) -> RefusedError:
    """Why a first line has none of the columns: another delimiter, or no header at all."""
    separators = [mark for mark in _OTHERS if any(map(contract.canonical, split_header(line, mark)))]
    if separators and separators[0] != delimiter(contract):
        mark = {"\t": "a tab"}.get(separators[0], repr(separators[0]))
        why = f"its fields are separated by {mark}, {contract.place}, version {contract.version} says {contract.format}"
        return refusal(path.name, why, "correct `format` in the contract or ask for the agreed file")
    why = (
        f"its first line holds none of the columns of {contract.place}, version {contract.version}, so the header is "
        "missing or of another feed"
    )
    return refusal(path.name, why, "send it with its header, or name the right feed with --feed")


def _missing(missing: list[str], unknown: list[str], contract: FeedContract, path: Path, where: str) -> RefusedError:
    keys = [name for name in missing if name in contract.key]
    first = (keys or missing)[0]
    kind = "the key column" if keys else "the column"
    others = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
    close = difflib.get_close_matches(folded(first), {folded(name): name for name in unknown}, n=1, cutoff=0.6)
    if not close:
        why = f"{kind} {first!r}{others} of {where} is missing"
        return refusal(path.name, why, f"{_ASK}, or add a layout without it there when files may lack it")
    new = next(name for name in unknown if folded(name) == close[0])
    why = f"{kind} {first!r}{others} of {where} is missing, perhaps renamed to {new!r}"
    return refusal(path.name, why, f"add {new!r} to its aliases there when it is the same column, else {_ASK}")
