"""What is known about one release; stored inside the release and beside it as JSON."""

import hashlib
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from mesh.errors import MeshError

_ID_TIME = "%Y%m%dT%H%M%SZ"
_RELEASE_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


class Inputs(BaseModel):
    """Everything a build of a domain depends on: equal inputs give equal products."""

    model_config = ConfigDict(frozen=True)

    code: str
    """Hash of the domain's project, the shared macros and reference data, and the versions of the tools."""
    heads: dict[str, int]
    """Topic -> number of events in it when it was read."""
    log: str = ""
    """Hash of those events: an event log that was started anew is another one, even if it is as long."""
    upstream: dict[str, str]
    """Upstream domain -> id of the release that was read."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex; equal exactly when the inputs are."""
        text = json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Product(BaseModel):
    """One published table and what is released of it."""

    model_config = ConfigDict(frozen=True)

    name: str
    """The product's name without version, which is also the name of the view on its latest version."""
    relation: str
    """The table, named with the version: claim_final_v1."""
    rows: int
    tests: int
    """Data tests and unit tests that this build ran on the table and that passed."""
    key: tuple[str, ...] | None = None
    """The columns of its test unique_key, none without one; None when an older version of mesh wrote this."""
    deprecated_from: date | None = None
    """The day on which its version ends, when its owner set one (deprecation_date in the dbt YAML)."""


class Release(BaseModel):
    """One release of one domain."""

    model_config = ConfigDict(frozen=True)

    release_id: str
    domain: str
    created_at: datetime
    """UTC."""
    commit: str | None
    """The git commit of the repository, with '+' behind it when files were changed; None outside git."""
    inputs: Inputs
    products: tuple[Product, ...]
    tests_passed: int
    warnings: tuple[str, ...] = ()
    """Ids of failed tests of severity warn; a failed test of severity error stops the release."""

    @property
    def tests_failed(self) -> int:
        """How many tests warned."""
        return len(self.warnings)

    @property
    def latest_products(self) -> tuple[Product, ...]:
        """The latest version of every product, by name."""
        versions = {
            product.name: product for product in sorted(self.products, key=lambda p: (len(p.relation), p.relation))
        }
        return tuple(versions[name] for name in sorted(versions))

    @property
    def rows(self) -> int:
        """Rows of all products together."""
        return sum(product.rows for product in self.products)

    @property
    def events(self) -> int:
        """Events read from all topics together."""
        return sum(self.inputs.heads.values())


def parse_release(text: str, place: Path) -> Release:
    """Read a release document; MeshError naming `place` when another version of mesh wrote it or it is damaged."""
    try:
        return Release.model_validate_json(text)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise MeshError(
            f"{place} does not describe a release ('{where}': {problem['msg']}): remove the file."
        ) from error


def is_release_id(text: str) -> bool:
    """Whether the text has the form of a release id."""
    return bool(_RELEASE_ID.fullmatch(text))


def new_release_id(now: datetime, inputs: Inputs, newest: str | None) -> str:
    """An id that sorts after `newest`, also when the clock was set back: 20261122T164500Z-1a2b3c4d.

    now: aware time; newest: the newest id of the domain so far, or None.
    """
    second = now.astimezone(UTC).replace(microsecond=0)
    if newest is not None:
        last = datetime.strptime(newest.split("-")[0], _ID_TIME).replace(tzinfo=UTC)
        second = max(second, last + timedelta(seconds=1))
    return f"{second.strftime(_ID_TIME)}-{inputs.fingerprint[:8]}"
