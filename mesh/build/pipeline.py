"""The build of the mesh: domain after domain, each built, audited and released, or left as it was with the reason."""

from collections.abc import Iterable

from mesh.build.domain import DomainBuild
from mesh.build.report import Outcome, Reporter
from mesh.build.session import Options, Session
from mesh.config import Settings
from mesh.domains import discover, select, with_upstream


def build_mesh(settings: Settings, names: Iterable[str], options: Options, reporter: Reporter) -> tuple[Outcome, ...]:
    """Bring the named domains, and those they read, up to date; all domains without a name. In build order.

    A domain that fails keeps its last release; the domains downstream go on with that. Raises MeshError when a name
    is unknown, the domains form a cycle, or dbt cannot parse the mesh: then nothing was built at all.
    """
    domains = discover(settings)
    session = Session(settings, domains, options, reporter)
    named = [domain.name for domain in select(domains, names)]
    outcomes = []
    for domain in with_upstream(domains, named):
        outcome = DomainBuild(session, domain, force=options.force and domain.name in named).run()
        reporter.ended(outcome)
        outcomes.append(outcome)
    return tuple(outcomes)
