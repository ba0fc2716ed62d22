"""`mesh docs`."""

from mesh import config
from mesh.cli_show import messages, output, shorten


def docs() -> None:
    """Write docs/reference/rules and docs/reference/products from the rules and products themselves."""
    from mesh.build.report import Silent
    from mesh.build.session import Options, Session
    from mesh.docs.write import pages, write
    from mesh.domains import discover

    settings = config.load()
    with messages.status("Reading the dbt projects."):
        manifest = Session(settings, discover(settings), Options(), Silent()).recent_manifest()
    wanted = pages(settings, manifest)
    changed = write(wanted)
    for path in changed:
        output.print(shorten(path), markup=False)
    output.print(f"{len(wanted)} pages, {len(changed)} of them changed.", style="dim")
