"""The columns of a feed, their other names, and the other layouts that the feed's files may have."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

MAX_COLUMNS = 2_000

_BRACE = re.compile(r"\{(\d+)\.\.(\d+)\}")

Type = Literal["text", "integer", "number", "date", "timestamp", "boolean"]


def folded(name: str) -> str:
    """A column name as it is compared: without regard to case and to white space, no-break spaces too."""
    return " ".join(name.split()).casefold()


class Column(BaseModel):
    """A payload column.

    `start` (1-based) and `width` count characters and exist for fixed-width feeds only. `type` is what a Parquet file
    must hold; text files have no types.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    type: Type | None = None
    start: Annotated[int, Field(ge=1)] | None = None
    width: Annotated[int, Field(ge=1)] | None = None

    @property
    def end(self) -> int:
        """The last character of the column in a line of a fixed-width file."""
        return (self.start or 1) + (self.width or 0) - 1


def expand_braces(name: str) -> list[str]:
    """Expand one brace range of numbers: `HCPCS_CD_{1..3}` -> three names; a name without a range -> itself."""
    match = _BRACE.search(name)
    if match is None:
        return [name]
    low, high = int(match[1]), int(match[2])
    if not 0 <= high - low < MAX_COLUMNS:
        raise ValueError(f"the range {match[0]} in {name!r} is empty or too long")
    head, tail = name[: match.start()], name[match.end() :]
    return [expanded for number in range(low, high + 1) for expanded in expand_braces(f"{head}{number}{tail}")]


def _columns(value: Any) -> Any:
    """Turn the YAML list of names and {name, ...} entries into a flat list for pydantic."""
    if not isinstance(value, list):
        raise ValueError("must be a list of column names")
    flat: list[Any] = []
    for entry in value:
        flat.extend({"name": name} for name in expand_braces(entry)) if isinstance(entry, str) else flat.append(entry)
    return flat


def _names(value: Any) -> Any:
    """Expand the brace ranges of a YAML list of names."""
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError("must be a list of column names")
    return [name for entry in value for name in expand_braces(entry)]


Columns = Annotated[tuple[Column, ...], BeforeValidator(_columns)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


class Layout(BaseModel):
    """An older or newer layout that files may have, as its difference from the contract's `columns`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[int, Field(ge=1)]
    without: Names = ()
    added: Annotated[Columns, Field(alias="with")] = ()


@dataclass(frozen=True)
class Form:
    """What one layout asks for: the columns that a file must have and those that it may have."""

    version: int
    required: tuple[str, ...]
    optional: tuple[str, ...]

    def missing(self, names: set[str]) -> list[str]:
        """Required columns that are not among the names."""
        return [name for name in self.required if name not in names]

    def fits(self, names: set[str]) -> bool:
        """Whether the names are all the required columns, and no other than the optional ones."""
        return not self.missing(names) and names <= {*self.required, *self.optional}
