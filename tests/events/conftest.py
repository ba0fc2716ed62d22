"""Fixtures of the event log's tests."""

from pathlib import Path

import pytest

from tests.events.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A mesh of one domain with an empty log."""
    return Shop(tmp_path / "mesh")
