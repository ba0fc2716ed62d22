"""The FDA's shortage lists read row by row: slow, obvious, and without the mesh."""

import csv
import gzip
import io
import re
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

# A code in a text, with no digit more on either side.
NDC = re.compile(r"(?<!\d)\d{4,5}-\d{3,4}-\d{1,2}(?!\d)")
# Columns that say something about a package; the others are links, notes of the web page and the type of the update.
FACTS = [
    *(
        "Generic Name",
        "Company Name",
        "Contact Info",
        "Presentation",
        "Availability Information",
        "Related Information",
    ),
    *("Resolved Note", "Reason for Shortage", "Therapeutic Category", "Status", "Date of Update", "Change Date"),
    *("Date Discontinued", "Initial Posting Date"),
]
# What makes a row another row.
ROW = [*FACTS, "Type of Update"]
WORST_FIRST = {"current": 1, "to be discontinued": 2, "resolved": 4}

Row = dict[str, str]
# Packages on a list, and those that are new, changed and gone since the list before it.
Changes = tuple[int, int, int, int]


def read(path: Path) -> list[list[str]]:
    """The header and the rows of a list, as sent."""
    text = gzip.decompress(path.read_bytes()).decode("windows-1252")
    return list(csv.reader(io.StringIO(text, newline="")))


def words(text: str) -> str:
    """The text without white space around and in excess, no-break spaces too."""
    return " ".join(text.split())


def packages(path: Path) -> dict[str, list[Row]]:
    """The rows of a list by the codes that they name."""
    header, *lines = read(path)
    found: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        row = {words(name): words(value) for name, value in zip(header, line, strict=True)}
        row["Status"] = row["Status"].lower()
        for ndc in set(NDC.findall(row["Presentation"])):
            found[ndc].append(row)
    return found


def what_counts(listed: list[Row]) -> tuple[object, ...]:
    """What the list says about a package: the worst row, the newest of several, and how many rows there are."""

    def urgency(row: Row) -> tuple[object, ...]:
        updated = datetime.strptime(row["Date of Update"] or "1/1/1900", "%m/%d/%Y").toordinal()
        return WORST_FIRST.get(row["Status"], 3), -updated, row["Presentation"], row["Generic Name"]

    worst = min(listed, key=urgency)
    return *(worst[name] for name in FACTS), len({tuple(row[name] for name in ROW) for row in listed})


def changes_counted(files: dict[date, Path]) -> dict[date, Changes]:
    """What changed with every list, in the order of the lists."""
    before: dict[str, tuple[object, ...]] = {}
    changes = {}
    for day, path in files.items():
        now = {ndc: what_counts(listed) for ndc, listed in packages(path).items()}
        changed = sum(now[ndc] != before[ndc] for ndc in now.keys() & before.keys())
        changes[day] = (len(now), len(now.keys() - before.keys()), changed, len(before.keys() - now.keys()))
        before = now
    return changes
