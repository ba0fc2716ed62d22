"""Code lists say on every row what they are, how long they hold, where they come from and under which licence."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mesh.config import Settings
from mesh.governance.finding import Finding, sql_file, yaml_file
from mesh.manifest import Manifest, Node

COLUMNS = ("code", "system", "version", "valid_from", "valid_to", "source", "licence")
"""What every row of every seed says about itself. Other columns are what the list is about."""

BRING_YOUR_OWN = ("licensor", "switches_on")
"""What meta.bring_your_own of an empty list says: whose it is, and what works once it is filled."""


def seeds(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    """Every seed of every package is a code list; an empty one under seeds/byo/ waits for its licensee's rows."""
    given = _given_rows(manifest)
    for node in manifest.nodes.values():
        if node["resource_type"] == "seed":
            path = settings.root / sql_file(node)
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                yield from _columns(node, reader.fieldnames or ())
                yield from _rows(node, reader)
            yield from _bring_your_own(node, given)


def _columns(node: Node, names: Any) -> Iterator[Finding]:
    if missing := [name for name in COLUMNS if name not in names]:
        yield Finding(sql_file(node), f"has no column {missing[0]}: every row of a code list has {', '.join(COLUMNS)}.")
    types = node["config"].get("column_types") or {}
    if untyped := [name for name in names if name not in types]:
        yield Finding(yaml_file(node), f"{node['name']}.{untyped[0]} has no type: add it to config.column_types.")


def _rows(node: Node, rows: Iterator[Mapping[str, Any]]) -> Iterator[Finding]:
    """The first row of which a column of its own is blank, or whose days are none."""
    for number, row in enumerate(rows, start=1):
        blank = [name for name in COLUMNS if name in row and not (row[name] or "").strip()]
        if blank:
            yield Finding(sql_file(node), f"says no {blank[0]} in row {number}: fill it.")
            return
        if not _is_period(row.get("valid_from"), row.get("valid_to")):
            yield Finding(
                sql_file(node),
                f"holds from {row.get('valid_from')} to {row.get('valid_to')} in row {number}: give two days as "
                "YYYY-MM-DD, the first not after the second; 9999-12-31 is an open end.",
            )
            return


def _is_period(first: str | None, last: str | None) -> bool:
    if first is None or last is None:
        return True
    try:
        return dt.date.fromisoformat(first) <= dt.date.fromisoformat(last)
    except ValueError:
        return False


def _bring_your_own(node: Node, given: set[str]) -> Iterator[Finding]:
    meta = (node["config"].get("meta") or {}).get("bring_your_own")
    in_folder = "/byo/" in Path(node["original_file_path"]).as_posix()
    if not meta and in_folder:
        yield Finding(
            yaml_file(node), f"{node['name']} has no meta.bring_your_own: say its {' and '.join(BRING_YOUR_OWN)}."
        )
    if not meta:
        return
    if not in_folder:
        yield Finding(sql_file(node), "is a list to bring: it belongs in seeds/byo/.")
    if missing := [name for name in BRING_YOUR_OWN if not str(meta.get(name) or "").strip()]:
        yield Finding(yaml_file(node), f"meta.bring_your_own of {node['name']} does not say its {missing[0]}: add it.")
    if node["unique_id"] not in given:
        yield Finding(
            yaml_file(node),
            f"no unit test fills {node['name']}: add one that shows what switches on once it has rows.",
        )


def _given_rows(manifest: Manifest) -> set[str]:
    """Unique ids of the seeds that a unit test gives rows to."""
    seeds_by_name = {n["name"]: n["unique_id"] for n in manifest.nodes.values() if n["resource_type"] == "seed"}
    return {
        unique_id
        for test in manifest.unit_tests.values()
        for given in test.get("given", ())
        if given.get("rows")
        for name, unique_id in seeds_by_name.items()
        if f"'{name}'" in given["input"].replace('"', "'")
    }
