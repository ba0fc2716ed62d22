"""Feed files become events of the log: `ingest` for a batch, `ingest_file` for one file.

Killed at any moment, nothing is lost and nothing doubled: segments are written to a scratch folder, synced and
renamed, and exist for readers only when one SQLite transaction lists them together with their file. The next run
sweeps the rest.
"""

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Literal

from mesh.config import Settings
from mesh.contracts import META_COLUMNS, FeedContract, load_contracts
from mesh.errors import MeshError
from mesh.events.dates import fixed_date, name_date
from mesh.events.entries import FileEntry, Segment
from mesh.events.feedfile import FeedFile, RowFile, open_file
from mesh.events.lifecycle import LIFECYCLE
from mesh.events.log import EventLog
from mesh.events.packages import Packages
from mesh.events.parquet import ParquetFile
from mesh.events.parts import Part, latest_file_date, write_parquet, write_part
from mesh.events.recognise import Found, choose_feed, find
from mesh.events.refusal import AlreadyIngestedError, refusal
from mesh.events.sealing import Due, seal_due, seal_topic
from mesh.events.segments import scratch, seal, sha256_of, sweep, sweep_topic
from mesh.events.snapshot import snapshot_date, write_snapshot
from mesh.events.sql import Facts

WORKERS = max(1, min(4, os.cpu_count() or 1))


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `message` is a sentence for a refused or known file, or a note."""

    path: Path
    topic: str | None
    status: Literal["ingested", "known", "refused"]
    message: str = ""
    entry: FileEntry | None = None


@dataclass(frozen=True)
class Draft:
    """Segment files that are written but not yet listed, with their numbers of events, in offset order."""

    files: list[tuple[Path, int]]
    columns: tuple[str, ...]
    rows_in: int
    unchanged: int
    faults: int


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    *,
    feed: str | None = None,
    file_date: dt.date | None = None,
    skip_known: bool = False,
    on_file: Callable[[Outcome], None] | None = None,
) -> tuple[list[Outcome], list[Path]]:
    """Ingest files, folders and packages; one refused file does not keep the others out.

    feed: name or topic of the feed; without it each file is recognised by the contracts' `files`.
    file_date: the date of all files, in place of what the contract says.
    skip_known: a file whose content is in its topic already has the outcome "known"; otherwise it is refused.
    on_file: called after each file, one call at a time, from the threads that do the work.
    Returns the outcomes in the order of work (feed, date in the name, name) and the files of folders and packages that
    belong to no feed. Raises MeshError, before anything is changed, for a wrong contract, an unknown feed or a folder
    without feeds.
    """
    contracts = load_contracts(settings)
    chosen = choose_feed(contracts, feed) if feed else None
    log = EventLog(settings.log_dir)
    sweep(log)
    seal_due(log, (*contracts.values(), LIFECYCLE), Due())
    one_at_a_time = Lock()

    def work(items: list[Found]) -> list[Outcome]:
        outcomes = []
        for item in items:
            outcomes.append(_outcome(log, item, file_date, skip_known))
            if on_file:
                with one_at_a_time:
                    on_file(outcomes[-1])
        return outcomes

    # Files of one topic follow each other; topics do not wait for each other.
    with ExitStack() as stack, ThreadPoolExecutor(WORKERS) as pool:
        found, ignored = find(contracts, paths, chosen, Packages(log, stack))
        by_topic = groupby(sorted(found, key=_order), key=_topic)
        done = list(pool.map(work, [list(items) for _, items in by_topic]))
    return [outcome for outcomes in done for outcome in outcomes], ignored


def _topic(item: Found) -> str:
    return item.contract.topic if item.contract else ""


def _order(item: Found) -> tuple[str, str, str]:
    date = name_date(item.contract, item.path) if item.contract else None
    return (_topic(item), str(date or ""), item.path.name)


def _outcome(log: EventLog, item: Found, file_date: dt.date | None, skip_known: bool) -> Outcome:
    if item.contract is None:
        return Outcome(item.path, None, "refused", str(item.refused))
    topic = item.contract.topic
    try:
        entry = ingest_file(log, item.contract, item.path, file_date)
    except AlreadyIngestedError as error:
        return Outcome(item.path, topic, "known" if skip_known else "refused", str(error))
    except MeshError as error:
        return Outcome(item.path, topic, "refused", str(error))
    except (OSError, sqlite3.Error) as error:
        why = f"the log could not be written ({error})"
        return Outcome(item.path, topic, "refused", str(refusal(item.path.name, why, "free or mend the disk")))
    names = [other.file_name for other in log.files(topic)]
    twice = names.count(entry.file_name) > 1
    note = f"{entry.file_name} came before with other content; both are in {topic}." if twice else ""
    return Outcome(item.path, topic, "ingested", note, entry)


def ingest_file(log: EventLog, contract: FeedContract, path: Path, given_date: dt.date | None = None) -> FileEntry:
    """Append the events of one file to its topic and return its entry.

    Raises AlreadyIngestedError when the content is in the topic, RefusedError for any other whole-file fault; nothing
    is changed then.
    """
    before = path.stat()
    received = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    digest = _digest(log, contract, path)
    date = fixed_date(contract, path, given_date, received.date())
    source = open_file(path, contract)
    facts = Facts(contract, path.name, source.columns, source.version, date, received)
    with log.topic_lock(contract.topic):
        sweep_topic(log, contract.topic)
        _refuse_known(log, contract, path, digest)
        if contract.mode == "snapshot":
            snapshot_date(contract, path, date, log)
        seal_topic(log, contract)  # segments come before hot batches, so that nothing may be hot when one is added
        head = log.head(contract.topic)
        with scratch(log, contract.topic) as folder:
            draft = _write(log, facts, source, head, folder)
            after = path.stat()
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                why = "it changed while it was being read"
                raise refusal(path.name, why, "wait until the sender has written it, then ingest it again")
            segments = _sealed(log, facts, draft, head)
        if date is None:
            date = latest_file_date([log.path_of(segment) for segment in segments])
        entry = _entry(facts, draft, segments, digest=digest, size=before.st_size, date=date)
        log.register(entry, segments)
    return entry


def _digest(log: EventLog, contract: FeedContract, path: Path) -> str:
    if not path.is_file():
        raise refusal(path.name, "it is not a regular file", "name a file or a folder")
    try:
        digest = sha256_of(path)
    except OSError as error:
        raise refusal(path.name, f"it cannot be read ({error.strerror})", "check its permissions") from error
    _refuse_known(log, contract, path, digest)
    return digest


def _refuse_known(log: EventLog, contract: FeedContract, path: Path, digest: str) -> None:
    known = log.find_file(contract.topic, digest)
    if known is not None:
        name = "" if known.file_name == path.name else f" under the name {known.file_name}"
        raise AlreadyIngestedError(
            f"{path.name} was already ingested into {contract.topic} on {known.received_at[:16]} UTC{name}; "
            "nothing was changed. Use --skip-known to pass over such files."
        )


def _write(log: EventLog, facts: Facts, source: FeedFile, head: int, folder: Path) -> Draft:
    if facts.contract.mode == "snapshot":
        target = folder / "snapshot.parquet"
        found = write_snapshot(facts, source, log, folder, target)
        events = found.upserts + found.deletes
        unchanged = found.rows_in - found.upserts
        columns = (*META_COLUMNS, *facts.contract.column_names)
        return Draft([(target, events)] if events else [], columns, found.rows_in, unchanged, found.faults)
    if isinstance(source, ParquetFile):
        target = folder / "whole.parquet"
        rows = write_parquet(facts, source, head, target)
        return Draft([(target, rows)], facts.segment_columns, rows, 0, 0)
    return _write_parts(facts, source, head, folder)


def _write_parts(facts: Facts, source: RowFile, head: int, folder: Path) -> Draft:
    """Write the parts of a text file with one DuckDB connection per worker, while the next part is being read."""
    parts: list[tuple[Part, Path]] = []
    pending: list[Future[None]] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for part in source.parts(folder):
                target = part.path.with_suffix(".parquet")
                parts.append((part, target))
                pending.append(pool.submit(_write_one, facts, part, head, target))
                if len(pending) > WORKERS:
                    pending.pop(0).result()
            for future in pending:
                future.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    rows = sum(part.rows for part, _ in parts)
    faults = sum(len(part.fault_rows) for part, _ in parts)
    return Draft([(target, part.rows) for part, target in parts], facts.segment_columns, rows, 0, faults)


def _write_one(facts: Facts, part: Part, head: int, target: Path) -> None:
    written = write_part(facts, part, head, target)
    part.path.unlink()
    if written != part.rows:
        why = f"{part.rows} rows were counted after row {part.rows_before}, but {written} were read"
        raise refusal(facts.file_name, why, "report this as a defect of mesh, with the file")


def _sealed(log: EventLog, facts: Facts, draft: Draft, head: int) -> list[Segment]:
    segments: list[Segment] = []
    for file, rows in draft.files:
        first = segments[-1].last_offset + 1 if segments else head
        at = facts.received_at.isoformat(sep=" ", timespec="seconds")
        segments.append(seal(log, facts.contract.topic, file, first=first, rows=rows, columns=draft.columns, at=at))
    return segments


def _entry(
    facts: Facts, draft: Draft, segments: list[Segment], *, digest: str, size: int, date: dt.date | None
) -> FileEntry:
    return FileEntry(
        topic=facts.contract.topic,
        file_name=facts.file_name,
        sha256=digest,
        bytes=size,
        rows_in=draft.rows_in,
        events=sum(segment.rows for segment in segments),
        unchanged=draft.unchanged,
        faults=draft.faults,
        file_date=date.isoformat() if date else None,
        received_at=facts.received_at.isoformat(sep=" ", timespec="seconds"),
        first_offset=segments[0].first_offset if segments else None,
        last_offset=segments[-1].last_offset if segments else None,
    )
