"""Executes the SQL that dbt compiled, straight through DuckDB in one process: what the same work costs without dbt.

    python -m benchmarks.straight <dbt target folder> <database file> [--tests]

Reads the manifest of a finished `dbt build` and makes the same relations, in the order of the graph, in a new database:
views, tables, and contracted tables with their typed columns and constraints. With --tests the queries of the data
tests run too. Seeds are copied from the database that dbt built.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from mesh import config
from mesh.events.views import configure

Node = Mapping[str, Any]
Nodes = Mapping[str, Node]


def _nodes(target: Path) -> Nodes:
    """The nodes of dbt's manifest; FileNotFoundError when there is none."""
    nodes: Nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    return nodes


def statements(nodes: Nodes, tests: bool) -> Iterator[tuple[Node, str]]:
    """Every model (and data test) with its statement, upstream first."""
    wanted = {"model", "test"} if tests else {"model"}
    order = TopologicalSorter({key: node["depends_on"].get("nodes", ()) for key, node in nodes.items()}).static_order()
    for key in order:
        node = nodes.get(key)
        if node and node["resource_type"] in wanted and node.get("compiled_code"):
            yield node, _statement(node)
            if pointer := _latest_version(node):
                yield node, pointer


def _statement(node: Node) -> str:
    query = node["compiled_code"]
    if node["resource_type"] == "test":
        return f"select count(*) from ({query})"
    relation = f'"{node["schema"]}"."{node["alias"]}"'
    if node["config"]["materialized"] == "view":
        return f"create view {relation} as {query}"
    if not node["contract"]["enforced"]:
        return f"create table {relation} as {query}"
    columns = ", ".join(_column(column) for column in node["columns"].values())
    return f"create table {relation} ({columns}); insert into {relation} by name {query}"


def _column(column: Node) -> str:
    constraints = [constraint["type"].replace("_", " ") for constraint in column["constraints"]]
    return " ".join([f'"{column["name"]}"', column["data_type"], *constraints])


def _latest_version(node: Node) -> str | None:
    """The unsuffixed view on the latest version of a product."""
    if node["resource_type"] != "model" or node.get("version") is None or node["version"] != node["latest_version"]:
        return None
    return f'create view "{node["schema"]}"."{node["name"]}" as from "{node["schema"]}"."{node["alias"]}"'


def run(target: Path, database: Path, tests: bool) -> None:
    """Build `database`, which must not exist yet."""
    settings = config.load()
    nodes = _nodes(target)
    with duckdb.connect(str(database)) as connection:
        connection.execute("set threads = 2")
        configure(connection, settings, None)
        for schema in sorted({node["schema"] for node in nodes.values() if node["resource_type"] in ("model", "seed")}):
            connection.execute(f"create schema if not exists {schema}")
        _copy_seeds(connection, nodes, settings.warehouse / "dev.duckdb")
        for node, text in statements(nodes, tests):
            # dbt names the database it wrote to; this one has another name.
            connection.execute(text.replace(f'"{node["database"]}".', ""))


def _copy_seeds(connection: duckdb.DuckDBPyConnection, nodes: Nodes, built: Path) -> None:
    connection.execute(f"attach '{built}' as built (read_only)")
    for node in nodes.values():
        if node["resource_type"] == "seed":
            relation = f'"{node["schema"]}"."{node["alias"]}"'
            connection.execute(f"create table {relation} as from built.{relation}")
    connection.execute("detach built")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description="Run the SQL of a finished dbt build straight through DuckDB.")
    parser.add_argument("target", type=Path)
    parser.add_argument("database", type=Path)
    parser.add_argument("--tests", action="store_true")
    arguments = parser.parse_args()
    run(arguments.target, arguments.database, arguments.tests)


if __name__ == "__main__":
    main()
