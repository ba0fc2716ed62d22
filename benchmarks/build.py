"""Measures the whole way of the data: sample -> ingest -> dbt build, and dbt build against the same SQL without dbt.

    uv run python -m benchmarks.build                      20,000 members x 24 months, about 1 M claim lines
    uv run python -m benchmarks.build --members 200000     about 10 M claim lines

Builds in a folder of its own (--folder, else a temporary one) and writes results.md beside this file. dbt and plain
DuckDB take turns; every figure is the median of --repeats turns. Read the ratios: absolute figures are those of the
machine and of what else it did.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import Measured, measure
from benchmarks.results import Results, write_report

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


class Benchmark:
    """The steps, each in the folder's own warehouse."""

    def __init__(self, folder: Path, results: Results) -> None:
        self.results = results
        self.warehouse = folder / "warehouse"
        self.files = folder / "files"
        self.target = folder / "target"
        self.straight = folder / "straight.duckdb"
        self.environment = {
            **os.environ,
            "MESH_ROOT": str(ROOT),
            "MESH_WAREHOUSE": str(self.warehouse),
            "DBT_PROFILES_DIR": str(ROOT),
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(folder / "logs"),
        }

    def step(self, name: str, *command: str | Path) -> Measured:
        """Run a command of the project and keep its figures under `name`."""
        print(f"{name} ...", end=" ", flush=True)
        done = measure(command, ROOT, self.environment)
        print(f"{done.wall:.1f} s, {done.cpu:.1f} CPU-s, peak {done.peak_bytes / 2**30:.2f} GB", flush=True)
        self.results.runs.setdefault(name, []).append(done)
        return done

    def run(self) -> None:
        """Everything, in order."""
        members, months = str(self.results.members), str(self.results.months)
        self.step("sample", BIN / "mesh", "sample", "--members", members, "--months", months, "--out", self.files)
        manifest = json.loads((self.files / "manifest.json").read_text(encoding="utf-8"))
        for file in manifest["files"]:
            self.results.rows[file["feed"]] = self.results.rows.get(file["feed"], 0) + file["rows"]
        print(f"  {self.results.all_rows:,} rows, {self.results.claim_lines:,} of them claim lines")
        self.step("ingest", BIN / "mesh", "ingest", self.files)
        measure([BIN / "mesh", "setup"], ROOT, self.environment)
        measure([BIN / "dbt", "parse", "--quiet"], ROOT, self.environment)
        for _ in range(self.results.repeats):
            self._forget(self.warehouse / "dev.duckdb")
            self.step("dbt build", BIN / "dbt", "build", "--quiet")
            self.results.slowest = self._slowest_models()
            self._straight("models and data tests", "--tests")
            self._straight("models")
            self._forget(self.warehouse / "dev.duckdb")
            self.step("dbt run", BIN / "dbt", "build", "--quiet", "--resource-type", "model", "--resource-type", "seed")

    def _straight(self, name: str, *options: str) -> None:
        self._forget(self.straight)
        self.step(name, sys.executable, "-m", "benchmarks.straight", self.target, self.straight, *options)

    @staticmethod
    def _forget(database: Path) -> None:
        for path in database.parent.glob(f"{database.name}*"):
            path.unlink()

    def _slowest_models(self) -> list[tuple[str, float]]:
        results = json.loads((self.target / "run_results.json").read_text(encoding="utf-8"))["results"]
        seconds = [
            (result["unique_id"].removeprefix("model."), result["execution_time"])
            for result in results
            if result["unique_id"].startswith("model.")
        ]
        return sorted(seconds, key=lambda model: -model[1])[:10]


def main() -> None:
    """Read the arguments, measure, and write the report."""
    parser = argparse.ArgumentParser(
        description="Measure sample, ingest and dbt build against the same SQL without dbt."
    )
    parser.add_argument("--members", type=int, default=20_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="kept afterwards; a temporary folder otherwise")
    parser.add_argument("--report", type=Path, default=Path(__file__).with_name("results.md"))
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="mesh-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder} is not empty: name a new folder, so that nothing from another run is measured.")
    results = Results(arguments.members, arguments.months, arguments.repeats)
    try:
        Benchmark(folder, results).run()
    finally:
        if arguments.folder is None:
            shutil.rmtree(folder)
    write_report(arguments.report, results)
    print(f"Written to {arguments.report}.")


if __name__ == "__main__":
    main()
