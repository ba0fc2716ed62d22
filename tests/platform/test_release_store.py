"""Releases on disk, without dbt: what is copied, what is current, and that a crash anywhere leaves a whole release."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from mesh.config import Settings
from mesh.errors import MeshError
from mesh.releases import copy
from mesh.releases.document import Inputs, Product, Release, new_release_id
from mesh.releases.store import ReleaseStore

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TABLES = (copy.PublicTable("sale_v1", "sale", "It's a sale.", {"price": "In euro."}),)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path, warehouse=tmp_path / "warehouse")


def make_build(settings: Settings, rows: int) -> Path:
    """A build file with one table whose rows all carry the number of rows."""
    build = settings.build_dir / "shop.duckdb"
    build.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(build)) as connection:
        connection.execute("create or replace table sale_v1 (sale_id varchar not null, price decimal(18, 2))")
        connection.execute(f"insert into sale_v1 select 's' || i, {rows} from range({rows}) as r (i)")
        connection.execute("create schema if not exists internal")
        connection.execute("create or replace table internal.secret as select 1 as x")
    return build


def make_release(settings: Settings, rows: int) -> str:
    """Release a build of so many rows of the domain shop."""
    store = ReleaseStore(settings, "shop")
    inputs = Inputs(code="c", heads={"shop.till_sale": rows}, log="l", upstream={"reference": "r"})
    release_id = new_release_id(NOON, inputs, next(iter(store.ids()), None))
    draft = store.draft(release_id)
    counted = copy.copy_tables(make_build(settings, rows), draft, release_id, TABLES)
    product = Product(name="sale", relation="sale_v1", rows=counted["sale_v1"], tests=1)
    release = Release(
        release_id=release_id,
        domain="shop",
        created_at=NOON,
        commit="abc",
        inputs=inputs,
        products=(product,),
        tests_passed=1,
    )
    copy.finish(draft, release)
    store.publish(release)
    return release_id


def read(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.published_dir / "shop.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_release_holds_the_public_tables_with_types_constraints_comments_and_the_release_id(
    settings: Settings,
) -> None:
    release_id = make_release(settings, 2)
    columns = "select column_name, data_type, is_nullable, comment from duckdb_columns() where table_name = 'sale_v1'"
    assert read(settings, columns) == [
        ("sale_id", "VARCHAR", False, None),
        ("price", "DECIMAL(18,2)", True, "In euro."),
        ("_release_id", "VARCHAR", False, "The release that this row was published with."),
    ]
    assert read(settings, "select * from sale order by all")[0][-1] == release_id
    assert read(settings, "select comment from duckdb_tables() where table_name = 'sale_v1'") == [("It's a sale.",)]
    assert read(settings, "select comment from duckdb_views() where view_name = 'sale'") == [("It's a sale.",)]
    assert read(settings, "select count(*) from duckdb_tables() where table_name = 'secret'") == [(0,)]


def test_a_release_says_what_it_was_built_from(settings: Settings) -> None:
    release_id = make_release(settings, 2)
    facts = "release_id, domain, git_commit, code_hash, event_offsets, upstream_releases, product_rows, tests_passed"
    assert read(settings, f"select {facts} from mesh_release") == [
        (release_id, "shop", "abc", "c", {"shop.till_sale": 2}, {"reference": "r"}, {"sale_v1": 2}, 1)
    ]


def test_the_view_works_under_any_name_of_the_database(settings: Settings) -> None:
    make_release(settings, 3)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{settings.published_dir / 'shop.duckdb'}' as other (read_only)")
        assert connection.execute("select count(*) from other.sale").fetchone() == (3,)


def test_release_ids_sort_by_time_even_when_the_clock_goes_back() -> None:
    inputs = Inputs(code="c", heads={}, log="", upstream={})
    first = new_release_id(NOON, inputs, None)
    second = new_release_id(NOON - timedelta(days=1), inputs, first)
    assert first.startswith("20261122T120000Z-")
    assert second.startswith("20261122T120001Z-")


def test_a_reader_keeps_the_release_it_opened(settings: Settings) -> None:
    make_release(settings, 2)
    with duckdb.connect(str(settings.published_dir / "shop.duckdb"), read_only=True) as reader:
        make_release(settings, 5)
        assert reader.execute("select count(*), max(price) from sale").fetchone() == (2, 2)
    assert read(settings, "select count(*) from sale") == [(5,)]


def test_rollback_and_forward_again(settings: Settings) -> None:
    store = ReleaseStore(settings, "shop")
    first, second = make_release(settings, 2), make_release(settings, 5)
    assert (store.current_id(), store.ids()) == (second, (second, first))
    store.rollback(first)
    assert (store.current_id(), [release.release_id for release in store.superseding(first)]) == (first, [second])
    assert read(settings, "select count(*) from sale") == [(2,)]
    store.rollback(first)
    store.rollback(second)
    assert store.current_id() == second
    with pytest.raises(MeshError, match="The domain shop has no release 'nonsense': `mesh releases shop` lists"):
        store.rollback("nonsense")


def test_only_the_newest_releases_and_the_current_one_are_kept(settings: Settings) -> None:
    store = ReleaseStore(settings, "shop")
    ids = [make_release(settings, rows) for rows in (1, 2, 3, 4)]
    store.rollback(ids[0])
    store.prune(keep=2)
    assert store.ids() == (ids[3], ids[2], ids[0])
    assert sorted(file.name for file in store.folder.iterdir()) == sorted(
        f"{release_id}.{suffix}" for release_id in store.ids() for suffix in ("duckdb", "json")
    )


def test_a_release_is_listed_when_its_document_beside_it_is_lost(settings: Settings) -> None:
    store = ReleaseStore(settings, "shop")
    release_id = make_release(settings, 2)
    (store.folder / f"{release_id}.json").unlink()
    assert [release.rows for release in store.all()] == [2]


def test_a_file_that_is_no_release_is_named(settings: Settings) -> None:
    make_release(settings, 2)
    store = ReleaseStore(settings, "shop")
    for file in store.folder.iterdir():
        file.unlink()
    store.published.unlink()
    store.published.write_text("nonsense")
    with pytest.raises(MeshError, match=r"shop\.duckdb is no readable release"):
        store.current_id()


KILL_AT_STEP = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from mesh.config import Settings
from tests.platform.test_release_store import make_build, make_release
settings = Settings(root=Path({root!r}), warehouse=Path({root!r}) / "warehouse")
left = int(sys.argv[1])
watched = ("open", "os.rename", "os.link", "os.remove", "os.chmod")
def count(event, arguments):
    global left
    if event in watched and "warehouse" in str(arguments[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
make_release(settings, 5)
"""


