"""The date of a feed file, from its name or given by hand."""

import datetime as dt
import re
from pathlib import Path

from mesh.contracts import FeedContract
from mesh.events.refusal import refusal

# What a name_pattern may capture: a day, or a month or year, which stand for their first day.
_FORMATS = ("%Y%m%d", "%Y-%m-%d", "%Y_%m_%d", "%Y%m", "%Y-%m", "%Y")


def name_date(contract: FeedContract, path: Path) -> dt.date | None:
    """The date in the file's name, or None when the contract has no name_pattern or it finds no date."""
    pattern, written = contract.file_date.name_pattern, contract.file_date.name_format
    match = re.search(pattern, path.name) if pattern else None
    for layout in ((written,) if written else _FORMATS) if match else ():
        try:
            return dt.datetime.strptime(str(match and match[1]), layout).date()
        except ValueError:
            continue
    return None


def fixed_date(contract: FeedContract, path: Path, given: dt.date | None, today: dt.date) -> dt.date | None:
    """One date for all rows of the file, or None when each row has its own in a column.

    given: what --file-date says; it goes before the contract. Raises RefusedError when the name holds no date.
    """
    if given is not None:
        return given
    if contract.file_date.ingest:
        return today
    if contract.file_date.column is not None:
        return None
    found = name_date(contract, path)
    if found is None:
        why = f"its name holds no date that fits the pattern {contract.file_date.name_pattern!r} of {contract.topic}"
        raise refusal(path.name, why, "rename it or give the date with --file-date YYYY-MM-DD")
    return found
