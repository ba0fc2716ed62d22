"""`make test`: every check of the mesh, one after the other, and a summary at the end.

`python -m tests.run` runs all stages, `python -m tests.run lint` those of a group. The exit code is 0 only when all
passed. A failing stage does not stop the others: one run tells everything that is wrong.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "target" / "test"
WAREHOUSE = FOLDER / "warehouse"
DBT = ("dbt", "--no-use-colors", "--log-path", str(FOLDER / "logs"))


@dataclass(frozen=True)
class Stage:
    """A named command; `group` is what `make` calls it by. A quiet one shows its output only when it fails."""

    name: str
    group: str
    command: tuple[str, ...]
    quiet: bool = False


STAGES = (
    Stage("ruff check", "lint", ("ruff", "check")),
    Stage("ruff format", "lint", ("ruff", "format", "--check")),
    Stage("mypy", "lint", ("mypy",)),
    Stage("sqlfluff", "lint", ("sqlfluff", "lint", "--disable-progress-bar", "--processes", "2")),
    Stage("sample", "dbt", ("mesh", "sample", "--members", "100", "--out", str(FOLDER / "files")), quiet=True),
    Stage("ingest", "dbt", ("mesh", "ingest", str(FOLDER / "files")), quiet=True),
    Stage("dbt build", "dbt", (*DBT, "build", "--target-path", str(FOLDER / "dbt")), quiet=True),
    Stage("pytest", "pytest", ("pytest", "--numprocesses", "2", "--dist", "loadfile", "--no-loadscope-reorder")),
)


@dataclass(frozen=True)
class Outcome:
    """How a stage ended: its last line of output says it best."""

    stage: Stage
    passed: bool
    seconds: float
    last_line: str


def run(stage: Stage) -> Outcome:
    """Run a stage, pass its output on as it comes or when it failed, and keep the last line."""
    print(f"\n== {stage.name}: {' '.join(stage.command)}", flush=True)
    environment = {**os.environ, "MESH_ROOT": str(ROOT), "DBT_PROFILES_DIR": str(ROOT), "PYTHONUNBUFFERED": "1"}
    if stage.group == "dbt":
        environment["MESH_WAREHOUSE"] = str(WAREHOUSE)
    started = time.monotonic()
    lines = []
    with subprocess.Popen(
        stage.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if not stage.quiet:
                print(line, end="", flush=True)
    passed = process.returncode == 0
    if stage.quiet and not passed:
        print("".join(lines), end="", flush=True)
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return Outcome(stage, passed, time.monotonic() - started, re.sub(r"^\d\d:\d\d:\d\d +", "", last))


def main(groups: Sequence[str]) -> int:
    """Run the stages of the groups, of all without one (or `--list` them); 0 when every one passed, else 1."""
    if list(groups) == ["--list"]:
        print("\n".join(f"{stage.group:<7} {' '.join(stage.command)}" for stage in STAGES))
        return 0
    unknown = set(groups) - {stage.group for stage in STAGES}
    if unknown:
        print(f"There is no group of checks called {sorted(unknown)[0]!r}: use lint, dbt or pytest, or none for all.")
        return 2
    chosen = [stage for stage in STAGES if not groups or stage.group in groups]
    if any(stage.group == "dbt" for stage in chosen):
        shutil.rmtree(WAREHOUSE, ignore_errors=True)
        WAREHOUSE.mkdir(parents=True)
    outcomes = [run(stage) for stage in chosen]
    print("\n== summary")
    for outcome in outcomes:
        verdict = "passed" if outcome.passed else "FAILED"
        print(f"{outcome.stage.name:<12} {verdict} {outcome.seconds:6.0f} s   {outcome.last_line}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
