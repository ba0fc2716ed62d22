"""Views raw_<domain>.<feed> over the events of the log: the listed segments, and behind them the hot batches."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from mesh.config import Settings
from mesh.contracts import META_COLUMNS, FeedContract, literal, literal_list, load_contracts, quote
from mesh.domains import REFERENCE
from mesh.errors import MeshError
from mesh.events.entries import Contents, HotBatch, Segment
from mesh.events.hot_sql import hot_events
from mesh.events.log import EventLog
from mesh.events.sealing import Due, seal_due

# Of build files, as of the development database in profiles.yml: less processor time than the format of releases.
BUILD_FORMAT = "v1.5.0"


def configure(connection: DuckDBPyConnection, settings: Settings, domain: str | None) -> None:
    """Prepare a DuckDB connection for dbt: the settings, and the views of every domain or of the one being built.

    `domain` None: all views, in the connection's own database (target dev). Otherwise the databases are attached
    first and only this domain's views are created, in its build database (target prod).
    """
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    connection.execute("set preserve_insertion_order = false")
    # A checkpoint after every 16 MB, the default, holds up every other statement: a sixth of the wall time of a build.
    connection.execute("set checkpoint_threshold = '1GB'")
    connection.execute(f"set temp_directory = {literal(str(settings.warehouse / 'tmp'))}")
    if domain is not None:
        attach_databases(connection, settings, domain)
    create_views(connection, settings, domain)


def attach_databases(connection: DuckDBPyConnection, settings: Settings, domain: str) -> None:
    """Attach build/<domain>.duckdb as <domain> read-write and published/<other>.duckdb as <other> read-only.

    Raises MeshError when `domain` has no folder under domains/.
    """
    if domain != REFERENCE and not (settings.domains_dir / domain).is_dir():
        raise MeshError(f"There is no domain {domain!r} in {settings.domains_dir}. Set MESH_DOMAIN to one of them.")
    settings.build_dir.mkdir(parents=True, exist_ok=True)
    _attach(connection, settings.build_dir / f"{domain}.duckdb", domain, f" (storage_version '{BUILD_FORMAT}')")
    for path in sorted(settings.published_dir.glob("*.duckdb")):
        if path.stem != domain:
            _attach(connection, path, path.stem, " (read_only)")


def _attach(connection: DuckDBPyConnection, path: Path, name: str, options: str) -> None:
    connection.execute(f"attach if not exists {literal(str(path))} as {quote(name)}{options}")


def create_views(connection: DuckDBPyConnection, settings: Settings, domain: str | None = None) -> None:
    """Create or renew the raw views of one domain (in the database of that name) or of all (in the current one).

    A view is touched only when its text would change, so that connecting costs milliseconds and no write. Messages that
    were published in the last minute stand in the text of the view itself; older ones are sealed into segments first.
    """
    log = EventLog(settings.log_dir)
    contracts = load_contracts(settings, domain)
    seal_due(log, contracts.values(), Due())
    contents = log.contents()
    prefix = f"{quote(domain)}." if domain else ""
    database = literal(domain) if domain else "current_database()"
    known = dict(
        connection.execute(
            f"select schema_name || '.' || view_name, comment from duckdb_views() where database_name = {database}"
        ).fetchall()
    )
    for schema in sorted({f"raw_{contract.domain}" for contract in contracts.values()}):
        connection.execute(f"create schema if not exists {prefix}{schema}")
    for topic, contract in contracts.items():
        held = contents.get(topic, Contents())
        query = view_sql(contract, held.segments, log, held.hot)
        name = f"raw_{contract.domain}.{contract.feed}"
        mark = f"event log view {hashlib.sha256(query.encode()).hexdigest()[:16]}"
        if known.get(name) != mark:
            connection.execute(f"create or replace view {prefix}{name} as {query}")
            connection.execute(f"comment on view {prefix}{name} is {literal(mark)}")


def _held(contract: FeedContract, name: str, present: set[str]) -> str:
    """Where a segment holds a column: under its name, or one that the contract had for it when the file came."""
    held = [known for known in (name, *contract.aliases.get(name, ())) if known in present]
    return quote(held[0]) if held else "cast(null as varchar)"


def view_sql(contract: FeedContract, segments: Sequence[Segment], log: EventLog, hot: Sequence[HotBatch] = ()) -> str:
    """The select of a feed's raw view: meta columns, payload columns as text, constants of the contract.

    Segments with the same columns form one read_parquet over an explicit list, so that binding the view opens one
    file per set of columns however many segments there are. A row-less first branch gives the types.
    """
    names = contract.column_names
    typed = [f"cast(null as {kind}) as {quote(name)}" for name, kind in META_COLUMNS.items()]
    typed += [f"cast(null as varchar) as {quote(name)}" for name in names]
    branches = [f"select {', '.join(typed)} where false"]
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for segment in segments:
        groups[segment.columns].append(str(log.path_of(segment)))
    sources = [(columns, f"read_parquet({literal_list(paths)})") for columns, paths in groups.items()]
    sources += [(columns, f"({select})") for columns, select in hot_events(contract, hot)]
    for columns, source in sources:
        present = set(columns)
        selected = [quote(name) for name in META_COLUMNS]
        selected += [f"{_held(contract, name, present)} as {quote(name)}" for name in names]
        branches.append(f"select {', '.join(selected)} from {source}")
    constants = {"data_source": contract.source, "feed": contract.feed, **contract.declarations}
    declared = ", ".join(f"{literal(value)} as {quote('_' + name)}" for name, value in constants.items())
    declared += f", cast({contract.thresholds.reject_share} as double) as _reject_share"
    return f"select *, {declared} from ({' union all by name '.join(branches)})"
