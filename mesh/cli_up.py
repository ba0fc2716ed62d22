"""`mesh up`."""

import time
from typing import Annotated

import typer

from mesh import config
from mesh.cli_build import ProgressReporter
from mesh.cli_products import product_table
from mesh.cli_show import messages, output, shorten


def up(
    members: Annotated[int, typer.Option(min=50, help="People in the sample population.")] = 1000,
    months: Annotated[int, typer.Option(min=3, max=120, help="Months of its history.")] = 24,
    seed: Annotated[int, typer.Option(help="Another seed makes other people.")] = 7,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over with an empty event log; releases are kept.")
    ] = False,
) -> None:
    """Bring the whole mesh up on a sample population, and show the products.

    Sample -> ingest -> build and test every domain -> release. Run it again whenever you like: only what changed is
    done.
    """
    from mesh.up import Sample
    from mesh.up import up as run

    settings, started = config.load(), time.monotonic()
    with ProgressReporter() as reporter:
        outcomes = run(settings, Sample(members, months, seed), fresh, messages.print, reporter)
    output.print()
    output.print(product_table(settings))
    output.print()
    if not all(outcome.ok for outcome in outcomes):
        output.print("Not every domain could be released; the reasons stand above. The last releases stay in place.")
        raise typer.Exit(1)
    output.print(f"The mesh is up ({time.monotonic() - started:.0f} s). What next:\n")
    for command, what in (
        (
            shorten(settings.published_dir) + "/*.duckdb",
            "the products; open them read-only in any DuckDB client or BI tool",
        ),
        ("uv run dbt build --select claims", "build a domain in your own development database"),
        ("uv run dagster dev", "see the lineage and refresh domains on http://localhost:3000"),
        ("uv run mesh ingest --help", "bring your own files"),
        ("uv run mesh --help", "everything else, in order; then README.md and docs/"),
    ):
        output.print(f"  [bold]{command:<34}[/] {what}")
