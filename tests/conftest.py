"""Fixtures for tests that run the real mesh: its commands, its domains and real files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.warehouse import SHARED_DATA, MeshWarehouse


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests begin: the last minutes of a run then do not wait for one long file."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def prepared_mesh(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The dbt packages of every project are linked, so that dbt commands work."""
    folder = tmp_path_factory.mktemp("setup")
    MeshWarehouse(folder / "warehouse", folder / "target").run("mesh", "setup")


@pytest.fixture(scope="session")
def mesh_warehouse(prepared_mesh: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], MeshWarehouse]:
    """Make a mesh with an empty warehouse of its own; the name is for whoever reads the folder."""

    def make(name: str) -> MeshWarehouse:
        folder = tmp_path_factory.mktemp(name)
        (folder / "warehouse").mkdir()
        return MeshWarehouse(folder / "warehouse", folder / "target")

    return make


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with files of third parties; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"There is no {SHARED_DATA}: set MESH_SHARED_DATA to the folder with the third-party files.")
    return SHARED_DATA
