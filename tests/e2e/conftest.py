"""Meshes with files of every feed in them, built once and only read by the tests."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mesh.contracts import FeedContract, load_contracts
from mesh.events.dates import name_date
from mesh.events.ingest import Outcome, ingest
from mesh.events.log import EventLog
from mesh.events.recognise import matching
from tests.support.made_up import made_up
from tests.support.messages import publish_rows
from tests.support.real_files import short_copies
from tests.support.redelivery import Delivery, Redelivery, redeliver
from tests.support.replay import replay
from tests.support.warehouse import SHARED_DATA, MeshWarehouse

MEMBERS, MONTHS, SEED = 150, 24, 11
MESSAGES = 40
SET_APART = Redelivery(batches=3, duplicated=0.1, seed=SEED)
MADE_UP_DATES = (dt.date(2025, 1, 31), dt.date(2025, 2, 28))

Make = Callable[[str], MeshWarehouse]


@dataclass(frozen=True)
class Deliveries:
    """The same files of all feeds in three meshes.

    plain: sent as they are. apart: shuffled, partly twice and in batches, the last of them late. replayed: the event
    log of plain in another order, and some rows of every feed once more as messages; `messages` says how many by feed.
    `files` is the folder of the sample.
    """

    files: Path
    plain: MeshWarehouse
    apart: MeshWarehouse
    replayed: MeshWarehouse
    messages: dict[str, int]


def sample_files(mesh: MeshWarehouse, folder: Path) -> list[Delivery]:
    """The feed files of a sample; its other files are left out."""
    contracts = load_contracts(mesh.settings)
    found = ((path, matching(contracts, path)) for path in sorted(folder.iterdir()) if path.is_file())
    return [Delivery(path, fitting[0]) for path, fitting in found if fitting]


def other_files(mesh: MeshWarehouse, folder: Path) -> list[Delivery]:
    """Files of all feeds that the sample does not send: real ones as far as they are at hand, else made-up ones."""
    real = short_copies(mesh, SHARED_DATA, folder / "real") if SHARED_DATA.is_dir() else []
    known = {contract.topic for _, contract in real}
    missing = [c for c in load_contracts(mesh.settings).values() if c.source != "sample" and c.topic not in known]
    made: list[Delivery] = []
    for seed, date in enumerate(MADE_UP_DATES):
        (folder / f"{date}").mkdir(parents=True)
        made += [Delivery(made_up(contract, folder / f"{date}", seed), contract, date) for contract in missing]
    # Snapshots of one feed have to be sent in the order of their dates.
    in_order = sorted(real, key=lambda copy: str(name_date(copy[1], copy[0]) or ""))
    return [*(_dated(path, contract, number) for number, (path, contract) in enumerate(in_order)), *made]


def _dated(path: Path, contract: FeedContract, number: int) -> Delivery:
    """A real file; one whose name should hold a date and does not is given a day of its own."""
    undated = contract.file_date.name_pattern is not None and name_date(contract, path) is None
    return Delivery(path, contract, MADE_UP_DATES[0] + dt.timedelta(days=number) if undated else None)


def send(mesh: MeshWarehouse, files: Iterable[Delivery]) -> None:
    """Ingest a batch of files; content that was sent before is passed over."""
    refused = [outcome.message for outcome in _ingested(mesh, files) if outcome.status == "refused"]
    assert not refused, refused


def sound(mesh: MeshWarehouse, files: list[Delivery]) -> list[Delivery]:
    """The files that can be sent in parts: a part with nothing but faulty lines would be refused as a whole."""
    sent = {outcome.path: outcome.entry for outcome in _ingested(mesh, files)}
    entries = ((file, sent[file.path]) for file in files)
    return [file for file, entry in entries if entry and (entry.faults == 0 or file.contract.format != "fixed_width")]


def _ingested(mesh: MeshWarehouse, files: Iterable[Delivery]) -> list[Outcome]:
    batch = list(files)
    outcomes, _ = ingest(mesh.settings, [sent.path for sent in batch if sent.date is None], skip_known=True)
    for sent in batch:
        if sent.date is not None:
            feed = sent.contract.feed
            outcomes += ingest(mesh.settings, [sent.path], feed=feed, file_date=sent.date, skip_known=True)[0]
    return outcomes


@pytest.fixture(scope="session")
def deliveries(mesh_warehouse: Make, tmp_path_factory: pytest.TempPathFactory) -> Deliveries:
    plain, apart, replayed = mesh_warehouse("plain"), mesh_warehouse("apart"), mesh_warehouse("replayed")
    folder = tmp_path_factory.mktemp("files")
    sample = plain.sample(MEMBERS, MONTHS, SEED)
    files = [*sample_files(plain, sample), *sound(mesh_warehouse("tried"), other_files(plain, folder))]
    send(plain, files)
    *early, late = redeliver(files, folder / "batches", SET_APART)
    for batch in early:
        send(apart, batch)
    # What is built step by step has to hold when the rest comes late; everything else is built anew anyhow.
    apart.build_untested("+config.materialized:incremental")
    send(apart, late)
    replay(EventLog(plain.settings.log_dir), EventLog(replayed.settings.log_dir), SEED)
    messages = publish_rows(plain.settings, replayed.settings, MESSAGES)
    for mesh in (plain, apart, replayed):
        mesh.build_untested()
    return Deliveries(sample, plain, apart, replayed, messages)
