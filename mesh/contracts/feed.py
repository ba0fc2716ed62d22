"""The contract of one feed."""

import hashlib
import re
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from mesh.contracts.columns import MAX_COLUMNS, Columns, Form, Layout, Names, folded
from mesh.contracts.sqltext import Value

# The columns that every event has, with their types. A payload column may not be called like one of them.
META_COLUMNS: dict[str, str] = {
    "_offset": "bigint",
    "_event_id": "varchar",
    "_event_type": "varchar",
    "_source": "varchar",
    "_subject": "varchar",
    "_event_time": "timestamp",
    "_dataschema": "varchar",
    "_file_name": "varchar",
    "_file_date": "date",
    "_row_number": "bigint",
    "_received_at": "timestamp",
    "_fault": "varchar",
    "_raw_line": "varchar",
}
# Constants of a feed that its raw view adds to every row, before the contract's own declarations.
VIEW_COLUMNS = ("_data_source", "_feed", "_reject_share")

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Encoding = Literal["utf-8", "utf-16", "latin-1", "windows-1252"]


def _listed(value: object) -> object:
    """Let one value stand without a list."""
    return [value] if isinstance(value, str) else value


class FileDate(BaseModel):
    """Where the date of a file comes from: exactly one of a column, a pattern on the file name, the day of ingest.

    `name_format` and `column_format` say how the date is written when the usual ways do not tell (strptime, '%y%m%d').
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str | None = None
    column_format: str | None = None
    name_pattern: str | None = None
    name_format: str | None = None
    ingest: Literal[True] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(value is not None for value in (self.column, self.name_pattern, self.ingest)) != 1:
            raise ValueError("give exactly one of column, name_pattern or ingest")
        if self.name_pattern is not None and re.compile(self.name_pattern).groups != 1:
            raise ValueError("name_pattern needs exactly one pair of parentheses around the date")
        if self.name_format is not None and self.name_pattern is None:
            raise ValueError("name_format belongs to a name_pattern")
        if self.column_format is not None and self.column is None:
            raise ValueError("column_format belongs to a column")
        return self


class Thresholds(BaseModel):
    """Limits that a release is audited against. `reject_share` is the largest share of bad rows, 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reject_share: Annotated[float, Field(ge=0, le=1)] = 0.01


