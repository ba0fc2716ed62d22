"""kill -9 during `mesh build`: readers always see a whole release, and the next build equals one that was never killed.

MESH_KILLS sets how often; the default keeps the suite quick.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from mesh.events import EventLog
from mesh.events.replay import Reader
from mesh.events.verify import verify
from tests.platform.minimesh_copy import SALES, MiniMesh, Sale

KILLS = int(os.environ.get("MESH_KILLS", "5"))
COMMAND = [sys.executable, "-c", "from mesh.cli import main; main()", "build", "--wait", "0"]
PRODUCTS = {"shop": "sale", "finance": "turnover", "weather": "season"}


def _start(mini: MiniMesh) -> "subprocess.Popen[str]":
    """Start a build and return as soon as dbt begins to work."""
    environment = {**os.environ, "MESH_ROOT": str(mini.settings.root), "MESH_WAREHOUSE": str(mini.settings.warehouse)}
    build = subprocess.Popen(
        COMMAND, cwd=mini.settings.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert build.stdout is not None
    for line in build.stdout:
        if "Reading the dbt projects" in line:
            break
    return build


def _published(mini: MiniMesh) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all products that are published, without the release id; each product shows one release only."""
    rows = {}
    for domain, product in PRODUCTS.items():
        file = mini.settings.published_dir / f"{domain}.duckdb"
        if file.exists():
            with duckdb.connect(str(file), read_only=True) as connection:
                ids = connection.execute(f"select distinct _release_id from {product}").fetchall()
                assert ids == connection.execute("select release_id from mesh_release").fetchall()
                rows[domain] = connection.execute(
                    f"select * exclude (_release_id) from {product} order by all"
                ).fetchall()
    return rows


def _told(mini: MiniMesh) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all products as their change events tell them."""
    rows = {}
    for domain, product in PRODUCTS.items():
        select = Reader(mini.settings, f"products.{domain}.{product}").select()
        with duckdb.connect() as connection:
            described = connection.execute(f"describe {select}").fetchall()
            own = ", ".join(name for name, *_ in described if not name.startswith("_"))
            rows[domain] = connection.execute(
                f"select {own} from (select *, row_number() over (partition by _subject order by _offset desc) "
                f"as _latest from ({select})) where _latest = 1 and _event_type = 'upsert' order by all"
            ).fetchall()
    return rows


@pytest.mark.e2e
def test_builds_killed_at_random_moments_lose_and_double_nothing(mini: MiniMesh, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable, no secret
    sold: list[Sale] = list(SALES)
    build = _start(mini)
    began = time.monotonic()
    assert build.wait(timeout=300) == 0
    window = time.monotonic() - began
    killed = number = 0
    while killed < KILLS:
        more = [(f"k{number}", chance.choice(["tea", "cake"]), "1.00")]
        mini.sell(more)
        sold += more
        build = _start(mini)
        time.sleep(chance.uniform(0, window))
        build.kill()
        if build.wait() == 0:
            window *= 0.8  # it was done already: later builds are quicker than the first
        else:
            killed += 1
        number += 1
        _published(mini)
    assert all(outcome.ok for outcome in mini.build().values())

    clean = MiniMesh.create(tmp_path / "clean")
    clean.sell(sold)
    clean.build()
    assert _published(mini) == _published(clean)
    assert _told(mini) == _published(mini)
    for domain, product in PRODUCTS.items():
        assert verify(EventLog(mini.settings.log_dir), f"products.{domain}.{product}").faults == ()
    leftovers = [file.name for file in mini.settings.warehouse.glob("*/**/.*")]
    assert leftovers == []
