"""Builds several development databases in one process, which parses the mesh only once.

    python -m tests.support.dev_builds [--select <nodes>] <warehouse> ...

Models and code lists are built (all, or those that dbt selects), tests are not run. The environment says where the
mesh and dbt's target folder are (tests.support.warehouse.MeshWarehouse). Ends with 1 at the first warehouse that cannot
be built.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from dbt.cli.main import dbtRunner

from mesh.build.dbt import close_connections

_QUIET = ("--quiet", "--no-write-json", "--no-use-colors")


def build(warehouses: Sequence[str], select: str | None = None) -> int:
    """Build each warehouse's dev.duckdb, or the selected nodes of it, from its event log; the exit code."""
    selection = ("--select", *select.split()) if select else ()
    os.environ["MESH_WAREHOUSE"] = warehouses[0]
    parsed = dbtRunner().invoke(["parse", *_QUIET])
    if not parsed.success:
        return 1
    for warehouse in warehouses:
        os.environ["MESH_WAREHOUSE"] = warehouse
        runner = dbtRunner(manifest=parsed.result)
        built = runner.invoke(["build", *selection, "--resource-type", "model", "--resource-type", "seed", *_QUIET])
        close_connections()
        if not built.success:
            return 1
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--select")
    parser.add_argument("warehouses", nargs="+")
    given = parser.parse_args()
    sys.exit(build(given.warehouses, given.select))
