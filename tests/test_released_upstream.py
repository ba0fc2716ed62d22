"""In development, products that were not built there are those of the last release."""

from pathlib import Path

import duckdb
import pytest

from mesh.config import Settings
from mesh.released_upstream import show_released


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(root=tmp_path, warehouse=tmp_path / "warehouse")
    settings.published_dir.mkdir(parents=True)
    _publish(settings, "members", "person_v1", "select 'P1' as person_id, 'r1' as _release_id", "person")
    _publish(settings, "reference", "ssa_state", "select '05' as code, 'r1' as _release_id")
    return settings


def _publish(settings: Settings, domain: str, table: str, select: str, view: str | None = None) -> None:
    with duckdb.connect(str(settings.published_dir / f"{domain}.duckdb")) as published:
        published.execute(f"create table {table} as {select}")
        published.execute("create table mesh_release as select 'r1' as release_id")
        if view:
            published.execute(f"create view {view} as select * from main.{table}")


def test_a_product_that_was_never_built_here_shows_the_last_release(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse / "dev.duckdb")) as dev:
        show_released(dev, settings)
        assert dev.execute("select * from members.person").fetchall() == [("P1",)]
        assert dev.execute("select * from members.person_v1").fetchall() == [("P1",)]


def test_what_the_developer_has_built_is_left_alone(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse / "dev.duckdb")) as dev:
        dev.execute("create schema members")
        dev.execute("create table members.person_v1 as select 'mine' as person_id")
        show_released(dev, settings)
        assert dev.execute("select * from members.person_v1").fetchall() == [("mine",)]


def test_reference_data_become_tables_because_dbt_refuses_to_load_a_seed_over_a_view(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse / "dev.duckdb")) as dev:
        show_released(dev, settings)
        assert dev.execute("select schema_name, table_name from duckdb_tables() where not internal").fetchall()[:1] == [
            ("reference", "ssa_state")
        ]


def test_the_next_connection_follows_a_new_release_and_a_withdrawn_one(settings: Settings) -> None:
    dev_file = str(settings.warehouse / "dev.duckdb")
    with duckdb.connect(dev_file) as dev:
        show_released(dev, settings)
    (settings.published_dir / "members.duckdb").unlink()
    with duckdb.connect(dev_file) as dev:
        show_released(dev, settings)
        assert dev.execute("select count(*) from duckdb_views() where schema_name = 'members'").fetchall() == [(0,)]
