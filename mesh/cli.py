"""The command `mesh`."""

import sys

import typer

from mesh.errors import MeshError

app = typer.Typer(name="mesh", no_args_is_help=True, add_completion=False, rich_markup_mode="markdown", pretty_exceptions_enable=False)


def main() -> None:
    """Run the command line; a MeshError becomes one sentence and exit code 1."""
    try:
        app()
    except MeshError as error:
        typer.echo(f"mesh: {error}", err=True)
        sys.exit(1)
