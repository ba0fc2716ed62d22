"""`mesh up` on an empty warehouse, again, and with another sample."""

import time
from collections.abc import Callable

import pytest

from tests.support.warehouse import MeshWarehouse

UP = ("mesh", "up", "--members", "60", "--months", "6")


@pytest.mark.e2e
def test_up_releases_every_product_and_a_second_time_only_looks(
    mesh_warehouse: Callable[[str], MeshWarehouse],
) -> None:
    mesh = mesh_warehouse("up")
    first = mesh.run(*UP)
    for product in ("person", "claim_final", "fill", "stock_position"):
        assert product in first.stdout
    assert "not yet released" not in first.stdout
    assert "What next" in first.stdout
    published = {file.name: file.stat().st_ino for file in mesh.settings.published_dir.iterdir()}

    started = time.monotonic()
    second = mesh.run(*UP)
    assert time.monotonic() - started < 40
    assert "Reading the dbt projects" not in second.stderr
    assert second.stderr.count("unchanged") == len(published)
    assert {file.name: file.stat().st_ino for file in mesh.settings.published_dir.iterdir()} == published

    other = mesh.run(*UP, "--seed", "8", check=False)
    assert other.returncode == 1
    assert "add --fresh to start over" in other.stderr
    assert "Traceback" not in other.stderr

    unknown = mesh.run("mesh", "rollback", "claims", "yesterday", check=False)
    assert unknown.returncode == 1
    assert unknown.stderr == (
        "mesh: The domain claims has no release 'yesterday': `mesh releases claims` lists those it has.\n"
    )
    assert mesh.run("mesh", "releases", "members").stdout.count("members") == 1
