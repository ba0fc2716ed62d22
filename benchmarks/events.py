"""Measures the event log: messages one by one and in batches, a bulk file, sealing, and replay.

    uv run python -m benchmarks.events                     1,000,000 rows
    uv run python -m benchmarks.events --rows 200000

An event is a row of 12 columns and about 200 bytes. Every figure is of one process; processor seconds stand beside the
wall, because other work on the machine shows in the latter only. Adds a section to results.md beside this file.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.results import machine, write_section
from mesh.config import Settings
from mesh.events import Publisher
from mesh.events.housekeeping import keep_house
from mesh.events.ingest import ingest
from mesh.events.replay import Reader

COLUMNS = ["event", "member", "day", *(f"value_{number}" for number in range(1, 10))]
CONTRACT = f"""
feed: bench_event
source: bench
title: Events to measure with.
format: csv
files: ["bench_event*.csv"]
file_date: {{ingest: true}}
key: [event]
columns: [{", ".join(COLUMNS)}]
"""
BATCH = 1_000


@dataclass(frozen=True)
class Figure:
    """One measurement."""

    what: str
    rows: int
    wall: float
    cpu: float


def measured(what: str, work: Callable[[], int]) -> Figure:
    """Run work, which returns how many rows it handled."""
    wall, cpu = time.perf_counter(), time.process_time()
    rows = work()
    figure = Figure(what, rows, time.perf_counter() - wall, time.process_time() - cpu)
    print(f"{what}: {rows:,} rows, {rows / figure.wall:,.0f} rows/s, {rows / figure.cpu:,.0f} rows per CPU-s")
    return figure


def row(number: int) -> dict[str, str]:
    """One message."""
    values = [f"{number:012d}", f"M{number % 9999:08d}", "2024-03-01", *(f"{number % 7919:014d}" for _ in range(9))]
    return dict(zip(COLUMNS, values, strict=True))


def figures(settings: Settings, rows: int, folder: Path) -> Iterator[Figure]:
    """Measure everything, one after the other, in one topic."""
    with Publisher.of("bench_event", settings) as publisher:

        def publish(messages: list[dict[str, str]], size: int) -> int:
            for start in range(0, len(messages), size):
                publisher.publish(messages[start : start + size])
            return len(messages)

        single = [row(number) for number in range(1_000)]
        yield measured("publish one by one, each durable", lambda: publish(single, 1))
        many = [row(number) for number in range(rows // 5)]
        yield measured(f"publish in batches of {BATCH:,}, each durable", lambda: publish(many, BATCH))
    yield measured("seal and put together", lambda: sum(kept.sealed for kept in keep_house(settings)))
    path = folder / "bench_event.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        file.writelines(",".join(row(number).values()) + "\n" for number in range(rows))
    yield measured("ingest a file", lambda: sum(o.entry.events for o in ingest(settings, [path])[0] if o.entry))
    reader = Reader(settings, "bench_event")
    held = ", ".join(f'sum(length("{name}"))' for name in ("_event_id", *COLUMNS))

    def read() -> int:
        with duckdb.connect() as connection:
            return int(connection.execute(f"select count(*), {held} from ({reader.select()})").fetchall()[0][0])

    yield measured("replay, every value read by SQL", read)
    yield measured("replay to a file of JSON lines", lambda: reader.export(folder / "events.jsonl"))


def section(found: list[Figure]) -> str:
    """The figures as Markdown."""
    lines = [
        f"{machine()}.",
        "",
        "| step | rows | wall s | rows/s | rows per CPU-s |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for figure in found:
        speed = f"{figure.rows / figure.wall:,.0f} | {figure.rows / figure.cpu:,.0f}"
        lines.append(f"| {figure.what} | {figure.rows:,} | {figure.wall:.1f} | {speed} |")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, measure, and write the report."""
    parser = argparse.ArgumentParser(description="Measure the event log.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--report", type=Path, default=Path(__file__).with_name("results.md"))
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mesh-benchmark-"))
    try:
        feeds = folder / "domains" / "bench" / "feeds"
        feeds.mkdir(parents=True)
        (feeds / "bench_event.yml").write_text(CONTRACT, encoding="utf-8")
        found = list(figures(Settings(folder, folder / "warehouse"), arguments.rows, folder))
    finally:
        shutil.rmtree(folder)
    write_section(arguments.report, f"Event log, {arguments.rows:,} rows", section(found))
    print(f"Written to {arguments.report}.")


if __name__ == "__main__":
    main()
