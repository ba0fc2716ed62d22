"""Generation of a whole sample: compute, write, describe, and put in place at once."""

import datetime as dt
import hashlib
import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from mesh.config import Settings
from mesh.errors import MeshError
from mesh.sample import dirty, engine, manifest
from mesh.sample.feeds import FEEDS, Feed
from mesh.sample.options import DEFAULT_START, SampleOptions
from mesh.sample.writer import FeedWriter, WrittenFile

MARKER = "generation.json"


@dataclass(frozen=True)
class SampleReport:
    """What was written, and the wall time it took in seconds."""

    folder: Path
    files: list[WrittenFile]
    seconds: float

    @property
    def rows(self) -> int:
        """Data rows over all files."""
        return sum(file.rows for file in self.files)


def fingerprint() -> str:
    """Hash of the generator's own SQL, code lists and Python: another generator makes another sample."""
    digest = hashlib.sha256()
    for path in sorted(engine.HERE.rglob("*")):
        if path.suffix in {".sql", ".csv", ".py"}:
            digest.update(path.relative_to(engine.HERE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def description(options: SampleOptions) -> dict[str, Any]:
    """What generation.json says: the arguments and the generator that took them; random numbers are DuckDB's hashes."""
    return {**options.model_dump(mode="json"), "generator": fingerprint(), "duckdb": duckdb.__version__}


def is_complete(folder: Path, options: SampleOptions) -> bool:
    """Whether `folder` holds exactly the sample of these arguments."""
    marker = folder / MARKER
    if not marker.is_file():
        return False
    found = json.loads(marker.read_text(encoding="utf-8"))
    return {name: found.get(name) for name in description(options)} == description(options)


def generate(options: SampleOptions, out: Path, progress: Callable[[str], None] = lambda _: None) -> SampleReport:
    """Write the sample to `out`, replacing an earlier sample there in one step.

    Raises:
        MeshError: `out` holds something that is not a sample.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise MeshError(
            f"{out} is not empty and holds no sample; choose another folder with --out or empty it yourself"
        )
    if out.exists() and not out.is_dir():
        raise MeshError(f"{out} is a file; choose a folder with --out")
    started = time.perf_counter()
    draft = out.with_name(f".{out.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        files = _generate_into(draft, options, progress)
        _replace(draft, out)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        reason = str(error).splitlines()[0]
        raise MeshError(f"the sample could not be written to {out}: {reason}; nothing there has changed") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return SampleReport(out, files, time.perf_counter() - started)


def _generate_into(draft: Path, options: SampleOptions, progress: Callable[[str], None]) -> list[WrittenFile]:
    work = draft / ".work"
    work.mkdir()
    with engine.connect(options, work) as con:
        for step in engine.run(con, engine.PEOPLE):
            progress(step)
        dirty.start(con)
        files = _write_feeds(con, options, draft, progress)
        manifest.write(con, draft, files)
    shutil.rmtree(work)
    content = {**description(options), "rows": sum(file.rows for file in files), "files": len(files)}
    (draft / MARKER).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return files


def _write_feeds(
    con: duckdb.DuckDBPyConnection, options: SampleOptions, draft: Path, progress: Callable[[str], None]
) -> list[WrittenFile]:
    """Claims and all the rest side by side, since neither keeps two cores busy; the files in the order of FEEDS."""

    def write(session: duckdb.DuckDBPyConnection, numbers: range, feeds: list[Feed]) -> dict[str, list[WrittenFile]]:
        for step in engine.run(session, numbers):
            progress(step)
        written = {}
        for feed in feeds:
            written[feed.name] = FeedWriter(session, feed, options, draft).write()
            progress(feed.name)
        return written

    claims = [feed for feed in FEEDS if feed.domain == "claims"]
    others = [feed for feed in FEEDS if feed.domain != "claims"]
    with engine.session(con.cursor(), options) as second, ThreadPoolExecutor(1) as pool:
        rest = pool.submit(write, second, engine.STOCK, others)
        try:
            written = write(con, engine.CLAIMS, claims)
        except BaseException:
            second.interrupt()
            raise
        written |= rest.result()
    return [file for feed in FEEDS for file in written[feed.name]]


def _replace(draft: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    draft.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def ensure_sample(
    settings: Settings, members: int = 1000, months: int = 24, seed: int = 7, start: dt.date = DEFAULT_START
) -> Path:
    """Generate the sample into <landing>/sample unless exactly this one is there already; returns the folder."""
    options = SampleOptions(members=members, months=months, seed=seed, start=start)
    folder = settings.landing_dir / "sample"
    if not is_complete(folder, options):
        generate(options, folder)
    return folder
