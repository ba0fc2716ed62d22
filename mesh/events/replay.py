"""Read the events of a topic again: from an offset or a time, to an end or as they come."""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from mesh.config import Settings
from mesh.contracts import META_COLUMNS, literal, literal_list, load_contracts, quote
from mesh.errors import MeshError
from mesh.events.entries import Contents
from mesh.events.hot_sql import hot_events
from mesh.events.lifecycle import LIFECYCLE
from mesh.events.log import EventLog

POLL_SECONDS = 0.5
_FETCHED = 10_000
Start = int | dt.datetime
"""An offset, or a time of receipt (UTC)."""


class Reader:
    """Reads one topic of the log, `topic` being its name or that of a feed; each call sees the log as it is then."""

    def __init__(self, settings: Settings, topic: str) -> None:
        self.log = EventLog(settings.log_dir)
        contracts = {**load_contracts(settings), LIFECYCLE.topic: LIFECYCLE}
        names = {*contracts, *self.log.heads()}
        found = sorted(name for name in names if topic in (name, name.split(".", 1)[1]))
        if not found:
            raise MeshError(f"There is no topic {topic!r}. `mesh log` lists the topics.")
        self.topic = found[0]
        self._contract = contracts.get(self.topic)

    def head(self) -> int:
        """The next offset."""
        return self.log.head(self.topic)

    def select(self, start: Start = 0, stop: int | None = None) -> str:
        """SQL for all columns of the events from `start` up to and without the offset `stop`, in no order."""
        held = self.log.contents(self.topic).get(self.topic, Contents())
        typed = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in META_COLUMNS.items())
        branches = [f"select {typed} where false"]
        paths = [
            str(self.log.path_of(segment))
            for segment in held.segments
            if (stop is None or segment.first_offset < stop)
            and (not isinstance(start, int) or segment.last_offset >= start)
        ]
        if paths:
            branches.append(f"select * from read_parquet({literal_list(paths)}, union_by_name = true)")
        if self._contract and held.hot:
            branches += [select for _, select in hot_events(self._contract, held.hot)]
        if isinstance(start, int):
            wanted = f"_offset >= {start}"
        else:
            wanted = f"_received_at >= cast({literal(start.isoformat(sep=' '))} as timestamp)"
        until = "" if stop is None else f" and _offset < {stop}"
        return f"select * from ({' union all by name '.join(branches)}) where {wanted}{until}"

    def lines(self, start: Start = 0, stop: int | None = None) -> Iterator[list[str]]:
        """The events as JSON, in the order of their offsets, some thousands at a time."""
        with duckdb.connect() as connection, self._told():
            found = connection.execute(f"select to_json(event) from ({_shown(connection, self.select(start, stop))})")
            while rows := found.fetchmany(_FETCHED):
                yield [text for (text,) in rows]

    def export(self, target: Path, start: Start = 0, stop: int | None = None) -> int:
        """Write the events as JSON lines to a file, in the order of their offsets; their number."""
        with duckdb.connect() as connection, self._told():
            shown = _shown(connection, self.select(start, stop))
            query = f"copy (select unnest(event) from ({shown})) to {literal(str(target))} (format json)"
            (count,) = connection.execute(query).fetchone() or (0,)
        return int(count)

    def follow(self, start: int) -> Iterator[list[str]]:
        """The events from an offset on as JSON, and then every new one; without end."""
        while True:
            stop = self.head()
            if stop > start:
                yield from self.lines(start, stop)
                start = stop
            else:
                time.sleep(POLL_SECONDS)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn an error of DuckDB into one sentence."""
        try:
            yield
        except duckdb.Error as error:
            reason = str(error).split("\n", maxsplit=1)[0].removesuffix(".")
            raise MeshError(
                f"The events of {self.topic} could not be read or written ({reason}): `mesh verify {self.topic}` tells "
                "which segment is damaged; else free or mend the disk."
            ) from error


def _shown(connection: duckdb.DuckDBPyConnection, select: str) -> str:
    """Select one column, event: the attributes of an event under their names without underscore, and its data."""
    described = connection.execute(f"describe {select}").fetchall()
    payload = [str(name) for name, *_ in described if name not in META_COLUMNS]
    attributes = [f"{quote(name.removeprefix('_'))} := {name}" for name in META_COLUMNS]
    data = [f"{quote(name)} := {quote(name)}" for name in payload]
    if data:
        attributes.append(f"data := struct_pack({', '.join(data)})")
    return f"select struct_pack({', '.join(attributes)}) as event from ({select}) order by _offset"
