"""Copy the public tables of a build into a new release file, and read what a release says about itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mesh import files
from mesh.errors import MeshError
from mesh.releases.document import Release, parse_release

RELEASE_TABLE = "mesh_release"
RELEASE_COLUMN = "_release_id"


@dataclass(frozen=True)
class PublicTable:
    """A public model: its table and, on the latest version, the unsuffixed view; descriptions become comments."""

    relation: str
    view: str | None
    description: str
    columns: Mapping[str, str]
    """Column -> description."""


@dataclass(frozen=True)
class Column:
    """A column of a table, as DuckDB describes it."""

    name: str
    data_type: str
    nullable: bool


def columns_of(connection: duckdb.DuckDBPyConnection, database: str, relation: str) -> tuple[Column, ...]:
    """The columns of a relation in schema main of an attached database, in order; empty when there is none."""
    rows = connection.execute(
        "select column_name, data_type, is_nullable from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' and table_name = ? order by column_index",
        [database, relation],
    ).fetchall()
    return tuple(Column(*row) for row in rows)


def published_columns(database: Path) -> dict[str, tuple[Column, ...]]:
    """The columns of every table of a release, without the table that describes the release."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(str(database))} as release (read_only)")
        names = connection.execute("select table_name from duckdb_tables() where database_name = 'release'").fetchall()
        return {name: columns_of(connection, "release", name) for (name,) in names if name != RELEASE_TABLE}


def copy_tables(build: Path, draft: Path, release_id: str, tables: Sequence[PublicTable]) -> dict[str, int]:
    """Write the public tables of the build file to a new file `draft`; rows per relation.

    Types, NOT NULL and comments are kept. Every table gets the release id as its last column. The draft is not
    complete before `finish` has put the release document in.
    """
    draft.unlink(missing_ok=True)
    rows: dict[str, int] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(str(build))} as build (read_only)")
        connection.execute(f"attach {_text(str(draft))} as release")
        for table in tables:
            columns = columns_of(connection, "build", table.relation)
            if not columns:
                raise MeshError(f"The build has no table {table.relation}, although it is a public model.")
            _create(connection, table.relation, columns)
            connection.execute(
                f"insert into release.main.{_name(table.relation)} "
                f"select *, {_text(release_id)} from build.main.{_name(table.relation)}"
            )
            rows[table.relation] = _count(connection, table.relation)
            _comment(connection, "table", table.relation, table, columns)
            if table.view:
                # Without a database name: the view must work under whatever name the file is attached.
                connection.execute(
                    f"create view release.main.{_name(table.view)} as select * from main.{_name(table.relation)}"
                )
                _comment(connection, "view", table.view, table, columns)
        connection.execute("detach build")
        connection.execute("checkpoint release")
        connection.execute("detach release")
    return rows


def finish(draft: Path, release: Release) -> None:
    """Write the release document into the draft as table mesh_release and force the file to the disk."""
    rows = {product.relation: product.rows for product in release.products}
    facts = {
        "release_id": _text(release.release_id),
        "domain": _text(release.domain),
        "created_at": f"timestamptz {_text(release.created_at.isoformat())}",
        "git_commit": _text(release.commit),
        "code_hash": _text(release.inputs.code),
        "event_offsets": f"{_map(release.inputs.heads)}::map(varchar, bigint)",
        "upstream_releases": f"{_map(release.inputs.upstream)}::map(varchar, varchar)",
        "product_rows": f"{_map(rows)}::map(varchar, bigint)",
        "tests_passed": f"{release.tests_passed}::integer",
        "tests_failed": f"{release.tests_failed}::integer",
        "document": _text(release.model_dump_json()),
    }
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(str(draft))} as release")
        select = ", ".join(f"{value} as {name}" for name, value in facts.items())
        connection.execute(f"create table release.main.{RELEASE_TABLE} as select {select}")
        connection.execute(
            f"comment on table release.main.{RELEASE_TABLE} is 'Which release this is and what it was built from.'"
        )
        connection.execute("checkpoint release")
        connection.execute("detach release")
    files.sync_file(draft)


def read_document(database: Path) -> Release:
    """What a release file says about itself; MeshError when it is no readable release."""
    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach {_text(str(database))} as release (read_only)")
            row = connection.execute(f"select document from release.main.{RELEASE_TABLE}").fetchone()
    except duckdb.Error as error:
        raise MeshError(
            f"{database} is no readable release ({_first_line(error)}): remove it and build again."
        ) from error
    if row is None:
        raise MeshError(f"{database} is no complete release: remove it and build again.")
    return parse_release(row[0], database)


def _create(connection: duckdb.DuckDBPyConnection, relation: str, columns: tuple[Column, ...]) -> None:
    lines = [f"{_name(c.name)} {c.data_type}{'' if c.nullable else ' not null'}" for c in columns]
    lines.append(f"{RELEASE_COLUMN} varchar not null")
    connection.execute(f"create table release.main.{_name(relation)} ({', '.join(lines)})")


def _comment(
    connection: duckdb.DuckDBPyConnection, kind: str, relation: str, table: PublicTable, columns: tuple[Column, ...]
) -> None:
    target = f"release.main.{_name(relation)}"
    texts = {column.name: table.columns.get(column.name, "") for column in columns}
    texts[RELEASE_COLUMN] = "The release that this row was published with."
    if table.description:
        connection.execute(f"comment on {kind} {target} is {_text(table.description)}")
    for column, text in texts.items():
        if text:
            connection.execute(f"comment on column {target}.{_name(column)} is {_text(text)}")


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from release.main.{_name(relation)}").fetchone()
    return int(row[0]) if row else 0


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: str | None) -> str:
    return "null" if value is None else "'" + value.replace("'", "''") + "'"


def _map(entries: Mapping[str, str | int]) -> str:
    pairs = (f"{_text(key)}: {_text(value) if isinstance(value, str) else value}" for key, value in entries.items())
    return "map {" + ", ".join(pairs) + "}"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
