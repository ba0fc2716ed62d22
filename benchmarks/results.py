"""What a benchmark found, and results.md, which shows it: one section per size of the sample."""

import os
import platform
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import psutil

from benchmarks.measured import Measured

CLAIM_FEEDS = ("sample_medical_claim", "sample_remittance_claim", "sample_adjustment_claim")


@dataclass
class Results:
    """What was measured: the size of the sample, and every run of each step."""

    members: int
    months: int
    repeats: int
    rows: dict[str, int] = field(default_factory=dict)
    runs: dict[str, list[Measured]] = field(default_factory=dict)
    slowest: list[tuple[str, float]] = field(default_factory=list)

    @property
    def all_rows(self) -> int:
        """Rows of all feed files."""
        return sum(self.rows.values())

    @property
    def claim_lines(self) -> int:
        """Rows of the medical claim feeds."""
        return sum(self.rows[feed] for feed in CLAIM_FEEDS)

    def median(self, step: str, of: Callable[[Measured], float]) -> float:
        """The median of one figure over the runs of a step."""
        return statistics.median(of(run) for run in self.runs[step])


TITLE = """# Benchmarks

Made by `uv run python -m benchmarks.build`, `benchmarks.rules` and `benchmarks.events`; see there for what a step does.
The ratios are what counts: seconds depend on the machine and its other work.
"""


def write_report(path: Path, results: Results) -> None:
    """Put the section of this size into the report, in place of an earlier one of the same size."""
    write_section(path, f"{results.members:,} members, {results.months} months", _section(results))


def write_section(path: Path, title: str, body: str) -> None:
    """Put a section into the report, in place of an earlier one of the same title."""
    heading = f"## {title}"
    text = path.read_text(encoding="utf-8") if path.exists() else TITLE
    sections = [part for part in re.split(r"(?m)^(?=## )", text) if not part.startswith(f"{heading}\n")]
    sections.append(f"{heading}\n\n{body}\n")
    path.write_text("\n".join(part.strip() + "\n" for part in sections), encoding="utf-8")


def machine() -> str:
    """The day and the machine of a measurement."""
    memory = psutil.virtual_memory().total / 2**30
    versions = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    return f"{date.today():%Y-%m-%d}; {os.cpu_count()} cores, {memory:.0f} GB, {versions}"


def _section(results: Results) -> str:
    steps = {
        "sample": ("generate the sample", results.all_rows),
        "ingest": ("ingest it", results.all_rows),
        "dbt build": ("`dbt build`, whole mesh: models, data tests, unit tests", results.all_rows),
        "models and data tests": ("the same models and data tests without dbt", results.all_rows),
        "dbt run": ("`dbt build` without tests", results.all_rows),
        "models": ("the same models without dbt", results.all_rows),
    }
    lines = [
        f"{results.all_rows:,} rows in the feed files, {results.claim_lines:,} of them claim lines. "
        f"Median of {results.repeats}. {machine()}.",
        "",
        "| step | wall s | CPU s | rows/s | peak memory GB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, (title, rows) in steps.items():
        wall, cpu = results.median(name, lambda run: run.wall), results.median(name, lambda run: run.cpu)
        peak = results.median(name, lambda run: run.peak_bytes) / 2**30
        lines.append(f"| {title} | {wall:.1f} | {cpu:.1f} | {rows / wall:,.0f} | {peak:.2f} |")
    lines += [
        "",
        "| ratio | wall | CPU |",
        "| --- | ---: | ---: |",
        _ratio(results, "`dbt build` : models and data tests without dbt", "dbt build", "models and data tests"),
        _ratio(results, "`dbt build` without tests : models without dbt", "dbt run", "models"),
        "",
        "The slowest models in `dbt build`:",
        "",
        "| model | s |",
        "| --- | ---: |",
        *(f"| {name} | {seconds:.2f} |" for name, seconds in results.slowest),
    ]
    return "\n".join(lines)


def _ratio(results: Results, title: str, dbt: str, plain: str) -> str:
    wall = results.median(dbt, lambda run: run.wall) / results.median(plain, lambda run: run.wall)
    cpu = results.median(dbt, lambda run: run.cpu) / results.median(plain, lambda run: run.cpu)
    return f"| {title} | {wall:.2f} | {cpu:.2f} |"
