"""Fixtures of the platform's tests."""

from pathlib import Path

import pytest

from tests.platform.minimesh_copy import MiniMesh


@pytest.fixture
def mini(tmp_path: Path) -> MiniMesh:
    """A mesh of three tiny domains with three sales in its event log; nothing is built yet."""
    mesh = MiniMesh.create(tmp_path / "mini")
    mesh.sell()
    return mesh
