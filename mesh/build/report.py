"""What a build tells while it runs and when it ends; the command line and Dagster show it each in their way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from mesh.build.dbt import NodeResult, Progress
from mesh.build.inspect import Relation
from mesh.releases.document import Release


class Status(StrEnum):
    """How the build of one domain ended."""

    RELEASED = "released"
    UNCHANGED = "unchanged"
    HELD = "rolled back"
    """Unchanged since a release that was rolled back: built again only when something changes, or when forced."""
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """How the build of one domain ended. release: what is current now, if anything. reasons: sentences.

    results and relations (by name) say what dbt did and made; both are empty when dbt was not started.
    """

    domain: str
    status: Status
    release: Release | None
    reasons: tuple[str, ...] = ()
    seconds: float = 0.0
    results: tuple[NodeResult, ...] = ()
    relations: Mapping[str, Relation] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the command may exit with 0."""
        return self.status not in (Status.FAILED, Status.SKIPPED)


class Reporter(Protocol):
    """Receives what happens."""

    def note(self, sentence: str) -> None:
        """Something a person may want to know."""

    def started(self, domain: str) -> None:
        """The domain's dbt build begins."""

    def progressed(self, domain: str, progress: Progress) -> None:
        """A model or test was started or finished."""

    def ended(self, outcome: Outcome) -> None:
        """The domain is done."""


class Silent:
    """Tells nobody."""

    def note(self, sentence: str) -> None:
        """Say nothing."""

    def started(self, domain: str) -> None:
        """Say nothing."""

    def progressed(self, domain: str, progress: Progress) -> None:
        """Say nothing."""

    def ended(self, outcome: Outcome) -> None:
        """Say nothing."""
