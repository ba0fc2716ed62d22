"""`mesh up`: from an empty warehouse to released products of a sample population; again, only what changed."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mesh.build import setup
from mesh.build.pipeline import build_mesh
from mesh.build.report import Outcome, Reporter
from mesh.build.session import Options
from mesh.config import Settings
from mesh.errors import MeshError
from mesh.events.ingest import ingest
from mesh.events.lifecycle import is_feed_topic
from mesh.events.log import EventLog
from mesh.sample import SampleOptions, ensure_sample
from mesh.sample.generate import is_complete
from mesh.sample.options import DEFAULT_START

Step = Callable[[str], None]
"""Is told each step as it begins."""


@dataclass(frozen=True)
class Sample:
    """Which sample population is wanted."""

    members: int
    months: int
    seed: int
    start: dt.date = DEFAULT_START


def up(settings: Settings, sample: Sample, fresh: bool, step: Step, reporter: Reporter) -> tuple[Outcome, ...]:
    """Prepare dbt, make the sample, ingest what is new and build what changed; the outcome of every domain.

    fresh: start with an empty event log, if nothing but a sample is in it. Releases are kept.
    Raises MeshError when the event log holds another sample, or a sample file is refused.
    """
    if fresh:
        _empty_log(settings)
    step("Preparing the dbt projects")
    setup.ensure(settings)
    step(f"Making up a population of {sample.members:,} people over {sample.months} months")
    folder = _sample_folder(settings, sample)
    step("Ingesting its feed files into the event log")
    _ingest(settings, folder, reporter)
    step("Building, testing and releasing the domains")
    return build_mesh(settings, (), Options(), reporter)


def _is_sample(topic: str) -> bool:
    return topic.partition(".")[2].startswith("sample_")


def _empty_log(settings: Settings) -> None:
    held = filter(is_feed_topic, EventLog(settings.log_dir).heads())
    foreign = [topic for topic in held if not _is_sample(topic)]
    if foreign:
        raise MeshError(
            f"The event log in {settings.warehouse} holds more than a sample ({', '.join(foreign[:3])} ...), so that "
            "it is not thrown away: set MESH_WAREHOUSE to another folder."
        )
    if settings.log_dir.exists():
        discarded = settings.log_dir.with_name(".log.discarded")
        shutil.rmtree(discarded, ignore_errors=True)
        settings.log_dir.rename(discarded)
        shutil.rmtree(discarded)


def _sample_folder(settings: Settings, sample: Sample) -> Path:
    options = SampleOptions(members=sample.members, months=sample.months, seed=sample.seed, start=sample.start)
    folder = settings.landing_dir / "sample"
    ingested = any(map(_is_sample, EventLog(settings.log_dir).heads()))
    if ingested and folder.exists() and not is_complete(folder, options):
        raise MeshError(
            f"The event log in {settings.warehouse} holds another sample, and two populations must not be mixed: "
            "add --fresh to start over with an empty event log, or set MESH_WAREHOUSE to another folder."
        )
    return ensure_sample(settings, sample.members, sample.months, sample.seed, sample.start)


def _ingest(settings: Settings, folder: Path, reporter: Reporter) -> None:
    outcomes, _ = ingest(settings, [folder], skip_known=True)
    refused = [outcome.message for outcome in outcomes if outcome.status == "refused"]
    if refused:
        raise MeshError(" ".join(refused))
    entries = [outcome.entry for outcome in outcomes if outcome.entry]
    if entries:
        reporter.note(f"{sum(entry.events for entry in entries):,} events from {len(entries)} files.")
