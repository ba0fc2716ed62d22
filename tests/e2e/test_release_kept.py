"""A red test keeps the last release, and nobody who reads it notices."""

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

PERSON = "select count(*), min(_release_id) from person_v1"


def _last_enrolment(folder: Path) -> dict[str, str]:
    """One enrolment record of the sample, as a row of its file."""
    with max(folder.glob("sample_eligibility_*.csv")).open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["member_id"] and row["birth_date"])


def _write(path: Path, row: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    return path


def _newcomer(mesh: MeshWarehouse, published: Path) -> tuple[int, str]:
    """What a reader sees who opens the file now: a process of its own, since DuckDB shares open files within one."""
    query = f"import duckdb; print(*duckdb.connect('{published}', read_only=True).execute('{PERSON}').fetchone())"
    rows, release_id = mesh.run("python", "-c", query).stdout.split()
    return int(rows), release_id


def test_a_red_test_keeps_the_release_under_an_open_reader(
    mesh_warehouse: Callable[[str], MeshWarehouse], tmp_path: Path
) -> None:
    mesh = mesh_warehouse("released")
    files = mesh.sample(60, 6, 3)
    mesh.ingest(*files.glob("sample_eligibility*"), *files.glob("sample_member_id_xref*"))
    mesh.run("mesh", "build", "members")
    published = mesh.settings.published_dir / "members.duckdb"
    with duckdb.connect(str(published), read_only=True) as reader:
        before = reader.execute(PERSON).fetchall()

        # Nobody dies before birth: the domain's own data test says so.
        row = _last_enrolment(files) | {"extract_date": "2026-05-01"}
        wrong = row | {"birth_date": "1990-01-01", "death_date": "1980-01-01"}
        mesh.ingest(_write(tmp_path / "sample_eligibility_wrong.csv", wrong))
        red = mesh.run("mesh", "build", "members", check=False)
        assert red.returncode == 1
        assert "nobody_dies_before_birth" in red.stderr
        assert reader.execute(PERSON).fetchall() == before
        assert _newcomer(mesh, published) == before[0]

        # The correction is released, while the first reader still sees what it opened.
        mended = row | {"extract_date": "2026-06-01"}
        mesh.ingest(_write(tmp_path / "sample_eligibility_mended.csv", mended))
        mesh.run("mesh", "build", "members")
        assert reader.execute(PERSON).fetchall() == before
    rows, release_id = _newcomer(mesh, published)
    assert rows == before[0][0]
    assert release_id > before[0][1]
