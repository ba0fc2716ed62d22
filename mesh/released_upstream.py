"""In development, products that you have not built yourself are those of the last release.

So `dbt build --select claims` works on a fresh development database once the mesh was released, and an analyst who
changes one domain need not build the domains upstream of it.
"""

from duckdb import DuckDBPyConnection

from mesh.config import Settings
from mesh.contracts import literal, quote

# Published files are attached under this prefix: a catalog may not be called like a schema.
CATALOG_PREFIX = "released_"
REFERENCE = "reference"


def show_released(connection: DuckDBPyConnection, settings: Settings) -> None:
    """Attach every published file read-only; give each of its products that development lacks a view on it.

    Reference data become tables, since dbt refuses to load a seed over a view. What a developer has built is left
    alone.
    """
    _drop_earlier(connection)
    for path in sorted(settings.published_dir.glob("*.duckdb")):
        domain = path.stem
        catalog = CATALOG_PREFIX + domain
        connection.execute(f"attach if not exists {literal(str(path))} as {quote(catalog)} (read_only)")
        _show(connection, domain, catalog)


def _relations(connection: DuckDBPyConnection, database: str, schema: str) -> set[str]:
    rows = connection.execute(
        "select table_name from information_schema.tables where table_catalog = ? and table_schema = ?",
        [database, schema],
    ).fetchall()
    return {name for (name,) in rows}


def _show(connection: DuckDBPyConnection, domain: str, catalog: str) -> None:
    own = connection.execute("select current_database()").fetchall()[0][0]
    missing = _relations(connection, catalog, "main") - _relations(connection, own, domain) - {"mesh_release"}
    if missing:
        connection.execute(f"create schema if not exists {quote(domain)}")
    kind = "table" if domain == REFERENCE else "view"
    for name in sorted(missing):
        source = f"{quote(catalog)}.main.{quote(name)}"
        columns = connection.execute(f"select * from {source} limit 0").description or []
        selected = ", ".join(quote(column[0]) for column in columns if column[0] != "_release_id")
        connection.execute(f"create {kind} {quote(domain)}.{quote(name)} as select {selected} from {source}")


def _drop_earlier(connection: DuckDBPyConnection) -> None:
    """Drop the views of an earlier connection: the release behind them may be gone or have other columns."""
    views = connection.execute(
        "select schema_name, view_name, sql from duckdb_views() "
        "where database_name = current_database() and not internal"
    ).fetchall()
    for schema, name, sql in views:
        if f" {CATALOG_PREFIX}{schema}." in sql.replace('"', ""):
            connection.execute(f"drop view {quote(schema)}.{quote(name)}")
