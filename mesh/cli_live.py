"""The commands that work on live events: `mesh publish`, `tail`, `replay`, `seal` and `verify`."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mesh import config
from mesh.cli_show import messages, output
from mesh.errors import MeshError

if TYPE_CHECKING:
    from mesh.events.hot import Receipt
    from mesh.events.input import Numbered
    from mesh.events.publisher import Publisher

_DAY = "%Y-%m-%d"

Topic = Annotated[str, typer.Argument(help="A topic, <domain>.<feed>, or the name of a feed.")]
From = Annotated[
    str, typer.Option("--from", help="An offset, or a time of receipt (UTC): 2026-11-22 or 2026-11-22T16:45.")
]


def publish(
    *,
    topic: Topic,
    file: Annotated[Path | None, typer.Argument(help="A file of JSON lines; standard input without it.")] = None,
    file_date: Annotated[
        dt.datetime | None,
        typer.Option("--date", formats=[_DAY], help="The date of the messages, in place of what the contract says."),
    ] = None,
    version: Annotated[
        int | None, typer.Option(help="The layout that all messages have; each tells without it.")
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="Names this input: what was published under the name before is passed over.")
    ] = None,
    delete: Annotated[
        bool, typer.Option("--delete", help="These rows are no more, instead of new or changed.")
    ] = False,
) -> None:
    """Publish messages, one JSON object per line, checked against the contract of their feed.

    A file is checked as a whole before its first message is published; when a crash interrupts it, run the command
    again and it goes on. Standard input is published as it comes, and each batch acknowledged with its offsets in a
    line. A message that breaks the contract is refused with one sentence, and ends the command with 1.
    """
    from mesh.events.input import file_batches, pipe_batches
    from mesh.events.publisher import Publisher
    from mesh.events.segments import sha256_of

    if file is not None and not file.is_file():
        raise MeshError(f"There is no file {file} to publish: nothing was changed.")
    with Publisher.of(topic, version=version) as publisher:
        origin = file.name if file else "standard input"
        sender = _Sender(publisher, origin, file_date, delete)
        if file is None:
            for receipt in sender.send(pipe_batches(sys.stdin.buffer), key):
                typer.echo(f"{receipt.topic} {receipt.first_offset}-{receipt.last_offset}")
            return
        for batch in file_batches(file):
            sender.check(batch)
        receipts = list(sender.send(file_batches(file), key or sha256_of(file)))
    new = sum(receipt.count for receipt in receipts if not receipt.known)
    known = sum(receipt.count for receipt in receipts if receipt.known)
    before = f" {known:,} were published before." if known else ""
    output.print(f"{new:,} messages of {origin} published to {publisher.contract.topic}.{before}")


class _Sender:
    """Publishes batches of lines, all in the same way."""

    def __init__(self, publisher: "Publisher", origin: str, date: dt.datetime | None, delete: bool) -> None:
        self._publisher = publisher
        self._origin = origin
        self._date = date.date() if date else None
        self._delete = delete
        self._place = f"{publisher.contract.place}, version {publisher.contract.version}"

    def check(self, lines: "list[Numbered]") -> None:
        """Raise RefusedError for a line that breaks the contract."""
        from mesh.events.input import parsed

        records, names = parsed(lines, self._origin, self._place)
        self._publisher.check(records, names)

    def send(self, batches: "Iterator[list[Numbered]]", key: str | None) -> "Iterator[Receipt]":
        """Publish batches; a key and the number of a batch's first line name the batch."""
        from mesh.events.input import parsed

        noted = False
        for lines in batches:
            records, names = parsed(lines, self._origin, self._place)
            receipt = self._publisher.publish(
                records,
                key=f"{key}/{lines[0][0]}" if key else None,
                file_date=self._date,
                event_type="delete" if self._delete else "upsert",
                places=names,
            )
            if receipt.note and not noted:
                messages.print(receipt.note, markup=False, soft_wrap=True)
                noted = True
            yield receipt


def tail(
    topic: Topic,
    last: Annotated[int, typer.Option(min=0, help="How many of the events that are there to show first.")] = 10,
    count: Annotated[int | None, typer.Option(min=1, help="End after so many events.")] = None,
) -> None:
    """Show the last events of a topic as JSON lines, and new ones as they come, until Ctrl-C."""
    from mesh.events.replay import Reader

    reader = Reader(config.load(), topic)
    shown = 0
    for lines in reader.follow(max(reader.head() - last, 0)):
        wanted = lines if count is None else lines[: count - shown]
        _write(wanted)
        shown += len(wanted)
        if shown == count:
            return


def replay(
    topic: Topic,
    start: From = "0",
    stop: Annotated[int | None, typer.Option("--to", help="The last offset; the end of the topic without it.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
) -> None:
    """Print the events of a topic again, as JSON lines in the order of their offsets."""
    from mesh.events.replay import Reader

    reader = Reader(config.load(), topic)
    first, end = _start(start), None if stop is None else stop + 1
    if out is not None:
        messages.print(f"{reader.export(out, first, end):,} events of {reader.topic} written to {out}.", soft_wrap=True)
        return
    for lines in reader.lines(first, end):
        _write(lines)


def _start(text: str) -> "int | dt.datetime":
    if text.isdigit():
        return int(text)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise MeshError(f"--from is {text!r}: give an offset, or a time like 2026-11-22T16:45 (UTC).") from error
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _write(lines: list[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def seal(
    topic: Annotated[str | None, typer.Argument(help="A topic or feed; all without it.")] = None,
) -> None:
    """Turn published messages into segments, put small segments together, and drop what retention says.

    `mesh ingest` and every build seal by themselves what is older than a minute or more than 5,000 messages; run this
    from a timer where messages come and nobody builds.
    """
    from mesh.events.housekeeping import keep_house

    for kept in keep_house(config.load(), topic):
        if kept.anything:
            output.print(
                f"{kept.topic}: {kept.sealed:,} messages sealed, {kept.compacted} segments put together, "
                f"{kept.dropped:,} old events dropped."
            )


def verify(
    topic: Annotated[str | None, typer.Argument(help="A topic or feed; the whole log without it.")] = None,
) -> None:
    """Look whether the event log is whole: hashes, offsets without a gap, readable messages.

    What a crash left behind is removed, and told. Every fault is one sentence; ends with 1 when there is one.
    """
    from mesh.events.log import EventLog
    from mesh.events.replay import Reader
    from mesh.events.verify import verify as look

    settings = config.load()
    findings = look(EventLog(settings.log_dir), Reader(settings, topic).topic if topic else None)
    for sentence in findings.repaired:
        output.print(sentence, markup=False, soft_wrap=True)
    if findings.faults:
        for sentence in findings.faults:
            typer.echo(f"mesh: {sentence}", err=True)
        raise typer.Exit(1)
    output.print("The log is whole: every segment as it was written, every offset accounted for.")
