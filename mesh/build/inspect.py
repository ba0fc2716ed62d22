"""Look at a finished build on dbt's own connection: what it read, what it rejected, what it would publish."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

from mesh.build.audit import FeedRows
from mesh.build.inputs import topics
from mesh.domains import Domain
from mesh.manifest import PublicModel
from mesh.releases.copy import RELEASE_TABLE, Column, columns_of


@dataclass(frozen=True)
class Relation:
    """A table or view of the build; rows is None for a view."""

    columns: tuple[tuple[str, str], ...]
    """Name and type."""
    rows: int | None


@dataclass
class Inspection:
    """Filled while dbt's connection is open, so that it holds exactly what the models have seen."""

    heads: dict[str, int] = field(default_factory=dict)
    upstream: dict[str, str] = field(default_factory=dict)
    feed_rows: list[FeedRows] = field(default_factory=list)
    columns: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)

    def look(self, connection: duckdb.DuckDBPyConnection, domain: Domain, public: Sequence[PublicModel]) -> None:
        """Read everything."""
        self.relations = _relations(connection, domain.name)
        attached = {
            str(row[0]) for row in connection.execute("select database_name from duckdb_databases()").fetchall()
        }
        self.heads = {
            topic: _number(connection, f"select coalesce(max(_offset) + 1, 0) from {domain.name}.raw_{topic}")
            for topic in topics(domain)
        }
        self.upstream = {
            name: _text(connection, f"select release_id from {name}.main.{RELEASE_TABLE}")
            for name in domain.upstream
            if name in attached
        }
        if f"{domain.name}_feed_rows" in self.relations:
            counted = connection.execute(
                "select feed, cast(sum(rows_in) as bigint), cast(sum(rows_rejected) as bigint) "
                f"from {domain.name}.internal.{domain.name}_feed_rows group by feed order by feed"
            ).fetchall()
            self.feed_rows = [FeedRows(*row) for row in counted]
        self.columns = {model.relation: columns_of(connection, domain.name, model.relation) for model in public}


def _relations(connection: duckdb.DuckDBPyConnection, domain: str) -> dict[str, Relation]:
    """All tables and views of the domain's models by name; DuckDB knows the rows of a table without counting."""
    rows = dict(
        connection.execute(
            "select table_name, estimated_size from duckdb_tables() where database_name = ?", [domain]
        ).fetchall()
    )
    described = connection.execute(
        "select table_name, list(column_name order by column_index), list(data_type order by column_index) "
        "from duckdb_columns() where database_name = ? and schema_name in ('main', 'internal') and not internal "
        "group by table_name order by table_name",
        [domain],
    ).fetchall()
    return {name: Relation(tuple(zip(names, types, strict=True)), rows.get(name)) for name, names, types in described}


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _text(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else ""
