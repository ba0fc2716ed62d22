"""Meshes with a sample in them, built once and only read by the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mesh.contracts import FeedContract, load_contracts
from mesh.events.recognise import matching
from tests.support.redelivery import Redelivery, redeliver
from tests.support.warehouse import MeshWarehouse

MEMBERS, MONTHS, SEED = 150, 24, 11
SET_APART = Redelivery(batches=3, duplicated=0.1, seed=SEED)

Make = Callable[[str], MeshWarehouse]


@dataclass(frozen=True)
class Deliveries:
    """One sample in two meshes: sent as it is, and shuffled, partly twice and in batches."""

    files: Path
    plain: MeshWarehouse
    apart: MeshWarehouse


def feed_files(mesh: MeshWarehouse, folder: Path) -> dict[Path, FeedContract]:
    """The feed files of a folder with their contracts; other files are left out."""
    contracts = load_contracts(mesh.settings)
    found = {path: matching(contracts, path) for path in sorted(folder.iterdir()) if path.is_file()}
    return {path: fitting[0] for path, fitting in found.items() if fitting}


def build_all(*meshes: MeshWarehouse) -> None:
    """Build the development databases of meshes, one after the other in one process."""
    first = meshes[0]
    first.run("python", "-m", "tests.support.dev_builds", *(mesh.warehouse for mesh in meshes))


@pytest.fixture(scope="session")
def deliveries(mesh_warehouse: Make, tmp_path_factory: pytest.TempPathFactory) -> Deliveries:
    plain, apart = mesh_warehouse("plain"), mesh_warehouse("apart")
    files = plain.sample(MEMBERS, MONTHS, SEED)
    plain.ingest(files)
    for batch in redeliver(feed_files(plain, files), tmp_path_factory.mktemp("batches"), SET_APART):
        apart.ingest(*batch)
    build_all(plain, apart)
    return Deliveries(files, plain, apart)
