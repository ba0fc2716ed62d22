"""What starts runs by itself: a domain whose feeds, upstream releases or code changed since its release is built."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from mesh.build.freshness import why_not
from mesh.build.inputs import read_inputs
from mesh.config import Settings
from mesh.domains import Domain, discover
from mesh.events.log import EventLog
from mesh.releases.store import ReleaseStore
from orchestration.builds import release_metadata
from orchestration.feeds import head_metadata
from orchestration.keys import feed_key, release_key

INPUTS_TAG = "mesh/inputs"
_DATA_VERSION_TAG = "dagster/data_version"
_EVERY_SECONDS = 15
_UNDER_WAY = {
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
}


def refresh_sensor(
    settings: Settings, jobs: Sequence[Any], models: Mapping[str, Sequence[dg.AssetKey]]
) -> dg.SensorDefinition:
    """Asks for the job of every domain that is due, upstream first, and reports what came about without Dagster.

    The rule is that of `mesh build`, so that both agree about what is due. The same inputs are tried once: a build that
    failed would fail again. jobs: one per domain, called like it. models: what a release of each domain
    is made of.
    """

    @dg.sensor(
        name="refresh",
        description="Builds the domains whose feeds, upstream releases or code changed.",
        jobs=jobs,
        minimum_interval_seconds=_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def refresh(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        if not EventLog(settings.log_dir).heads():
            return dg.SkipReason(
                "The event log is empty: `mesh up` fills it with a sample, `mesh ingest` with your files."
            )
        domains = discover(settings)
        return dg.SensorResult(
            run_requests=list(due(settings, domains, context.instance)),
            asset_events=list(news(settings, domains, models, context.instance)),
        )

    return refresh


def due(settings: Settings, domains: tuple[Domain, ...], instance: dg.DagsterInstance) -> Iterator[dg.RunRequest]:
    """A run for each domain that is due, unless one upstream of it is: then its turn comes after that one's release."""
    waiting: set[str] = set()
    for domain in domains:
        inputs = read_inputs(settings, domain)
        if waiting.intersection(domain.upstream):
            waiting.add(domain.name)
        elif why_not(ReleaseStore(settings, domain.name), domain, inputs) is None:
            tags = {INPUTS_TAG: f"{domain.name}-{inputs.fingerprint}"}
            tried = instance.get_runs(dg.RunsFilter(tags=tags), limit=1)
            if not tried or tried[0].status in _UNDER_WAY:
                waiting.add(domain.name)
            if not tried:
                yield dg.RunRequest(run_key=tags[INPUTS_TAG], job_name=domain.name, tags=tags)


def news(
    settings: Settings,
    domains: tuple[Domain, ...],
    models: Mapping[str, Sequence[dg.AssetKey]],
    instance: dg.DagsterInstance,
) -> Iterator[dg.AssetMaterialization]:
    """Events and releases that Dagster has not seen yet, because the command line brought them about.

    None while a run is under way: it publishes a release first and reports it itself a moment later.
    """
    if instance.get_runs(dg.RunsFilter(statuses=list(_UNDER_WAY)), limit=1):
        return
    heads = EventLog(settings.log_dir).heads()
    for domain in domains:
        for feed in domain.feeds:
            topic = f"{domain.name}.{feed}"
            version = str(heads.get(topic, 0))
            if not _is_known(instance, feed_key(domain.name, feed), version):
                yield dg.AssetMaterialization(
                    asset_key=feed_key(domain.name, feed),
                    metadata=head_metadata(settings, topic),
                    tags={_DATA_VERSION_TAG: version},
                )
        release = ReleaseStore(settings, domain.name).current()
        if release and not _is_known(instance, release_key(domain.name), release.release_id):
            rows = {product.relation: product.rows for product in release.products}
            for key in models.get(domain.name, ()):
                counted = {"dagster/row_count": rows[key.path[-1]]} if key.path[-1] in rows else {}
                yield dg.AssetMaterialization(asset_key=key, metadata={"release_id": release.release_id, **counted})
            yield dg.AssetMaterialization(
                asset_key=release_key(domain.name),
                metadata=release_metadata(release),
                tags={_DATA_VERSION_TAG: release.release_id},
            )


def _is_known(instance: dg.DagsterInstance, key: dg.AssetKey, version: str) -> bool:
    event = instance.get_latest_materialization_event(key)
    materialization = event.asset_materialization if event else None
    return bool(materialization and (materialization.tags or {}).get(_DATA_VERSION_TAG) == version)
