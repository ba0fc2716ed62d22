"""Fixtures of the platform's tests."""

from pathlib import Path

import pytest

from mesh.build import setup
from tests.platform.minimesh_copy import MiniMesh


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> MiniMesh:
    """Three tiny domains with three sales in the event log; dbt can run, nothing is built. Do not change it."""
    mesh = MiniMesh.create(tmp_path_factory.mktemp("mini") / "prepared")
    mesh.sell()
    setup.ensure(mesh.settings)
    return mesh


@pytest.fixture(scope="session")
def released(prepared: MiniMesh, tmp_path_factory: pytest.TempPathFactory) -> MiniMesh:
    """The same mesh, built and released once. Do not change it."""
    mesh = prepared.copy(tmp_path_factory.mktemp("mini") / "released")
    mesh.build()
    return mesh


@pytest.fixture
def mini(prepared: MiniMesh, tmp_path: Path) -> MiniMesh:
    """A tiny mesh of one's own, nothing built yet."""
    return prepared.copy(tmp_path / "mini")


@pytest.fixture
def built(released: MiniMesh, tmp_path: Path) -> MiniMesh:
    """A tiny mesh of one's own, with a first release of every domain."""
    return released.copy(tmp_path / "built")
