"""kill -9 at random moments, twenty times, while files are ingested and a real domain is built and released.

The next run finishes, nothing is lost and nothing doubled: in the end log and products equal those of a mesh that was
never killed. tests/platform does the same to a tiny mesh, closer to the moment of the release.
"""

import json
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from mesh.events.log import EventLog
from tests.support.warehouse import ROOT, MeshWarehouse, executable

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

INGEST_KILLS, BUILD_KILLS = 10, 10
DOMAIN = "members"


def _seconds_until_killed(mesh: MeshWarehouse, after: float, *command: str | Path) -> float | None:
    """Start a command of mesh and kill it after some seconds; None when it was, else the seconds it took to end."""
    began = time.monotonic()
    process = subprocess.Popen(
        [executable("mesh"), *map(str, command)],
        cwd=ROOT,
        env=mesh.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return None if process.returncode < 0 else time.monotonic() - began


def _kill_often(mesh: MeshWarehouse, kills: int, seconds: float, *command: str | Path) -> Iterator[None]:
    """Kill a command at random moments of the `seconds` that it takes, until it was killed `kills` times."""
    chance = random.Random(20)  # noqa: S311 - repeatable, no secret
    while kills:
        ended = _seconds_until_killed(mesh, chance.uniform(0.1, 1.0) * seconds, *command)
        if ended is None:
            kills -= 1
        else:
            seconds = min(seconds, ended)
        yield


def _timed(mesh: MeshWarehouse, *command: str | Path) -> float:
    """Seconds that a command of mesh takes when nobody kills it."""
    began = time.monotonic()
    mesh.run("mesh", *command)
    return time.monotonic() - began


def _events(mesh: MeshWarehouse) -> dict[str, tuple[int, int, int]]:
    """Per topic: the rows of its segments, how many different ids they have, and the next offset."""
    log = EventLog(mesh.settings.log_dir)
    found = {}
    for topic, segments in log.all_segments().items():
        paths = [str(log.path_of(segment)) for segment in segments]
        rows, ids = duckdb.execute(
            "select count(*), count(distinct _event_id) from read_parquet(?)", [paths]
        ).fetchall()[0]
        found[topic] = (rows, ids, log.head(topic))
    return found


def _changes(mesh: MeshWarehouse) -> dict[str, tuple[int, int, int]]:
    """The events that products told of what changed in them."""
    return {topic: counts for topic, counts in _events(mesh).items() if topic.startswith("products.")}


def _published(mesh: MeshWarehouse) -> dict[str, list[str]]:
    """Every product's rows as ordered JSON, without their release and time of receipt; nothing before a release."""
    path = mesh.settings.published_dir / f"{DOMAIN}.duckdb"
    if not path.exists():
        return {}
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where not internal and table_name like '%\\_v1' escape '\\'"
            ).fetchall()
        ]
        rows = "select columns(name -> name not in ('_release_id', 'received_at')) from"
        query = f"select cast(to_json(t) as varchar) from ({rows} {{}}) as t order by 1"
        return {name: [row for (row,) in connection.execute(query.format(name)).fetchall()] for name in names}


def test_twenty_kills_lose_and_double_nothing(mesh_warehouse: Callable[[str], MeshWarehouse]) -> None:
    clean, killed = mesh_warehouse("clean"), mesh_warehouse("killed")
    files = clean.sample(120, 12, 5)
    ingest_seconds = _timed(clean, "ingest", files)
    ingested = _events(clean)
    build_seconds = _timed(clean, "build", DOMAIN)

    for _ in _kill_often(killed, INGEST_KILLS, ingest_seconds, "ingest", files, "--skip-known"):
        pass
    killed.run("mesh", "ingest", files, "--skip-known")
    assert _events(killed) == ingested
    assert all(rows == head for rows, _, head in _events(killed).values())
    sent = json.loads((files / "manifest.json").read_text(encoding="utf-8"))["files"]
    entries = EventLog(killed.settings.log_dir).files()
    assert {entry.file_name: entry.rows_in for entry in entries} == {file["file"]: file["rows"] for file in sent}

    expected = _published(clean)
    assert expected
    for _ in _kill_often(killed, BUILD_KILLS, build_seconds, "build", DOMAIN, "--force"):
        assert _published(killed) in ({}, expected)
    killed.run("mesh", "build", DOMAIN)
    assert _published(killed) == expected
    assert _changes(killed) == _changes(clean)
