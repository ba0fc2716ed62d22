"""A mesh with a warehouse of its own, driven by the commands that users type."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from mesh.config import Settings
from mesh.domains import REFERENCE, discover
from tests.support import dbt

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 900
# Products about files: the same rows in other files make other rows of these.
OF_DELIVERIES = ("feed_quality_v1",)
# They hold or fail whatever the data are, so that one run is enough: the stage `dbt build` of tests/run.py.
NO_UNIT_TESTS = {"DBT_EXCLUDE_RESOURCE_TYPES": "unit_test"}
# Files of third parties, which are no part of the repository.
SHARED_DATA = Path(os.environ.get("MESH_SHARED_DATA") or ROOT.parent / "shared" / "data")


@dataclass(frozen=True)
class Export:
    """A product as ordered rows: how many, and the SHA-256 over their JSON, columns in the order of the contract."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class MeshWarehouse:
    """The repository's mesh, with its data in `warehouse` and dbt's files in `target`."""

    warehouse: Path
    target: Path

    @property
    def settings(self) -> Settings:
        """The same mesh for code that is called instead of started."""
        return Settings(root=ROOT, warehouse=self.warehouse)

    @property
    def database(self) -> Path:
        """What `dbt build` writes (target dev)."""
        return self.warehouse / "dev.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that keep a command inside this warehouse."""
        own = {
            "MESH_ROOT": str(ROOT),
            "MESH_WAREHOUSE": str(self.warehouse),
            "DBT_PROFILES_DIR": str(ROOT),
            "DBT_TARGET_PATH": str(self.target),
            "DBT_LOG_PATH": str(self.target / "logs"),
            **NO_UNIT_TESTS,
        }
        return {**os.environ, **own}

    def run(self, *command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `mesh ...` or `dbt ...` of this environment at the root; a failure shows what the command printed."""
        done = subprocess.run(
            [executable(str(command[0])), *map(str, command[1:])],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        if check and done.returncode != 0:
            raise AssertionError(
                f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
            )
        return done

    def sample(self, members: int, months: int, seed: int) -> Path:
        """Write a sample's feed files; the folder they are in."""
        folder = self.warehouse / "landing" / "sample"
        self.run(
            "mesh", "sample", "--members", str(members), "--months", str(months), "--seed", str(seed), "--out", folder
        )
        return folder

    def ingest(self, *paths: Path) -> subprocess.CompletedProcess[str]:
        """Ingest files or folders."""
        return self.run("mesh", "ingest", *paths)

    def dbt(self, *arguments: str) -> None:
        """Run dbt on the whole mesh, target dev; it is started and parses only once for all warehouses of a process."""
        dbt.run(ROOT, self.environment, *arguments)

    def build(self, *selection: str) -> None:
        """Build and test everything, or what dbt selects."""
        self.dbt("build", *_selected(selection))

    def build_untested(self, *selection: str) -> None:
        """Build all models and code lists, or those that dbt selects."""
        self.dbt("build", *_selected(selection), "--resource-type", "model", "--resource-type", "seed")

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A read-only connection to the development database."""
        return duckdb.connect(str(self.database), read_only=True)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query on the development database returns."""
        with self.connect() as connection:
            return connection.execute(query).fetchall()

    def products(self) -> list[str]:
        """Every product's table, as <domain>.<product>_v<n>, in order."""
        domains = [domain.name for domain in discover(self.settings) if domain.name != REFERENCE]
        with self.connect() as connection:
            return [f"{schema}.{name}" for schema, name in connection.execute(_TABLES, [domains]).fetchall()]

    def export(self) -> dict[str, Export]:
        """Every product with its row count and hash, but those that describe how the files came."""
        with self.connect() as connection:
            return {
                product: _export(connection, product)
                for product in self.products()
                if product.partition(".")[2] not in OF_DELIVERIES
            }


def _selected(nodes: Sequence[str]) -> tuple[str, ...]:
    return ("--select", *nodes) if nodes else ()


_TABLES = """
select table_schema, table_name
from information_schema.tables
where table_schema in (select unnest(?)) and table_type = 'BASE TABLE'
order by all
"""


def _export(connection: duckdb.DuckDBPyConnection, product: str) -> Export:
    cursor = connection.execute(f"select cast(to_json(product) as varchar) from {product} as product order by 1")
    digest, rows = hashlib.sha256(), 0
    while batch := cursor.fetchmany(10_000):
        rows += len(batch)
        digest.update("".join(f"{row}\n" for (row,) in batch).encode())
    return Export(rows, digest.hexdigest())


def differences(left: Path, right: Path, products: Iterable[str], limit: int = 3) -> dict[str, list[str]]:
    """Products that are not the same in two development databases, each with some rows that only one of them has."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{left}' as left_side (read_only); attach '{right}' as right_side (read_only)")
        for product in products:
            both = (("left_side", "right_side"), ("right_side", "left_side"))
            rows = [
                f"only {one}: {row}"
                for one, other in both
                for row in connection.execute(
                    f"(from {one}.{product} except all from {other}.{product}) order by all limit {limit}"
                ).fetchall()
            ]
            if rows:
                found[product] = rows
    return found


def executable(name: str) -> str:
    """The command of the environment that runs the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed: run `make setup`"
    return found
