"""`mesh releases` and `mesh rollback`."""

from typing import Annotated

import typer

from mesh import config
from mesh.cli_show import local_time, messages, output, table


def releases(
    domain: Annotated[str | None, typer.Argument(help="One domain; all without it.")] = None,
) -> None:
    """List the releases: when, from which commit and events, how many rows and tests. `*` marks the current one."""
    from mesh.domains import discover, select
    from mesh.releases.store import ReleaseStore

    settings = config.load()
    shown = table(
        "", "domain", "release", "when", "commit", "events", "rows", "tests", numbers=("events", "rows", "tests")
    )
    for found in select(discover(settings), [domain] if domain else []):
        store = ReleaseStore(settings, found.name)
        current = store.current_id()
        for release in store.all():
            shown.add_row(
                "*" if release.release_id == current else "",
                found.name,
                release.release_id,
                local_time(release.created_at),
                release.commit or "",
                f"{release.events:,}",
                f"{release.rows:,}",
                str(release.tests_passed) + (f" ({release.tests_failed} warned)" if release.tests_failed else ""),
            )
    if not shown.row_count:
        messages.print("There is no release yet: `mesh build` makes the first.")
    output.print(shown)


def rollback(
    domain: Annotated[str, typer.Argument(help="The domain.")],
    release: Annotated[str, typer.Argument(help="One of the releases that `mesh releases` lists.")],
) -> None:
    """Make an earlier (or later) release of a domain the current one, at once.

    Readers see the other release when they open the file the next time. Domains downstream follow with their next
    build. The domain itself is built again when its feeds, code or upstream change, or with `mesh build --force`.
    """
    from mesh.domains import discover, select
    from mesh.locks import exclusive
    from mesh.releases.emit import emit_missing
    from mesh.releases.store import ReleaseStore

    settings = config.load()
    select(discover(settings), [domain])
    store = ReleaseStore(settings, domain)
    with exclusive(settings.warehouse / "locks" / f"{domain}.lock", f"The domain {domain}", 600.0, messages.print):
        store.recover()
        before = store.current_id()
        store.rollback(release)
        emit_missing(settings, store)
    if before == release:
        output.print(f"{release} already was the release of {domain}.")
    else:
        output.print(
            f"{domain} is now at release {release}; {before} is kept, `mesh rollback {domain} {before}` returns to it."
        )
