"""The command `mesh`: a tour of the platform in the order a newcomer needs it.

Each command is a function in its own module mesh/cli_<topic>.py; this module only puts them in order. Those modules
import duckdb, dbt and the like inside their functions, so that `mesh --help` answers at once.
"""

import sys

import typer

from mesh import (
    cli_build,
    cli_check,
    cli_docs,
    cli_events,
    cli_live,
    cli_products,
    cli_releases,
    cli_rules,
    cli_sample,
    cli_up,
)
from mesh.errors import MeshError

START = "1 Start: everything with one command"
FEED = "2 Feed: files and messages become events"
BUILD = "3 Build: events become released data products"
LOOK = "4 Look: what there is, and since when"
CHANGE = "5 Change: before you commit"

app = typer.Typer(
    name="mesh",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help=(
        "The healthcare data mesh: feed files become events, events become contracted data products, "
        "and every domain releases its products together.\n\n"
        "New here? Run `mesh up`, then read what it prints."
    ),
)

app.command("up", rich_help_panel=START)(cli_up.up)

app.command("sample", rich_help_panel=FEED)(cli_sample.sample)
app.command("ingest", rich_help_panel=FEED)(cli_events.ingest)
app.command("publish", rich_help_panel=FEED)(cli_live.publish)
app.command("seal", rich_help_panel=FEED)(cli_live.seal)

app.command("setup", rich_help_panel=BUILD)(cli_build.setup)
app.command("build", rich_help_panel=BUILD)(cli_build.build)

app.command("log", rich_help_panel=LOOK)(cli_events.show_log)
app.command("tail", rich_help_panel=LOOK)(cli_live.tail)
app.command("replay", rich_help_panel=LOOK)(cli_live.replay)
app.command("verify", rich_help_panel=LOOK)(cli_live.verify)
app.command("asyncapi", rich_help_panel=LOOK)(cli_docs.asyncapi)
app.command("products", rich_help_panel=LOOK)(cli_products.products)
app.command("rules", rich_help_panel=LOOK)(cli_rules.rules)
app.command("releases", rich_help_panel=LOOK)(cli_releases.releases)
app.command("rollback", rich_help_panel=LOOK)(cli_releases.rollback)

app.command("check", rich_help_panel=CHANGE)(cli_check.check)
app.command("docs", rich_help_panel=CHANGE)(cli_docs.docs)


def main() -> None:
    """Run the command line; a MeshError becomes one sentence and exit code 1."""
    try:
        app()
    except MeshError as error:
        typer.echo(f"mesh: {error}", err=True)
        sys.exit(1)
