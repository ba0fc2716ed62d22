"""Measures how the build grows: the whole mesh at one size and at ten times that size, model by model.

    uv run python -m benchmarks.rules                      10,000 and 100,000 members, about 5 M claim lines
    uv run python -m benchmarks.rules --members 20000      2,000 and 20,000 members

The same steps at both sizes: sample, ingest, `dbt build` with all tests into an empty database. The report says how
long the build took and how much memory it needed, the slowest models with rows per second, and for every model the
factor by which its time grew. A model that takes a second or more and grew by more than a quarter beyond the
population is named: that is more than linear.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from benchmarks.measured import Measured, measure
from benchmarks.results import CLAIM_FEEDS, machine, write_section

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEP = 10
GOAL_SECONDS, GOAL_BYTES = 120, 6 * 2**30
TOLERANCE, NOTICEABLE_SECONDS = 1.25, 1.0


@dataclass(frozen=True)
class Model:
    """Seconds that a model took, and the rows it has now (None for a view)."""

    seconds: float
    rows: int | None


@dataclass
class Size:
    """Everything measured at one size."""

    members: int
    feed_rows: dict[str, int] = field(default_factory=dict)
    steps: dict[str, Measured] = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)

    @property
    def all_rows(self) -> int:
        """Rows of all feed files."""
        return sum(self.feed_rows.values())

    @property
    def claim_lines(self) -> int:
        """Rows of the medical claim feeds."""
        return sum(self.feed_rows[feed] for feed in CLAIM_FEEDS)


def measured(members: int, months: int, folder: Path) -> Size:
    """Make a sample of this size, ingest and build it in a warehouse under `folder`."""
    size = Size(members)
    warehouse, files, target = folder / "warehouse", folder / "files", folder / "target"
    environment = {
        **os.environ,
        "MESH_ROOT": str(ROOT),
        "MESH_WAREHOUSE": str(warehouse),
        "DBT_PROFILES_DIR": str(ROOT),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(folder / "logs"),
    }

    def step(name: str, *command: str | Path) -> None:
        print(f"{members:,} members, {name} ...", end=" ", flush=True)
        done = size.steps[name] = measure(command, ROOT, environment)
        print(f"{done.wall:.1f} s, {done.cpu:.1f} CPU-s, peak {done.peak_bytes / 2**30:.2f} GB", flush=True)

    step("sample", BIN / "mesh", "sample", "--members", str(members), "--months", str(months), "--out", files)
    manifest = json.loads((files / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        size.feed_rows[file["feed"]] = size.feed_rows.get(file["feed"], 0) + file["rows"]
    step("ingest", BIN / "mesh", "ingest", files)
    shutil.rmtree(files)
    measure([BIN / "mesh", "setup"], ROOT, environment)
    measure([BIN / "dbt", "parse", "--quiet"], ROOT, environment)
    step("build", BIN / "dbt", "build", "--quiet")
    size.models = _models(target, warehouse / "dev.duckdb")
    return size


def _models(target: Path, database: Path) -> dict[str, Model]:
    """Every model with its time in the build and its rows."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    with duckdb.connect(str(database), read_only=True) as connection:
        counted = connection.execute("select schema_name || '.' || table_name, estimated_size from duckdb_tables()")
        rows: dict[str, int] = dict(counted.fetchall())
    found = {}
    for result in results:
        node = nodes.get(result["unique_id"])
        if node and node["resource_type"] == "model":
            name = f"{node['package_name']}.{node['alias']}"
            found[name] = Model(result["execution_time"], rows.get(f"{node['schema']}.{node['alias']}"))
    return found


def report(small: Size, large: Size) -> str:
    """The section of results.md."""
    linear = large.members / small.members
    build = large.steps["build"]
    grew = {name: model.seconds / small.models[name].seconds for name, model in large.models.items()}
    beyond = [
        name
        for name, model in large.models.items()
        if grew[name] > linear * TOLERANCE and model.seconds >= NOTICEABLE_SECONDS
    ]
    by_time = sorted(large.models, key=lambda name: -large.models[name].seconds)
    return "\n".join(
        [
            f"{large.all_rows:,} rows in the feed files, {large.claim_lines:,} of them claim lines; "
            f"{small.all_rows:,} and {small.claim_lines:,} at the small size. {machine()}.",
            "",
            "| step | wall s | CPU s | peak memory GB | wall s at the small size | factor |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *(_step(name, small, large) for name in large.steps),
            "",
            f"Whole build, models and all tests: {build.wall:.0f} s "
            f"({_goal(build.wall <= GOAL_SECONDS)} of {GOAL_SECONDS} s), {build.peak_bytes / 2**30:.2f} GB "
            f"({_goal(build.peak_bytes <= GOAL_BYTES)} of {GOAL_BYTES / 2**30:.0f} GB).",
            "",
            f"Models that take {NOTICEABLE_SECONDS:.0f} s or more and grew by more than {linear * TOLERANCE:g}: "
            f"{', '.join(sorted(beyond)) or 'none'}.",
            "",
            "The ten slowest models:",
            "",
            "| model | s | rows | rows/s | factor |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(_slow(name, large.models[name], grew[name]) for name in by_time[:10]),
            "",
            "Every model, slowest first, with the factor by which its time grew:",
            "",
            "| model | s | s at the small size | factor |",
            "| --- | ---: | ---: | ---: |",
            *(
                f"| {name} | {large.models[name].seconds:.2f} | {small.models[name].seconds:.2f} | {grew[name]:.1f} |"
                for name in by_time
            ),
        ]
    )


def _goal(reached: bool) -> str:
    return "within the goal" if reached else "beyond the goal"


def _step(name: str, small: Size, large: Size) -> str:
    step, before = large.steps[name], small.steps[name]
    peak = f"{step.peak_bytes / 2**30:.2f}"
    return f"| {name} | {step.wall:.1f} | {step.cpu:.1f} | {peak} | {before.wall:.1f} | {step.wall / before.wall:.1f} |"


def _slow(name: str, model: Model, grew: float) -> str:
    if model.rows is None:
        return f"| {name} | {model.seconds:.2f} | view | | {grew:.1f} |"
    return f"| {name} | {model.seconds:.2f} | {model.rows:,} | {model.rows / model.seconds:,.0f} | {grew:.1f} |"


def main() -> None:
    """Read the arguments, measure both sizes, and write the report."""
    parser = argparse.ArgumentParser(description="Measure how the build of the mesh grows with the population.")
    parser.add_argument("--members", type=int, default=100_000, help=f"the larger size; the smaller is 1/{STEP} of it")
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--folder", type=Path, help="kept afterwards; a temporary folder otherwise")
    parser.add_argument("--report", type=Path, default=Path(__file__).with_name("results.md"))
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="mesh-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder} is not empty: name a new folder, so that nothing from another run is measured.")
    try:
        small = measured(arguments.members // STEP, arguments.months, folder / "small")
        large = measured(arguments.members, arguments.months, folder / "large")
    finally:
        if arguments.folder is None:
            shutil.rmtree(folder)
    title = f"Rules: {large.members:,} members against {small.members:,}, {arguments.months} months"
    write_section(arguments.report, title, report(small, large))
    print(f"Written to {arguments.report}.")


if __name__ == "__main__":
    main()
