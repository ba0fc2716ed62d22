"""The build of a domain as one step: dbt in this process, audit and release, exactly as `mesh build` does it.

The models, their checks and the release are the outputs of one step, because they are published together or not at
all: an asset is materialised when readers can see it.
"""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any, cast

import dagster as dg

from mesh.build.dbt import NodeResult, Progress
from mesh.build.domain import DomainBuild
from mesh.build.report import Outcome
from mesh.build.session import Options, Session
from mesh.config import Settings
from mesh.domains import Domain, discover
from mesh.errors import MeshError
from mesh.manifest import Manifest
from mesh.releases.document import Release
from orchestration.keys import RELEASE, release_key
from orchestration.specs import check_specs, model_specs, release_spec

SESSION = "mesh"
Event = dg.MaterializeResult[Any] | dg.AssetCheckResult


class BuildConfig(dg.Config):
    """How to build a domain."""

    force: bool = False
    """Build also when nothing changed, or after a rollback."""


class LogReporter:
    """Tells Dagster's log what a build does."""

    def __init__(self, log: dg.DagsterLogManager) -> None:
        self._log = log

    def note(self, sentence: str) -> None:
        """Log a sentence."""
        self._log.info(sentence)

    def started(self, domain: str) -> None:
        """Log that dbt begins."""
        self._log.info(f"dbt builds and tests {domain}.")

    def progressed(self, domain: str, progress: Progress) -> None:
        """Keep the log short: what failed is logged at the end."""

    def ended(self, outcome: Outcome) -> None:
        """Log how it ended."""
        self._log.info(f"{outcome.domain}: {outcome.status.value}, {outcome.seconds:.1f} s.")


def session_resource(settings: Settings) -> dg.ResourceDefinition:
    """One session per run: dbt is started and the mesh parsed at most once, and only when a domain needs it."""

    def make(context: dg.InitResourceContext) -> Session:
        log = context.log
        if log is None:
            raise MeshError("The mesh session needs a run.")
        return Session(settings, discover(settings), Options(), LogReporter(log))

    return dg.ResourceDefinition(resource_fn=make, description="dbt and the parsed mesh, shared by the steps of a run.")


def domain_assets(domain: Domain, manifest: Manifest) -> dg.AssetsDefinition:
    """The models, checks and release of a domain; materialised together."""
    specs = _upstream_first([*model_specs(domain, manifest), release_spec(domain, manifest)])
    checks = dict(check_specs(domain, manifest))

    @dg.multi_asset(
        name=f"{domain.name}__build",
        specs=specs,
        check_specs=list(checks.values()),
        required_resource_keys={SESSION},
        pool=f"build_{domain.name}",
    )
    def build(context: dg.AssetExecutionContext, config: BuildConfig) -> Iterator[Event]:
        session = cast(Session, getattr(context.resources, SESSION))
        try:
            outcome = DomainBuild(session, domain, force=config.force).run()
        except MeshError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        session.reporter.ended(outcome)
        for reason in outcome.reasons:
            context.log.warning(reason)
        yield from _check_results(checks, outcome)
        if not outcome.ok:
            raise dg.Failure(" ".join(outcome.reasons), allow_retries=False)
        yield from _materializations(specs, outcome)

    return build


def model_keys(build: dg.AssetsDefinition) -> list[dg.AssetKey]:
    """The assets of a build without the release, upstream first."""
    return [spec.key for spec in _upstream_first(list(build.specs)) if spec.key.path[-1] != RELEASE]


def _upstream_first(specs: list[dg.AssetSpec]) -> list[dg.AssetSpec]:
    """Dagster wants the outputs of a step in the order in which they read each other."""
    by_key = {spec.key: spec for spec in specs}
    reads = {spec.key: [dep.asset_key for dep in spec.deps if dep.asset_key in by_key] for spec in specs}
    return [by_key[key] for key in TopologicalSorter(reads).static_order()]


def _check_results(checks: dict[str, dg.AssetCheckSpec], outcome: Outcome) -> Iterator[dg.AssetCheckResult]:
    """The results of this build; when nothing was built, those with which the current release was made."""
    for result in outcome.results:
        if result.unique_id in checks and result.status != "skipped":
            yield _check_result(checks[result.unique_id], result)
    if outcome.ok and not outcome.results and outcome.release:
        for unique_id, check in checks.items():
            yield dg.AssetCheckResult(
                asset_key=check.asset_key,
                check_name=check.name,
                passed=unique_id not in outcome.release.warnings,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"tested_for_release": outcome.release.release_id},
            )


def _check_result(check: dg.AssetCheckSpec, result: NodeResult) -> dg.AssetCheckResult:
    warned = result.status == "warn"
    return dg.AssetCheckResult(
        asset_key=check.asset_key,
        check_name=check.name,
        passed=not (warned or result.failed),
        severity=dg.AssetCheckSeverity.WARN if warned else dg.AssetCheckSeverity.ERROR,
        metadata={"file": result.file, "seconds": round(result.seconds, 3), **_message(result)},
    )


def _message(result: NodeResult) -> dict[str, str]:
    return {"message": result.message} if result.message else {}


def _materializations(specs: list[dg.AssetSpec], outcome: Outcome) -> Iterator[dg.MaterializeResult[Any]]:
    release = outcome.release
    if release is None:
        raise MeshError(f"The build of {outcome.domain} succeeded without a release; this is a defect of mesh.")
    seconds = {result.name: result.seconds for result in outcome.results}
    released = {product.relation: product.rows for product in release.products}
    for spec in specs:
        name = spec.key.path[-1]
        if spec.key == release_key(outcome.domain):
            version = dg.DataVersion(release.release_id)
            yield dg.MaterializeResult(asset_key=spec.key, metadata=release_metadata(release), data_version=version)
            continue
        metadata: dict[str, Any] = {"seconds": round(seconds[name], 3)} if name in seconds else {}
        if relation := outcome.relations.get(name):
            described = {column.name: column for column in _declared(spec)}
            metadata["dagster/column_schema"] = dg.TableSchema(
                columns=[described.get(column, dg.TableColumn(column, kind)) for column, kind in relation.columns]
            )
            if relation.rows is not None:
                metadata["dagster/row_count"] = relation.rows
        if name in released:
            metadata["dagster/row_count"] = released[name]
        yield dg.MaterializeResult(asset_key=spec.key, metadata=metadata)


def _declared(spec: dg.AssetSpec) -> list[dg.TableColumn]:
    schema = spec.metadata.get("dagster/column_schema")
    return list(schema.columns) if isinstance(schema, dg.TableSchema) else []


def release_metadata(release: Release) -> dict[str, Any]:
    """What Dagster shows of a release."""
    products = "\n".join(f"| {p.relation} | {p.rows:,} | {p.tests} |" for p in release.products)
    return {
        "release_id": release.release_id,
        "products": dg.MetadataValue.md(f"| table | rows | tests passed |\n| --- | ---: | ---: |\n{products}"),
        "dagster/row_count": release.rows,
        "events_read": release.events,
        "tests_passed": release.tests_passed,
        "commit": release.commit or "",
        "upstream_releases": release.inputs.upstream,
    }
