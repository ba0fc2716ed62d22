"""The header of a delimited feed file, checked by name against the contract."""

import csv
import difflib
from collections import Counter
from pathlib import Path

from mesh.contracts import FeedContract
from mesh.events.refusal import refusal

_DELIMITERS = {"csv": ",", "pipe": "|"}
_OTHERS = ",|;\t"


def delimiter(contract: FeedContract) -> str:
    """The character between the fields of a csv or pipe feed."""
    return _DELIMITERS[contract.format]


def split_header(line: str, separator: str) -> list[str]:
    """Column names of a header line: unquoted, without white space (also no-break spaces) around them."""
    fields = next(csv.reader([line], delimiter=separator), [])
    return [field.strip() for field in fields]


def check_header(names: list[str], contract: FeedContract, path: Path, line: str = "") -> None:
    """Raise RefusedError unless the names hold all required columns, no unknown one and none twice. Any order is right.

    `line` is the header as it was sent, used to tell a file with another delimiter.
    """
    where = f"in the header; see {contract.path.name} in domains/{contract.domain}/feeds"
    known = contract.column_names
    if line and not set(names) & set(known):
        fitting = [mark for mark in _OTHERS if set(split_header(line, mark)) & set(known)]
        if fitting and contract.format in _DELIMITERS and fitting[0] != delimiter(contract):
            mark = {"\t": "a tab"}.get(fitting[0], repr(fitting[0]))
            why = f"its fields are separated by {mark}, the contract says {contract.format}"
            raise refusal(path.name, why, "correct `format` in the contract or ask for the agreed file")
        why = (
            f"its first line holds none of the columns of {contract.topic}, so the header is missing or of another feed"
        )
        raise refusal(path.name, why, "send it with its header, or name the right feed with --feed")
    doubled = [name for name, count in Counter(names).items() if count > 1]
    if doubled:
        raise refusal(path.name, f"the column {doubled[0]!r} appears twice {where}", "ask the sender to correct it")
    missing = [name for name in contract.required_names if name not in names]
    unknown = [name for name in names if name not in known]
    if missing:
        raise refusal(path.name, _missing(missing, unknown, contract) + f" {where}", "ask the sender to correct it")
    if unknown:
        listed = ", ".join(map(repr, unknown))
        why = f"the column{'s' * (len(unknown) > 1)} {listed} {'are' if len(unknown) > 1 else 'is'} unknown {where}"
        raise refusal(path.name, why, "ask the sender to drop it, or add it to optional_columns of the contract")


def _missing(missing: list[str], unknown: list[str], contract: FeedContract) -> str:
    keys = [name for name in missing if name in contract.key]
    first = (keys or missing)[0]
    kind = "the key column" if keys else "the column"
    others = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
    folded = {name.lower(): name for name in unknown}
    close = difflib.get_close_matches(first.lower(), folded, n=1, cutoff=0.6)
    renamed = f", perhaps renamed to {folded[close[0]]!r}," if close else ""
    return f"{kind} {first!r}{others} is missing{renamed}"
