"""The Dagster project: every domain that stands in domains/ with its feeds, models, checks and releases, in one graph.

Importing this module reads nothing. Dagster calls `defs`, which finds the domains and reads the one dbt manifest that
`mesh build` uses; the mesh is parsed first when there is none yet or a project changed.
"""

import dagster as dg

from mesh import config
from mesh.build.report import Silent
from mesh.build.session import Options, Session
from mesh.config import Settings
from mesh.domains import discover
from orchestration.builds import SESSION, domain_assets, model_keys, session_resource
from orchestration.feeds import feed_assets
from orchestration.sensors import refresh_sensor

EVERYTHING = "everything"


@dg.definitions
def defs() -> dg.Definitions:
    """The definitions of the mesh that this process stands in."""
    return build_definitions(config.load())


def build_definitions(settings: Settings) -> dg.Definitions:
    """Assets, checks, jobs and sensors of a mesh."""
    domains = discover(settings)
    manifest = Session(settings, domains, Options(), Silent()).recent_manifest()
    feeds = [feed for domain in domains for feed in feed_assets(settings, domain, manifest)]
    builds = {domain.name: domain_assets(domain, manifest) for domain in domains}
    models = {name: model_keys(build) for name, build in builds.items()}
    jobs = [
        dg.define_asset_job(
            domain.name,
            selection=dg.AssetSelection.groups(domain.name),
            description=f"Ingest what waits for {domain.name}, build, test and release it.",
        )
        for domain in domains
    ]
    everything = dg.define_asset_job(
        EVERYTHING,
        selection=dg.AssetSelection.all(),
        description="Ingest, build, test and release every domain.",
    )
    return dg.Definitions(
        assets=[*feeds, *builds.values()],
        jobs=[*jobs, everything],
        sensors=[refresh_sensor(settings, jobs, models)],
        resources={SESSION: session_resource(settings)},
        # dbt runs inside the step: starting a process per step would cost more than most builds.
        executor=dg.in_process_executor,
    )
