"""`mesh docs` and `mesh asyncapi`."""

import json
from pathlib import Path
from typing import Annotated

import typer

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


def asyncapi(
    out: Annotated[Path | None, typer.Option(help="Folder to write to; asyncapi in the warehouse without it.")] = None,
) -> None:
    """Write an AsyncAPI 3.0 document per domain: its topics, and what the messages in them look like.

    They are made from the feed contracts and the contracts of the products, for whoever publishes or subscribes.
    """
    from mesh.build.report import Silent
    from mesh.build.session import Options, Session
    from mesh.docs.asyncapi import documents
    from mesh.domains import discover

    settings = config.load()
    with messages.status("Reading the dbt projects."):
        manifest = Session(settings, discover(settings), Options(), Silent()).recent_manifest()
    folder = out or settings.warehouse / "asyncapi"
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents(settings, manifest).items():
        path = folder / f"{name}.asyncapi.json"
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        output.print(f"{shorten(path)}: {len(document['channels'])} topics", markup=False, soft_wrap=True)
