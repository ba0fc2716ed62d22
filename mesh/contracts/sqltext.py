"""Names and values as SQL text."""

from collections.abc import Iterable, Sequence

Value = str | bool | int | float


def quote(name: str) -> str:
    """Quote an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Value | None) -> str:
    """Write a Python value as an SQL literal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def literal_list(values: Iterable[str] | Sequence[str]) -> str:
    """Write strings as an SQL list of literals, ['a', 'b']."""
    return "[" + ", ".join(literal(value) for value in values) + "]"
