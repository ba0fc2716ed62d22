"""Markdown, and sentences from the names of tests."""

from collections.abc import Iterable, Sequence
from typing import Any

from mesh.governance.finding import folder_of
from mesh.manifest import Node

MADE = "<!-- Made by `mesh docs`; change the YAML it comes from. -->"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table of Markdown; none without rows."""
    body = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    if not body:
        return []
    return ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads), *body, ""]


def _cell(value: object) -> str:
    return one_line(str(value)).replace("|", "\\|")


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())


def sentence(name: str) -> str:
    """A test's name as a sentence: a_claim_ends_on_or_after_its_start."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:] + "."


def link(node: Node, file: str) -> str:
    """A link from a page in docs/reference/<kind>/ to a file of a node's package."""
    return f"../../../{folder_of(node['package_name'])}/{file}"


def yaml_value(value: Any) -> str:
    """A var's default as it stands in YAML, short."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f'`"{value}"`'
    if isinstance(value, dict):
        return "; ".join(f"{key}: {yaml_value(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "<br>".join(yaml_value(part) for part in value) or "`[]`"
    return f"`{value}`"


def page(*parts: Iterable[str]) -> str:
    """The lines of a page as one text."""
    lines = [line for part in parts for line in part]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"
