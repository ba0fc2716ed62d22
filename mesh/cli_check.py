"""`mesh check`."""

from typing import Annotated

import typer

from mesh import config
from mesh.cli_show import messages, output
from mesh.governance.part import Part


def check(
    part: Annotated[Part | None, typer.Argument(help="Only these checks; all without it.")] = None,
) -> None:
    """Check what dbt does not: who reads whom, one owner per rule, and that products, feeds and seeds are complete.

    Every finding is one sentence with the file and the remedy. Ends with 1 when there is one.
    """
    from mesh.build.report import Silent
    from mesh.build.session import Options, Session
    from mesh.domains import discover
    from mesh.governance.check import check as check_manifest

    settings = config.load()
    domains = discover(settings)
    with messages.status("Reading the dbt projects."):
        session = Session(settings, domains, Options(), Silent())
        compiled = session.compiled() if part in (None, Part.RULES) else {}
    findings = check_manifest(settings, session.manifest, compiled, part)
    for finding in findings:
        output.print(str(finding), markup=False, soft_wrap=True)
    if findings:
        messages.print(f"{len(findings)} findings.")
        raise typer.Exit(1)
    products = sum(len(session.manifest.public_models(domain.name)) for domain in domains)
    output.print(f"{len(domains)} domains with {products} public tables: nothing to mend.")
