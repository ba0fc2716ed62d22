"""The SQLite database of the event log: made, brought up to date, read and written.

WAL mode with synchronous=FULL: what a committed transaction registered survives the loss of power, and what is not
registered does not exist.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from mesh.errors import MeshError
from mesh.events.schema import SCHEMA, SCHEMA_VERSION
from mesh.files import replace_durably, sync_file
from mesh.locks import exclusive

BUSY_SECONDS = 600.0
_UPGRADABLE = 1
_REMEDIES = {
    sqlite3.SQLITE_FULL: "the disk is full: free space on it",
    sqlite3.SQLITE_READONLY: "the folder or the file may not be written: give yourself the right to write there",
    sqlite3.SQLITE_CANTOPEN: "the folder may not be written: give yourself the right to write there",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: restore it from a backup",
    sqlite3.SQLITE_NOTADB: "the file is damaged: restore it from a backup",
}


class LogDatabase:
    """log.db under `log_dir`. Reading an absent log gives empty answers and creates nothing."""

    def __init__(self, log_dir: Path) -> None:
        self.log_dir = log_dir
        self.db_path = log_dir / "log.db"

    def open(self) -> sqlite3.Connection:
        """A connection for writing, in autocommit mode; makes the log when there is none yet."""
        with self.told("opened"):
            if not self.db_path.exists():
                self._create()
            connection = sqlite3.connect(self.db_path, timeout=BUSY_SECONDS, isolation_level=None)
            connection.execute("pragma synchronous = full")
            self._bring_up_to_date(connection)
        return connection

    @contextmanager
    def transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        """One write transaction: all of the block or nothing."""
        connection.execute("begin immediate")
        try:
            yield
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction on a connection of its own."""
        with closing(self.open()) as connection, self.transaction(connection):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that shows the log as it is at one moment; None when there is no log."""
        if not self.db_path.exists():
            yield None
            return
        with closing(sqlite3.connect(self.db_path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            with self.told("read"):
                self._bring_up_to_date(connection)
                connection.execute("begin")
            yield connection

    def read(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of one query; none when there is no log."""
        with self.reading() as connection:
            return connection.execute(query, parameters).fetchall() if connection else []

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        """Turn an error of SQLite or the file system into one sentence; `what` could not be done with the log."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if isinstance(error, PermissionError):
                code = sqlite3.SQLITE_CANTOPEN
            why = _REMEDIES.get(code, f"{str(error).removesuffix('.')}: free or mend the disk")
            raise MeshError(
                f"The event log {self.db_path} could not be {what} and nothing was changed, because {why}, then run "
                "the command again."
            ) from error

    def _create(self) -> None:
        """Make an empty manifest and give it its name when it is whole.

        SQLite does not wait for a lock while it changes to WAL mode, so nobody else may have the file open then.
        """
        draft = self.db_path.with_name("log.db.new")
        self.log_dir.mkdir(parents=True, exist_ok=True)
        with exclusive(self.log_dir / "locks" / "log.lock", "The event log", BUSY_SECONDS):
            if self.db_path.exists():
                return
            for left_over in ("", "-wal", "-shm"):
                draft.with_name(draft.name + left_over).unlink(missing_ok=True)
            with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
                connection.execute("pragma journal_mode = wal")
                connection.executescript(f"begin; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;")
            sync_file(draft)
            replace_durably(draft, self.db_path)

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        """Add what this version has more than the one before; MeshError for a log of a version it does not know."""
        (version,) = connection.execute("pragma user_version").fetchone()
        if version == SCHEMA_VERSION:
            return
        if version != _UPGRADABLE:
            raise MeshError(
                f"The event log {self.db_path} has layout {version}, this version of mesh knows {SCHEMA_VERSION}. "
                "Use the version that wrote it, or ingest into a new warehouse."
            )
        # Everything in the script is done only where it is missing, so that two processes may come here at once.
        connection.executescript(f"begin immediate; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;")
