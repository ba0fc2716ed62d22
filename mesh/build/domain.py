"""Build one domain, audit the result and release it, or keep the last release and say why."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb

from mesh.build import audit
from mesh.build.dbt import NodeResult
from mesh.build.freshness import why_not
from mesh.build.inputs import git_commit, log_hash, read_inputs
from mesh.build.inspect import Inspection
from mesh.build.report import Outcome, Status
from mesh.build.session import ParseError, Session
from mesh.build.workfile import WorkFile
from mesh.contracts import load_contracts
from mesh.domains import Domain, downstream
from mesh.errors import MeshError
from mesh.locks import exclusive
from mesh.manifest import PublicModel
from mesh.releases import copy
from mesh.releases.document import Inputs, Product, Release, new_release_id
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
                inputs = read_inputs(self.settings, self.domain)
                return self._idle(inputs) or self._build(inputs)
        except ParseError:
            raise
        except (MeshError, duckdb.Error, OSError) as error:
            return self._outcome(Status.FAILED, [" ".join(str(error).split())])

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
            return self._outcome(Status.FAILED, findings)
        self._release(inputs.code, public)
        return self._outcome(Status.RELEASED)

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

    def _release(self, code: str, public: Sequence[PublicModel]) -> None:
        heads, upstream = self._inspection.heads, self._inspection.upstream
        inputs = Inputs(code=code, heads=heads, log=log_hash(self.settings, heads), upstream=upstream)
        now = datetime.now(UTC)
        newest = next(iter(self.store.ids()), None)
        release_id = new_release_id(now, inputs, newest)
        draft = self.store.draft(release_id)
        build = WorkFile(self.settings, self.domain.name).database
        tables = [
            copy.PublicTable(model.relation, model.view, model.description, model.column_descriptions)
            for model in public
        ]
        rows = copy.copy_tables(build, draft, release_id, tables)
        passed = self._passed_tests()
        release = Release(
            release_id=release_id,
            domain=self.domain.name,
            created_at=now,
            commit=git_commit(self.settings),
            inputs=inputs,
            products=tuple(
                Product(
                    name=model.name,
                    relation=model.relation,
                    rows=rows[model.relation],
                    tests=passed[model.unique_id],
                )
                for model in public
            ),
            tests_passed=sum(result.is_test and result.status == "pass" for result in self._results),
            warnings=tuple(result.unique_id for result in self._results if result.is_test and result.status == "warn"),
        )
        copy.finish(draft, release)
        self.store.publish(release)
        self.store.prune(self.session.options.keep)

    def _passed_tests(self) -> Counter[str]:
        """Unique id of a model -> tests on it that passed."""
        passed = {result.unique_id for result in self._results if result.is_test and result.status == "pass"}
        tests = self.session.manifest.tests_by_node
        return Counter({node: len(passed.intersection(attached)) for node, attached in tests.items()})
