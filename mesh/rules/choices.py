"""What can be chosen in a rule: the vars of dbt_project.yml, with the comment above them as their meaning.

A comment that begins with rule ids ("R-RX-04: the share of ...") belongs to those rules; it holds for all vars up to
the next comment.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mesh.domains import read_yaml

_RULES = re.compile(r"R-[A-Z]+-\d+(?:(?:, | and )R-[A-Z]+-\d+)*")
_RULE = re.compile(r"R-[A-Z]+-\d+")
_VAR = re.compile(r" {4}(\w+):")


@dataclass(frozen=True)
class Choice:
    """One var of a domain: its default, what it means, and the rules it belongs to (none: the whole domain)."""

    name: str
    default: Any
    meaning: str
    rules: tuple[str, ...]


def choices(project_file: Path, package: str) -> tuple[Choice, ...]:
    """The vars of one package in the order of its dbt_project.yml."""
    defaults: dict[str, Any] = (read_yaml(project_file).get("vars") or {}).get(package) or {}
    found: list[Choice] = []
    comment: list[str] = []
    fresh = True
    for line in _block(project_file.read_text(encoding="utf-8"), package):
        text = line.strip()
        if text.startswith("#") and line.startswith(" " * 4):
            comment = [*comment, text] if fresh else [text]
            fresh = True
        elif match := _VAR.match(line):
            found.append(_choice(match[1], defaults[match[1]], comment))
            fresh = False
    return tuple(found)


def _block(text: str, package: str) -> list[str]:
    """The lines of vars.<package>."""
    lines = text.splitlines()
    if "vars:" not in lines:
        return []
    start = lines.index("vars:") + 1
    end = next((n for n in range(start, len(lines)) if lines[n] and not lines[n].startswith((" ", "#"))), len(lines))
    inner = lines[start:end]
    head = f"  {package}:"
    if head not in inner:
        return []
    first = inner.index(head) + 1
    last = next((n for n in range(first, len(inner)) if re.match(r" {2}\w", inner[n])), len(inner))
    return inner[first:last]


def _choice(name: str, default: Any, comment: list[str]) -> Choice:
    text = " ".join(line.lstrip("# ").strip() for line in comment)
    ids = _RULES.match(text)
    meaning = text[ids.end() :].lstrip(":, ") if ids else text
    rules = tuple(_RULE.findall(ids[0])) if ids else ()
    return Choice(name, default, meaning[:1].upper() + meaning[1:], rules)