def test_a_release_killed_before_any_file_operation_leaves_a_whole_one_and_the_next_run_tidies_up(
    settings: Settings,
) -> None:
    first = make_release(settings, 2)
    store = ReleaseStore(settings, "shop")
    script = KILL_AT_STEP.format(tests=str(Path(__file__).parents[2]), root=str(settings.root))
    killed = step = 0
    while True:
        done = subprocess.run([sys.executable, "-c", script, str(step)], capture_output=True, text=True, check=False)
        rows = read(settings, "select count(*), min(price), max(price), count(distinct _release_id) from sale")
        assert rows in ([(2, 2, 2, 1)], [(5, 5, 5, 1)]), f"torn release at step {step}"
        store.recover()
        current = store.current_id()
        assert current in store.ids()
        assert len(list(store.folder.iterdir())) == 2 * len(store.ids()), f"leftovers of step {step}"
        assert [file.name for file in settings.published_dir.iterdir()] == ["shop.duckdb"]
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
        killed += 1
        step += 1
        store.rollback(first)
        store.prune(keep=1)
        for release_id in set(store.ids()) - {first}:
            (store.folder / f"{release_id}.duckdb").unlink()
            (store.folder / f"{release_id}.json").unlink()
    assert killed >= 10
    assert read(settings, "select count(*) from sale") == [(5,)]
