"""Segment files: written under a temporary name, synced, renamed; and the sweeping of what a crash left behind."""

import contextlib
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mesh.errors import MeshError
from mesh.events.entries import Segment
from mesh.events.log import EventLog
from mesh.files import sync_file, sync_folder


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def topic_folder(log: EventLog, topic: str) -> Path:
    """Where the segments of a topic stand."""
    return log.log_dir / "segments" / topic


@contextmanager
def scratch(log: EventLog, topic: str) -> Iterator[Path]:
    """An empty scratch folder for the holder of the topic's lock, removed afterwards."""
    folder = log.log_dir / "tmp" / topic
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def seal(
    log: EventLog, topic: str, draft: Path, *, first: int, rows: int, columns: tuple[str, ...], at: str
) -> Segment:
    """Make a draft durable under its final name and describe it; it exists for readers once it is registered."""
    folder = topic_folder(log, topic)
    folder.mkdir(parents=True, exist_ok=True)
    digest = sha256_of(draft)
    last = first + rows - 1
    target = folder / f"{first:012d}-{last:012d}-{digest[:12]}.parquet"
    sync_file(draft)
    draft.replace(target)
    sync_folder(folder)
    path = target.relative_to(log.log_dir).as_posix()
    return Segment(topic, first, last, path, digest, target.stat().st_size, rows, columns, at)


def sweep_topic(log: EventLog, topic: str) -> list[Path]:
    """Delete the files of a topic that the manifest does not list; call it with the topic's lock held."""
    folder = topic_folder(log, topic)
    shutil.rmtree(log.log_dir / "tmp" / topic, ignore_errors=True)
    if not folder.is_dir():
        return []
    kept = log.kept_files(topic)
    orphans = [path for path in folder.iterdir() if path.relative_to(log.log_dir).as_posix() not in kept]
    for orphan in orphans:
        orphan.unlink(missing_ok=True)
    return orphans


def sweep(log: EventLog) -> list[Path]:
    """Delete what killed processes left, in every topic that nobody is writing just now."""
    swept: list[Path] = []
    folders = [*(log.log_dir / "segments").glob("*"), *(log.log_dir / "tmp").glob("*")]
    kept = log.kept_files()
    for topic in sorted({folder.name for folder in folders if folder.is_dir()}):
        folder = topic_folder(log, topic)
        present = {path.relative_to(log.log_dir).as_posix() for path in folder.iterdir()} if folder.is_dir() else set()
        if present - kept or (log.log_dir / "tmp" / topic).is_dir():
            with contextlib.suppress(MeshError), log.topic_lock(topic, wait_seconds=0):
                swept += sweep_topic(log, topic)
    return swept
