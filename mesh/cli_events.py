"""The commands `mesh ingest` and `mesh log`."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mesh import config
from mesh.errors import MeshError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from mesh.events.ingest import Outcome
    from mesh.events.log import EventLog

_DAY = "%Y-%m-%d"
_PIPE_WIDTH = 160
_NAMES_SHOWN = 5


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files, folders and zip packages; default: warehouse/landing.")
    ] = None,
    feed: Annotated[str | None, typer.Option(help="The feed of all these files, when their names do not tell.")] = None,
    file_date: Annotated[
        dt.datetime | None,
        typer.Option(formats=[_DAY], help="The date of the files, in place of what the contract says."),
    ] = None,
    skip_known: Annotated[
        bool, typer.Option("--skip-known", help="Pass over files that were ingested before.")
    ] = False,
) -> None:
    """Append feed files to the event log, checked against their contracts.

    A file with a fault in itself (truncated, wrong header, wrong encoding ...) is refused with one sentence and changes
    nothing; a faulty row is kept and marked. Exit code 1 when any file was refused; the others are ingested.
    """

    from mesh.events.ingest import ingest as run

    settings = config.load()
    console = _console()
    with console.status("Reading the contracts ...") as status:
        outcomes, ignored = run(
            settings,
            paths or [settings.landing_dir],
            feed=feed,
            file_date=file_date.date() if file_date else None,
            skip_known=skip_known,
            on_file=lambda outcome: status.update(f"Ingested up to {outcome.path.name} ..."),
        )
    shown = [outcome for outcome in outcomes if outcome.entry]
    if shown:
        console.print(_outcome_table(shown))
    known = sum(outcome.status == "known" for outcome in outcomes)
    if known:
        typer.echo(f"{known} file{'s were' if known > 1 else ' was'} ingested before and passed over.")
    if ignored:
        names = ", ".join(path.name for path in ignored[:_NAMES_SHOWN]) + (
            " ..." if len(ignored) > _NAMES_SHOWN else ""
        )
        typer.echo(f"{len(ignored)} in the folders and packages belong to no feed and were left alone: {names}")
    for outcome in shown:
        if outcome.message:
            typer.echo(f"Note: {outcome.message}")
    refused = [outcome for outcome in outcomes if outcome.status == "refused"]
    for outcome in refused:
        typer.echo(f"mesh: {outcome.message}", err=True)
    if refused:
        if len(outcomes) > 1:
            typer.echo(f"{len(outcomes) - len(refused)} of {len(outcomes)} files are in; {len(refused)} refused.")
        raise typer.Exit(1)


def _outcome_table(outcomes: "list[Outcome]") -> "Table":
    entries = [outcome.entry for outcome in outcomes if outcome.entry]
    unchanged = any(entry.unchanged for entry in entries)  # only snapshots have unchanged rows
    numbers = ["rows", "unchanged", "events", "faulty", "offsets"]
    table = _table(
        "Ingested", ["feed", "file"], numbers if unchanged else [name for name in numbers if name != "unchanged"]
    )
    for entry in entries:
        counts = [entry.rows_in, entry.unchanged, entry.events, entry.faults]
        if not unchanged:
            del counts[1]
        offsets = _offsets(entry.first_offset, entry.last_offset)
        table.add_row(entry.topic, entry.file_name, *(f"{n:,}" for n in counts), offsets)
    return table


def show_log(
    topic: Annotated[
        str | None, typer.Argument(help="A topic, <domain>.<feed>, or a feed; default: all topics.")
    ] = None,
) -> None:
    """Show the event log: topics with their offsets, or one topic's files and segments."""

    from mesh.contracts import load_contracts
    from mesh.events.log import EventLog

    settings = config.load()
    log = EventLog(settings.log_dir)
    console = _console()
    if topic:
        known = {head.topic for head in log.topics()} | set(load_contracts(settings))
        names = [name for name in sorted(known) if topic in (name, name.split(".", 1)[1])]
        if not names:
            raise MeshError(f"There is no topic {topic!r}. `mesh log` lists the topics.")
        topic = names[0]
        for table in (_file_table(log, topic), _segment_table(log, topic)):
            console.print(table)
        for dropped in log.tombstones(topic):
            typer.echo(f"The events {dropped.first_offset}-{dropped.last_offset} were dropped: {dropped.reason}.")
    else:
        console.print(_topic_table(log))
        empty = sorted(set(load_contracts(settings)) - {head.topic for head in log.topics()})
        if empty:
            typer.echo(f"Nothing yet in {', '.join(empty)}.")


def _topic_table(log: "EventLog") -> "Table":
    table = _table(
        "Event log", ["topic"], ["offsets", "hot", "files", "segments", "faulty", "size", "last received (UTC)"]
    )
    for head in log.topics():
        offsets = _offsets(0 if head.head else None, head.head - 1)
        counts = (head.hot, head.files, head.segments, head.faults)
        received = (head.last_received or "")[:16]
        table.add_row(head.topic, offsets, *(f"{n:,}" for n in counts), _size(head.bytes), received)
    return table


def _file_table(log: "EventLog", topic: str) -> "Table":
    numbers = ["rows", "unchanged", "deletes", "events", "faulty", "offsets", "received (UTC)"]
    table = _table(f"{topic}: files", ["file", "date", "sha256"], numbers)
    for entry in log.files(topic):
        counts = (entry.rows_in, entry.unchanged, entry.deletes, entry.events, entry.faults)
        offsets = _offsets(entry.first_offset, entry.last_offset)
        texts = (entry.file_name, entry.file_date or "", entry.sha256[:8])
        table.add_row(*texts, *(f"{n:,}" for n in counts), offsets, entry.received_at[:16])
    return table


def _segment_table(log: "EventLog", topic: str) -> "Table":
    table = _table(f"{topic}: segments", ["file", "sha256"], ["events", "offsets", "size"])
    for segment in log.segments(topic):
        offsets = _offsets(segment.first_offset, segment.last_offset)
        name = Path(segment.path).name
        table.add_row(name, segment.sha256[:8], f"{segment.rows:,}", offsets, _size(segment.bytes))
    return table


def _console() -> "Console":
    """A console that is wide enough for the tables when the output goes to a file or a pipe."""
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=_PIPE_WIDTH)


def _table(title: str, texts: list[str], numbers: list[str]) -> "Table":
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for name in texts:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _offsets(first: int | None, last: int | None) -> str:
    return "" if first is None or last is None else f"{first:,}-{last:,}"


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 1e5 else f"{count / 1e3:,.1f} kB"  # noqa: PLR2004
