"""dbt inside this process: parse once, then build domain after domain on the same manifest.

Starting dbt costs seconds and running a model milliseconds, so that everything happens in one process. dbt keeps its
settings in global variables: one build at a time per process.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from mesh.config import Settings
from mesh.errors import MeshError

TARGET = "prod"
_PROGRESS_EVENTS = ("LogStartLine", "NodeFinished")

Inspect = Callable[[duckdb.DuckDBPyConnection], None]
"""Looks at the build on dbt's own connection, before it is closed."""


@dataclass(frozen=True)
class NodeResult:
    """What became of one model, seed or test."""

    unique_id: str
    name: str
    kind: str
    """model, seed, snapshot, test or unit_test."""
    status: str
    """success, pass, warn, fail, error or skipped; words of dbt."""
    message: str
    file: str
    """Path of its source file from the root of the mesh."""
    seconds: float

    @property
    def is_test(self) -> bool:
        """Whether it is a data test or a unit test."""
        return self.kind in ("test", "unit_test")

    @property
    def failed(self) -> bool:
        """Whether it stops the release."""
        return self.status in ("error", "fail", "runtime error", "partial success")


@dataclass(frozen=True)
class Progress:
    """One node was started or finished: its number among all nodes of this build, counted from 1."""

    unique_id: str
    name: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def manifest_path(settings: Settings) -> Path:
    """Where parse leaves the manifest of the whole mesh; apart from the target folder of people's own dbt commands."""
    return settings.root / "target" / TARGET / "manifest.json"


@contextmanager
def environment(settings: Settings, **more: str) -> Iterator[None]:
    """Give dbt absolute paths, which win over a .env whose paths depend on the current folder; undone at the end."""
    wanted = {
        "MESH_ROOT": str(settings.root),
        "MESH_WAREHOUSE": str(settings.warehouse),
        "DBT_PROFILES_DIR": str(settings.root),
        **more,
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class Dbt:
    """dbt for one mesh. Importing it takes seconds, so make one only when there is something to do."""

    def __init__(self, settings: Settings) -> None:
        with environment(settings):
            from dbt.cli.main import dbtRunner  # noqa: PLC0415 - takes two seconds

        self._runner: Callable[..., Any] = dbtRunner
        self.settings = settings
        self.target_path = manifest_path(settings).parent

    def deps(self, project: Path) -> None:
        """Install the local packages of one project; MeshError when dbt refuses."""
        self._invoke(
            self._runner(), ["deps", "--project-dir", str(project), *self._logging()], f"install {project.name}"
        )

    def parse(self) -> Any:
        """Parse the umbrella project for target prod; dbt's own manifest, for `build`, and manifest.json on disk."""
        return self._invoke(self._runner(), ["parse", *self._common()], "parse the mesh")

    def compile(self, manifest: Any) -> dict[str, str]:
        """The SQL of every model by unique id. Nothing is built, no database is opened.

        manifest: what parse returned.
        """
        models = ["--select", "resource_type:model", "--indirect-selection", "empty"]
        arguments = ["compile", *models, "--no-introspect", "--no-populate-cache"]
        runner = self._runner(manifest=manifest)
        outcome = self._invoke(runner, [*arguments, *self._common(), "--no-write-json"], "compile the mesh")
        return {result.node.unique_id: result.node.compiled_code or "" for result in outcome.results}

    def build(self, package: str, manifest: Any, on_progress: OnProgress, inspect: Inspect) -> tuple[NodeResult, ...]:
        """Build and test one package into its build file.

        manifest: what parse returned. inspect: called on dbt's connection after an orderly end of dbt.
        Raises MeshError when dbt ends without results; failures of models and tests stand in the results.
        """
        runner = self._runner(manifest=manifest, callbacks=[_progress_callback(on_progress)])
        arguments = ["build", "--select", f"package:{package}", *self._common(), "--no-write-json"]
        # MESH_DOMAIN tells the plugin which build file to attach for writing.
        with environment(self.settings, MESH_DOMAIN=package):
            try:
                outcome = self._invoke(runner, arguments, f"build {package}")
                inspect(_connection())
            finally:
                close_connections()
        return tuple(self._result(result) for result in outcome.results)

    def _result(self, result: Any) -> NodeResult:
        node = result.node
        return NodeResult(
            unique_id=node.unique_id,
            name=node.name,
            kind=str(node.resource_type),
            status=str(result.status),
            message=(result.message or "").strip(),
            file=self._source_file(node),
            seconds=float(result.execution_time or 0),
        )

    def _source_file(self, node: Any) -> str:
        """The node's source file from the root of the mesh; dbt knows it from its package only."""
        root = self.settings.root
        for folder in (self.settings.domains_dir / node.package_name, root / "seeds", root / "macros"):
            file: Path = folder / node.original_file_path
            if file.exists():
                return file.relative_to(root).as_posix()
        return str(node.original_file_path)

    def _invoke(self, runner: Any, arguments: list[str], what: str) -> Any:
        with environment(self.settings):
            outcome = runner.invoke(arguments)
        if isinstance(outcome.exception, KeyboardInterrupt):
            raise outcome.exception
        if outcome.exception is not None:
            raise MeshError(f"dbt could not {what}: {_one_line(str(outcome.exception))}")
        return outcome.result

    def _common(self) -> list[str]:
        project = ["--project-dir", str(self.settings.root), "--target", TARGET, "--target-path", str(self.target_path)]
        return [*project, *self._logging()]

    def _logging(self) -> list[str]:
        logs = str(self.settings.warehouse / "logs")
        profiles = ["--profiles-dir", str(self.settings.root)]
        return [*profiles, "--log-path", logs, "--log-level", "none", "--log-level-file", "debug"]


def _connection() -> duckdb.DuckDBPyConnection:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415

    connection: duckdb.DuckDBPyConnection = DuckDBConnectionManager.env().handle().cursor()
    return connection


def close_connections() -> None:
    """Close dbt's DuckDB, which it would keep open, and locked, until the process ends."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415
    from dbt.adapters.factory import reset_adapters  # noqa: PLC0415

    environment = DuckDBConnectionManager._ENV
    reset_adapters()
    if environment is not None:
        environment.close()
    DuckDBConnectionManager.close_all_connections()
    gc.collect()


def _progress_callback(on_progress: OnProgress) -> Callable[[Any], None]:
    finished: set[str] = set()
    total = 0

    def callback(event: Any) -> None:
        nonlocal total
        if event.info.name not in _PROGRESS_EVENTS:
            return
        node = event.data.node_info
        if event.info.name == "LogStartLine":
            total = int(event.data.total)
        else:
            finished.add(node.unique_id)
        on_progress(Progress(node.unique_id, node.node_name, len(finished), total))

    return callback


def _one_line(text: str) -> str:
    return " ".join(text.split())
