"""`mesh check`."""

import typer

from mesh import config
from mesh.cli_show import messages, output


def check() -> None:
    """Check what dbt does not: who reads whom, and that products, rules and feeds are complete.

    Every finding is one sentence with the file and the remedy. Ends with 1 when there is one.
    """
    from mesh.build.report import Silent
    from mesh.build.session import Options, Session
    from mesh.domains import discover
    from mesh.governance.check import check as check_manifest

    settings = config.load()
    domains = discover(settings)
    with messages.status("Reading the dbt projects."):
        manifest = Session(settings, domains, Options(), Silent()).manifest
    findings = check_manifest(settings, manifest)
    for finding in findings:
        output.print(str(finding), markup=False, soft_wrap=True)
    if findings:
        messages.print(f"{len(findings)} findings.")
        raise typer.Exit(1)
    products = sum(len(manifest.public_models(domain.name)) for domain in domains)
    output.print(f"{len(domains)} domains with {products} public tables: nothing to mend.")
