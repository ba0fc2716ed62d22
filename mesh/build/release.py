"""Turn an audited build into the current release of its domain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mesh.build.dbt import NodeResult
from mesh.build.inputs import git_commit
from mesh.config import Settings
from mesh.manifest import Manifest, PublicModel
from mesh.releases import copy
from mesh.releases.document import Inputs, Product, Release, new_release_id
from mesh.releases.store import ReleaseStore


def make_release(
    settings: Settings,
    store: ReleaseStore,
    build: Path,
    *,
    inputs: Inputs,
    manifest: Manifest,
    results: Sequence[NodeResult],
) -> Release:
    """Copy the public tables of the build file to a release and publish it.

    inputs: what the build has read. results: what dbt did. Whatever goes wrong before the last step leaves the last
    release in place and no draft behind.
    """
    now = datetime.now(UTC)
    release_id = new_release_id(now, inputs, next(iter(store.ids()), None))
    public = manifest.public_models(store.domain)
    draft = store.draft(release_id)
    try:
        rows = copy.copy_tables(build, draft, release_id, [_public_table(model) for model in public])
        release = Release(
            release_id=release_id,
            domain=store.domain,
            created_at=now,
            commit=git_commit(settings),
            inputs=inputs,
            products=_products(manifest, rows, public, _passed_tests(manifest, results)),
            tests_passed=sum(result.is_test and result.status == "pass" for result in results),
            warnings=tuple(result.unique_id for result in results if result.is_test and result.status == "warn"),
        )
        copy.finish(draft, release)
        store.publish(release)
    except BaseException:
        store.discard(release_id)
        raise
    return release


def _public_table(model: PublicModel) -> copy.PublicTable:
    return copy.PublicTable(model.relation, model.view, model.description, model.column_descriptions)


def _products(
    manifest: Manifest, rows: Mapping[str, int], public: Sequence[PublicModel], passed: Counter[str]
) -> tuple[Product, ...]:
    return tuple(
        Product(
            name=model.name,
            relation=model.relation,
            rows=rows[model.relation],
            tests=passed[model.unique_id],
            key=manifest.key_of(model.unique_id),
            deprecated_from=model.deprecation_date,
        )
        for model in public
    )


def _passed_tests(manifest: Manifest, results: Sequence[NodeResult]) -> Counter[str]:
    """Unique id of a model -> tests on it that passed."""
    passed = {result.unique_id for result in results if result.is_test and result.status == "pass"}
    return Counter({node: len(passed.intersection(tests)) for node, tests in manifest.tests_by_node.items()})