class Retention(BaseModel):
    """How long events are kept: `days` after they were received."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(ge=1)]


class FeedContract(BaseModel):
    """One feed of one domain. Immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    domain: Name
    path: Path
    feed: Name
    source: Name
    title: Annotated[str, StringConstraints(min_length=1)]
    version: Annotated[int, Field(ge=1)] = 1
    format: Literal["csv", "pipe", "fixed_width", "parquet", "json"]
    records: Annotated[str, StringConstraints(min_length=1)] | None = None
    encoding: Annotated[tuple[Encoding, ...], BeforeValidator(_listed), Field(min_length=1)] = ("utf-8",)
    mode: Literal["append", "snapshot"] = "append"
    files: Annotated[tuple[str, ...], Field(min_length=1)]
    file_date: FileDate
    key: Annotated[Names, Field(min_length=1)]
    columns: Annotated[Columns, Field(min_length=1, max_length=MAX_COLUMNS)]
    optional_columns: Columns = ()
    aliases: dict[str, Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]] = {}
    layouts: tuple[Layout, ...] = ()
    declarations: dict[Name, Value] = {}
    thresholds: Thresholds = Thresholds()
    retention: Retention | None = None
    notes: str = ""

    @model_validator(mode="after")
    def _named_as_it_should(self) -> Self:
        if self.feed != self.path.stem:
            raise ValueError(f"the file must be called {self.feed}.yml, like its feed")
        if not self.feed.startswith(f"{self.source}_"):
            raise ValueError(f"the feed's name must start with its source, {self.source}_")
        if self.records is not None and self.format != "json":
            raise ValueError("records says where the array of a json feed is; other formats have none")
        if self.retention is not None and self.mode == "snapshot":
            raise ValueError("retention would forget keys that did not change; a snapshot feed keeps its events")
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = self.column_names
        taken = {name.lower() for name in META_COLUMNS} | set(VIEW_COLUMNS) | {f"_{key}" for key in self.declarations}
        others = [other for spellings in self.aliases.values() for other in spellings]
        counted = Counter(folded(name) for name in (*names, *others))
        if doubled := [name for name in (*names, *others) if counted[folded(name)] > 1]:
            raise ValueError(f"the column {doubled[0]!r} is listed twice (upper and lower case count as the same)")
        if reserved := [name for name in names if name.lower() in taken]:
            raise ValueError(f"the column name {reserved[0]!r} is reserved for the mesh")
        if unknown := [name for name in self.aliases if name not in names]:
            raise ValueError(f"aliases names {unknown[0]!r}, which is not among the columns")
        required = self.required_names
        if missing := [name for name in self.key if name not in required]:
            raise ValueError(f"the key column {missing[0]!r} is not among the columns")
        if self.file_date.column is not None and self.file_date.column not in required:
            raise ValueError(f"file_date names {self.file_date.column!r}, which is not among the columns")
        return self

    @model_validator(mode="after")
    def _layouts_are_differences(self) -> Self:
        versions = [self.version, *(layout.version for layout in self.layouts)]
        if len(versions) > len(set(versions)):
            raise ValueError("every layout needs a version of its own, other than that of the contract")
        needed = {*self.key, self.file_date.column}
        for layout in self.layouts:
            if wrong := [name for name in layout.without if name not in self.required_names or name in needed]:
                raise ValueError(f"layout {layout.version} is without {wrong[0]!r}, not a column or always needed")
            if not layout.without and not layout.added:
                raise ValueError(f"layout {layout.version} is the same as the contract's columns")
        return self

    @model_validator(mode="after")
    def _positions(self) -> Self:
        every = [*self.columns, *self.optional_columns, *(c for layout in self.layouts for c in layout.added)]
        if self.format != "fixed_width":
            if any(column.start or column.width for column in every):
                raise ValueError("start and width are for fixed_width feeds only")
            return self
        if not all(column.start and column.width for column in every):
            raise ValueError("a fixed_width feed needs start and width for every column")
        if any((column.start or 0) <= self.widths[0] for column in self.optional_columns):
            raise ValueError("optional columns of a fixed_width feed stand behind the last of its columns")
        if self.aliases or self.layouts or any(column.type for column in every):
            raise ValueError("a fixed_width feed has no header, so it has no aliases, layouts or types")
        return self

    @property
    def topic(self) -> str:
        """The topic of the feed's events in the log, <domain>.<feed>."""
        return f"{self.domain}.{self.feed}"

    @property
    def place(self) -> str:
        """Where the contract stands, for messages."""
        return f"domains/{self.domain}/feeds/{self.path.name}"

    @property
    def required_names(self) -> list[str]:
        """Names of the columns that a file of the contract's own version must have, in contract order."""
        return [column.name for column in self.columns]

    @cached_property
    def types(self) -> dict[str, str | None]:
        """The payload columns with their declared types, in the order of column_names."""
        added = [column for layout in self.layouts for column in layout.added]
        return {column.name: column.type for column in (*self.columns, *self.optional_columns, *added)}

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """How wide the lines of a fixed_width feed may be: up to the last of the columns, or of some optional ones."""
        shortest = max(column.end for column in self.columns)
        return (shortest, *sorted({column.end for column in self.optional_columns}))

    @property
    def column_names(self) -> list[str]:
        """Names of all payload columns: the required ones, the optional ones, those of other layouts (once each)."""
        own = [column.name for column in (*self.columns, *self.optional_columns)]
        return own + list(dict.fromkeys(column.name for layout in self.layouts for column in layout.added))

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """What each layout asks for, the contract's own version first."""
        optional = tuple(column.name for column in self.optional_columns)
        forms = [Form(self.version, tuple(self.required_names), optional)]
        for layout in self.layouts:
            kept = [name for name in self.required_names if name not in layout.without]
            forms.append(Form(layout.version, (*kept, *(column.name for column in layout.added)), optional))
        return tuple(forms)

    @cached_property
    def _canonical(self) -> dict[str, str]:
        known = {folded(name): name for name in self.column_names}
        return known | {folded(other): name for name, others in self.aliases.items() for other in others}

    def canonical(self, sent: str) -> str | None:
        """The contract's name of a column that a file calls `sent`, or None when it knows no such column."""
        return self._canonical.get(folded(sent))

    def dataschema(self, version: int) -> str:
        """Version of the payload of a file: topic, layout, and a short hash of the contract's columns and key."""
        text = "\n".join([*self.column_names, "key", *self.key])
        return f"{self.topic}:v{version}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"
