"""A mesh with one domain, shop, whose feeds cover every format and mode."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import duckdb

from mesh.config import Settings
from mesh.events.ingest import Outcome, ingest
from mesh.events.log import EventLog
from mesh.events.views import create_views

TEMPLATE = Path(__file__).parent / "minimesh"
ORDER_HEADER = "order_id,line,item_1,item_2,price,sent_on"


class Shop:
    """The mesh, and short ways to put files into it and to read its log."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(TEMPLATE / "domains", folder / "domains")
        self.settings = Settings(root=folder, warehouse=folder / "warehouse")
        self.log = EventLog(self.settings.log_dir)
        self.landing = folder / "landing"
        self.landing.mkdir()

    def file(self, name: str, content: bytes | str) -> Path:
        """Write a feed file."""
        path = self.landing / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def ingest(self, *paths: Path, skip_known: bool = False, date: dt.date | None = None) -> list[Outcome]:
        """Ingest files or folders, by default the landing folder."""
        return ingest(self.settings, paths or [self.landing], skip_known=skip_known, file_date=date)[0]

    def add(self, name: str, content: bytes | str) -> Outcome:
        """Write a file and ingest it; it must be accepted."""
        (outcome,) = self.ingest(self.file(name, content))
        assert outcome.status == "ingested", outcome.message
        return outcome

    def refused(self, name: str, content: bytes | str) -> str:
        """Write a file and ingest it; it must be refused without any trace. The sentence is returned."""
        before = self.state()
        (outcome,) = self.ingest(self.file(name, content))
        assert outcome.status == "refused", outcome
        assert self.state() == before
        return outcome.message

    def state(self) -> dict[str, bytes]:
        """Content of every file of the log but the locks."""
        files = [path for path in self.settings.log_dir.rglob("*") if path.is_file() and path.suffix != ".lock"]
        return {str(path): path.read_bytes() for path in files}

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Query the raw views."""
        with duckdb.connect() as connection:
            create_views(connection, self.settings)
            return connection.execute(sql).fetchall()

    def events(self, feed: str, columns: str) -> list[tuple[Any, ...]]:
        """Columns of a feed's events in offset order."""
        return self.query(f"select {columns} from raw_shop.{feed} order by _offset")

    def check_log(self, feed: str) -> None:
        """Offsets are dense, and the manifest counts what the segments hold."""
        topic = f"shop.{feed}"
        offsets = [row[0] for row in self.events(feed, "_offset")]
        assert offsets == list(range(self.log.head(topic)))
        files = self.log.files(topic)
        assert sum(entry.events for entry in files) == len(offsets)
        for entry in files:
            assert entry.rows_in + entry.deletes == entry.events + entry.unchanged
            first = -1 if entry.first_offset is None else entry.first_offset
            last = -1 if entry.last_offset is None else entry.last_offset
            held = self.query(f"select count(*) from raw_shop.{feed} where _offset between {first} and {last}")
            assert held == [(entry.events,)]
