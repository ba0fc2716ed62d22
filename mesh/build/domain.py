"""Build one domain, audit the result and release it, or keep the last release and say why."""

import time
from collections.abc import Callable, Sequence

import duckdb

from mesh.build import audit
from mesh.build.dbt import NodeResult
from mesh.build.freshness import why_not
from mesh.build.inputs import log_hash, read_inputs
from mesh.build.inspect import Inspection
from mesh.build.promises import tell_late, tell_rejects
from mesh.build.release import make_release
from mesh.build.report import Outcome, Status
from mesh.build.session import ParseError, Session
from mesh.build.workfile import WorkFile
from mesh.contracts import load_contracts
from mesh.domains import Domain, downstream
from mesh.errors import MeshError
from mesh.events.lifecycle import announce
from mesh.events.log import EventLog
from mesh.locks import exclusive
from mesh.releases import copy
from mesh.releases.document import Inputs, Release
from mesh.releases.emit import emit_missing
from mesh.releases.store import ReleaseStore


class DomainBuild:
    """The build of one domain within a session."""

    def __init__(self, session: Session, domain: Domain, force: bool) -> None:
        self.force = force
        self.session = session
        self.settings = session.settings
        self.domain = domain
        self.store = ReleaseStore(session.settings, domain.name)
        self._started = time.monotonic()
        self._results: tuple[NodeResult, ...] = ()
        self._inspection = Inspection()

    def run(self) -> Outcome:
        """Bring the domain up to date. Only a mesh that dbt cannot parse raises; all else stands in the outcome."""
        lock, options = self.settings.warehouse / "locks" / f"{self.domain.name}.lock", self.session.options
        try:
            with exclusive(lock, f"The domain {self.domain.name}", options.wait_seconds, self.session.reporter.note):
                self.store.recover()
                self._told(lambda: emit_missing(self.settings, self.store))
                self._told(self._tell_late)
                inputs = read_inputs(self.settings, self.domain)
                return self._idle(inputs) or self._build(inputs)
        except ParseError:
            raise
        except MeshError as error:
            return self._outcome(Status.FAILED, [str(error)])
        except (duckdb.Error, OSError) as error:
            reason = " ".join(str(error).split()).rstrip(".")
            told = f"The build of {self.domain.name} broke off ({reason}): mend this and build again."
            return self._outcome(Status.FAILED, [f"{told} Nothing was released."])

    def _outcome(self, status: Status, reasons: Sequence[str] = ()) -> Outcome:
        seconds = time.monotonic() - self._started
        return Outcome(
            domain=self.domain.name,
            status=status,
            release=self.store.current(),
            reasons=tuple(reasons),
            seconds=seconds,
            results=self._results,
            relations=self._inspection.relations,
        )

    def _idle(self, inputs: Inputs) -> Outcome | None:
        """The outcome when there is nothing to build, or nothing to build from."""
        verdict = why_not(self.store, self.domain, inputs)
        if verdict is None or (self.force and verdict[0] is not Status.SKIPPED):
            return None
        return self._outcome(*verdict)

    def _build(self, inputs: Inputs) -> Outcome:
        native, public = self.session.native_manifest, self.session.manifest.public_models(self.domain.name)
        reporter, inspection = self.session.reporter, self._inspection
        work = WorkFile(self.settings, self.domain.name)
        reporter.started(self.domain.name)
        work.begin(inputs)
        self._results = self.session.dbt.build(
            self.domain.name,
            native,
            on_progress=lambda progress: reporter.progressed(self.domain.name, progress),
            inspect=lambda connection: inspection.look(connection, self.domain, public),
        )
        work.end(inputs)
        if findings := self._audit():
            self._told(lambda: self._refuse(inputs, findings))
            return self._outcome(Status.FAILED, findings)
        heads, upstream = inspection.heads, inspection.upstream
        seen = Inputs(code=inputs.code, heads=heads, log=log_hash(self.settings, heads), upstream=upstream)
        release = make_release(
            self.settings, self.store, work.database, inputs=seen, manifest=self.session.manifest, results=self._results
        )
        self._told(lambda: emit_missing(self.settings, self.store))
        self._told(lambda: self._tell_rejects(release))
        self.store.prune(self.session.options.keep)
        return self._outcome(Status.RELEASED)

    def _told(self, tell: Callable[[], object]) -> None:
        """Tell the log what happened; what cannot be told now does not undo a release, and is told by the next run."""
        try:
            tell()
        except (MeshError, duckdb.Error, OSError) as error:
            reason = " ".join(str(error).split())
            self.session.reporter.note(f"Events of {self.domain.name} are told by the next build: {reason}")

    def _refuse(self, inputs: Inputs, findings: Sequence[str]) -> None:
        current = self.store.current_id() or ""
        facts = {"domain": self.domain.name, "previous_release_id": current, "reason": " ".join(findings)}
        key = f"{self.domain.name}/{current}/{inputs.fingerprint}"
        announce(EventLog(self.settings.log_dir), "release.refused", key, facts)

    def _tell_late(self) -> None:
        self._note_broken(tell_late(self.settings, self.domain, self.store.current()), "freshness")

    def _tell_rejects(self, release: Release) -> None:
        rows, manifest = self._inspection.feed_rows, self.session.manifest
        self._note_broken(tell_rejects(self.settings, self.domain, release, rows, manifest), "share of rejected rows")

    def _note_broken(self, products: int, promise: str) -> None:
        if products:
            which = f"{products} product{'s do' if products > 1 else ' does'} not keep the promised {promise}"
            self.session.reporter.note(f"{self.domain.name}: {which}; `mesh tail mesh.lifecycle` tells why.")

    def _audit(self) -> list[str]:
        """Everything that speaks against a release."""
        results, inspection = self._results, self._inspection
        if not results:
            return [f"dbt found nothing to build in {self.domain.name}: is it in packages.yml of the root project?"]
        failures = audit.failed_nodes(results)
        if any(result.status == "error" for result in results):
            return failures  # what was not built cannot be judged
        contracts = load_contracts(self.settings, self.domain.name).values()
        shares = audit.reject_shares(inspection.feed_rows, {contract.feed: contract for contract in contracts})
        return [*failures, *shares, *self._broken_promises(inspection)]

    def _broken_promises(self, inspection: Inspection) -> list[str]:
        if self.session.options.allow_breaking or not self.store.published.exists():
            return []
        before = copy.published_columns(self.store.published)
        readers = [domain.name for domain in downstream(self.session.domains, self.domain.name)]
        return audit.broken_promises(before, inspection.columns, readers)
