"""dbt inside the test process, which starts it and parses the mesh only once.

Starting dbt and parsing the mesh cost some ten seconds, a model of a small warehouse a few milliseconds. The tests of
the README's commands and of `mesh build` start dbt as users do.
"""

import contextlib
import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner

from mesh.build.dbt import close_connections

_QUIET = ("--quiet", "--no-write-json", "--no-use-colors")


def run(root: Path, environment: Mapping[str, str], *arguments: str) -> None:
    """Run a dbt command on the mesh at `root`; a failure raises what dbt says of it, and the names of what failed."""
    with contextlib.chdir(root), _variables(environment):
        runner = dbtRunner(manifest=_parsed(root))
        try:
            outcome = runner.invoke([*arguments, *_QUIET])
        finally:
            close_connections()
    if not outcome.success:
        results = getattr(outcome.result, "results", [])
        failed = [f"{one.node.name}: {one.message}" for one in results if one.status in ("error", "fail")]
        raise AssertionError("\n".join([f"dbt {' '.join(arguments)} failed", str(outcome.exception or ""), *failed]))


@functools.cache
def _parsed(root: Path) -> Any:
    """The manifest of target dev; it does not depend on where the warehouse is."""
    outcome = dbtRunner().invoke(["parse", *_QUIET])
    assert outcome.success, f"{root} cannot be parsed: {outcome.exception}"
    return outcome.result


@contextlib.contextmanager
def _variables(environment: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
