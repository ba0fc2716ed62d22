"""The definitions of the real mesh, on a warehouse of its own."""

from collections.abc import Callable

import dagster as dg
import pytest

from orchestration.definitions import build_definitions
from tests.support.warehouse import MeshWarehouse


@pytest.fixture(scope="session")
def warehouse(mesh_warehouse: Callable[[str], MeshWarehouse]) -> MeshWarehouse:
    """A warehouse with the files of a hundred people in its landing folder and an empty event log."""
    made = mesh_warehouse("dagster")
    made.sample(members=100, months=6, seed=3)
    return made


@pytest.fixture(scope="session")
def definitions(warehouse: MeshWarehouse) -> dg.Definitions:
    """What Dagster loads."""
    return build_definitions(warehouse.settings)
