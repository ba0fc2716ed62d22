"""Whether a domain has to be built: the one rule that `mesh build` and Dagster share."""

from mesh.build.report import Status
from mesh.domains import Domain
from mesh.releases.document import Inputs
from mesh.releases.store import ReleaseStore


def why_not(store: ReleaseStore, domain: Domain, inputs: Inputs) -> tuple[Status, tuple[str, ...]] | None:
    """Why no build is needed, or possible, with these inputs, as status and sentences; None when one is due.

    After a rollback the inputs of the releases that were set aside count as built: only something new makes a build.
    """
    missing = [name for name in domain.upstream if name not in inputs.upstream]
    if missing:
        reads = f"{domain.name} reads {', '.join(missing)}, of which there is no release yet: nothing was built."
        return Status.SKIPPED, (reads,)
    current = store.current()
    if current is None:
        return None
    if current.inputs == inputs:
        return Status.UNCHANGED, ()
    if any(release.inputs == inputs for release in store.superseding(current.release_id)):
        held = (
            f"{domain.name} was rolled back to {current.release_id} and nothing changed since: "
            f"`mesh build {domain.name} --force` builds it all the same."
        )
        return Status.HELD, (held,)
    return None
