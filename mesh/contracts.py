"""Feed contracts: what a feed file must look like, read from domains/<domain>/feeds/<feed>.yml.

One contract describes one feed. The ingest checks files against it, the dbt plugin shows the feed's events as
raw_<domain>.<feed>; nothing else in the platform knows a feed by name. The format is described in
docs/reference/feed-contract.md.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from mesh.config import Settings
from mesh.errors import MeshError

MAX_COLUMNS = 2_000

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
VIEW_COLUMNS = ("_data_source", "_feed")

_BRACE = re.compile(r"\{(\d+)\.\.(\d+)\}")

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Declaration = str | bool | int | float


class Column(BaseModel):
    """A payload column. `start` (1-based) and `width` count characters and exist for fixed-width feeds only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    start: Annotated[int, Field(ge=1)] | None = None
    width: Annotated[int, Field(ge=1)] | None = None


class FileDate(BaseModel):
    """Where the date of a file comes from: exactly one of a column, a pattern on the file name, the day of ingest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str | None = None
    name_pattern: str | None = None
    ingest: Literal[True] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(value is not None for value in (self.column, self.name_pattern, self.ingest)) != 1:
            raise ValueError("give exactly one of column, name_pattern or ingest")
        if self.name_pattern is not None and re.compile(self.name_pattern).groups != 1:
            raise ValueError("name_pattern needs exactly one pair of parentheses around the date")
        return self


class Thresholds(BaseModel):
    """Limits that a release is audited against. `reject_share` is the largest share of bad rows, 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reject_share: Annotated[float, Field(ge=0, le=1)] = 0.01


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
    """Turn the YAML list of names and {name, start, width} entries into a flat list for pydantic."""
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


class FeedContract(BaseModel):
    """One feed of one domain. Immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    domain: Name
    path: Path
    feed: Name
    source: Name
    title: Annotated[str, StringConstraints(min_length=1)]
    format: Literal["csv", "pipe", "fixed_width", "parquet"]
    encoding: str = "utf-8"
    mode: Literal["append", "snapshot"] = "append"
    files: Annotated[tuple[str, ...], Field(min_length=1)]
    file_date: FileDate
    key: Annotated[tuple[str, ...], BeforeValidator(_names), Field(min_length=1)]
    columns: Annotated[Columns, Field(min_length=1, max_length=MAX_COLUMNS)]
    optional_columns: Columns = ()
    declarations: dict[Name, Declaration] = {}
    thresholds: Thresholds = Thresholds()
    notes: str = ""

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str) -> str:
        known = ("utf-8", "utf-16", "latin-1", "windows-1252")
        if value not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.feed != self.path.stem:
            raise ValueError(f"the file must be called {self.feed}.yml, like its feed")
        if not self.feed.startswith(f"{self.source}_"):
            raise ValueError(f"the feed's name must start with its source, {self.source}_")
        names = self.column_names
        taken = {name.lower() for name in META_COLUMNS} | set(VIEW_COLUMNS) | {f"_{key}" for key in self.declarations}
        counted = Counter(name.lower() for name in names)
        if doubled := [name for name in names if counted[name.lower()] > 1]:
            raise ValueError(f"the column {doubled[0]!r} is listed twice (upper and lower case count as the same)")
        if reserved := [name for name in names if name.lower() in taken]:
            raise ValueError(f"the column name {reserved[0]!r} is reserved for the mesh")
        required = self.required_names
        if missing := [name for name in self.key if name not in required]:
            raise ValueError(f"the key column {missing[0]!r} is not among the columns")
        if self.file_date.column is not None and self.file_date.column not in required:
            raise ValueError(f"file_date names {self.file_date.column!r}, which is not among the columns")
        positioned = [column for column in self.columns if column.start is not None and column.width is not None]
        if self.format == "fixed_width" and (len(positioned) != len(self.columns) or self.optional_columns):
            raise ValueError("a fixed_width feed needs start and width for every column and has no optional columns")
        if self.format != "fixed_width" and any(c.start or c.width for c in (*self.columns, *self.optional_columns)):
            raise ValueError("start and width are for fixed_width feeds only")
        return self

    @property
    def topic(self) -> str:
        """The topic of the feed's events in the log, <domain>.<feed>."""
        return f"{self.domain}.{self.feed}"

    @property
    def required_names(self) -> list[str]:
        """Names of the columns that every file must have, in contract order."""
        return [column.name for column in self.columns]

    @property
    def column_names(self) -> list[str]:
        """Names of all payload columns, the required ones first, in contract order."""
        return [column.name for column in (*self.columns, *self.optional_columns)]

    @cached_property
    def dataschema(self) -> str:
        """Version of the payload: topic and a short hash of its columns and key; changes only when they do."""
        text = "\n".join([*self.column_names, "key", *self.key])
        return f"{self.topic}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _sentence(error: ValidationError, path: Path) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "contract"
    message = first["msg"].removeprefix("Value error, ")
    return f"The feed contract {path} is wrong at {where!r}: {message}. Correct it (docs/reference/feed-contract.md)."


def load_contract(path: Path, domain: str) -> FeedContract:
    """Read one contract. Raises MeshError with the place and the reason when it is not a valid contract."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise MeshError(f"The feed contract {path} is not valid YAML: {reason}. Correct the file.") from error
    if not isinstance(content, dict):
        raise MeshError(f"The feed contract {path} is empty or not a mapping. See docs/reference/feed-contract.md.")
    try:
        return FeedContract.model_validate({**content, "domain": domain, "path": path})
    except ValidationError as error:
        raise MeshError(_sentence(error, path)) from error


def contract_paths(settings: Settings, domain: str | None = None) -> list[Path]:
    """Paths of all feed contracts (of one domain, when given), sorted."""
    return sorted(settings.domains_dir.glob(f"{domain or '*'}/feeds/*.yml"))


def load_contracts(settings: Settings, domain: str | None = None) -> dict[str, FeedContract]:
    """Read the contracts of all domains (or of one) by topic. Raises MeshError for a wrong or a doubled one."""
    contracts = [load_contract(path, path.parent.parent.name) for path in contract_paths(settings, domain)]
    by_feed: dict[str, FeedContract] = {}
    for contract in contracts:
        other = by_feed.setdefault(contract.feed, contract)
        if other is not contract:
            raise MeshError(
                f"Two feed contracts are called {contract.feed}: {other.path} and {contract.path}. "
                "A feed's name is unique over the whole mesh; rename one."
            )
    return {contract.topic: contract for contract in contracts}


def quote(name: str) -> str:
    """Quote an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Declaration | None) -> str:
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
