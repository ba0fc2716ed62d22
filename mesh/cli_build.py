"""`mesh setup` and `mesh build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from mesh import config
from mesh.cli_show import messages, output

if TYPE_CHECKING:
    from mesh.build import dbt
    from mesh.build.report import Outcome
    from mesh.releases.document import Release

_STYLES = {"released": "green", "unchanged": "dim", "rolled back": "yellow", "failed": "red", "skipped": "yellow"}


class ProgressReporter:
    """Shows the build of each domain as a bar while it runs and as a line when it ends."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<14}"),
            BarColumn(bar_width=30),
            TextColumn("{task.completed:>4.0f}/{task.total:<4.0f} {task.fields[node]}"),
            TimeElapsedColumn(),
            console=messages,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "ProgressReporter":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def note(self, sentence: str) -> None:
        """Print a sentence."""
        messages.print(sentence, style="dim", markup=False, soft_wrap=True)

    def started(self, domain: str) -> None:
        """Show the domain's bar."""
        self._tasks[domain] = self._progress.add_task(domain, total=0, node="")

    def progressed(self, domain: str, progress: "dbt.Progress") -> None:
        """Move the domain's bar."""
        self._progress.update(self._tasks[domain], completed=progress.done, total=progress.total, node=progress.name)

    def ended(self, outcome: "Outcome") -> None:
        """Replace the domain's bar by a line."""
        if task := self._tasks.pop(outcome.domain, None):
            self._progress.remove_task(task)
        style = _STYLES[outcome.status.value]
        messages.print(f"{outcome.domain:<14} [{style}]{outcome.status.value:<12}[/] {_facts(outcome)}", soft_wrap=True)
        for reason in outcome.reasons:
            messages.print(f"  {reason}", style=style, markup=False, soft_wrap=True)


def _facts(outcome: "Outcome") -> str:
    if outcome.release is None:
        return "no release yet"
    if outcome.status.value == "released":
        return f"{_size(outcome.release)}, {outcome.seconds:.1f} s"
    return f"{outcome.release.release_id} stays the release"


def _size(release: "Release") -> str:
    tests = f"{release.tests_passed} tests passed" + (
        f", {release.tests_failed} warned" if release.tests_failed else ""
    )
    return f"{release.release_id}: {len(release.products)} products, {release.rows:,} rows, {tests}"


def setup() -> None:
    """Prepare every dbt project, so that plain `dbt` commands work.

    Installs the local packages of the umbrella project, the reference data and each domain; afterwards `dbt build`
    works at the root and inside domains/claims. Does nothing when nothing is missing.
    """
    from mesh.build.setup import ensure

    settings = config.load()
    installed = ensure(settings)
    names = ", ".join(_project_name(settings, project) for project in installed)
    output.print(f"Prepared for dbt: {names}." if installed else "Everything is prepared for dbt.")


def _project_name(settings: config.Settings, project: Path) -> str:
    return "the root" if project == settings.root else project.relative_to(settings.root).as_posix()


def build(
    domains: Annotated[
        list[str] | None, typer.Argument(help="Domains to build, with those they read; all without one.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build also what did not change or was rolled back.")] = False,
    allow_breaking: Annotated[
        bool,
        typer.Option("--allow-breaking", help="Release even if a published column is removed or changes its type."),
    ] = False,
    keep: Annotated[int, typer.Option(min=1, help="Releases to keep per domain.")] = 10,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for another build of the same domain.")] = 600,
) -> None:
    """Build, audit and release the domains whose feeds, code or upstream changed.

    A domain is released only when every model and test passed, no feed rejects more rows than its contract allows and
    no published column was lost; otherwise its last release stays and the reason is printed. Ends with 1 then.
    """
    from mesh.build.pipeline import build_mesh
    from mesh.build.session import Options

    options = Options(force=force, allow_breaking=allow_breaking, keep=keep, wait_seconds=wait)
    with ProgressReporter() as reporter:
        outcomes = build_mesh(config.load(), domains or (), options, reporter)
    if not all(outcome.ok for outcome in outcomes):
        raise typer.Exit(1)
