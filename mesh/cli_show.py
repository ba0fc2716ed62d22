"""How the commands show things: one console for output, one for progress."""

import sys
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

_PIPE_WIDTH = 140

output = Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
"""Results, on standard output."""

messages = Console(stderr=True, highlight=False)
"""Progress and complaints, on standard error."""


def table(*columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """An empty table; the columns named in `numbers` are aligned to the right."""
    shown = Table(header_style="bold", box=None, pad_edge=False)
    for column in columns:
        shown.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return shown


def local_time(moment: datetime) -> str:
    """A moment in the reader's time zone: 2026-11-22 17:45."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def shorten(path: Path) -> str:
    """A path from the current folder when it is below that, else the whole path."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
