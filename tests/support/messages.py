"""Rows of feed files, published as messages."""

import datetime as dt
from itertools import groupby
from typing import Any

import duckdb

from mesh.config import Settings
from mesh.contracts import FeedContract, load_contracts, quote
from mesh.events import EventLog, Publisher
from mesh.events.replay import Reader

Row = tuple[Any, ...]


def publish_rows(source: Settings, target: Settings, rows: int) -> dict[str, int]:
    """Publish the first rows of every append feed of one mesh to another; how many, by feed.

    Rows that are broken or lack a part of their key cannot be messages and are passed over.
    """
    published = {}
    for contract in load_contracts(source).values():
        if contract.mode == "append" and (found := _rows(source, contract, rows)):
            for (day, version), held in groupby(found, key=lambda row: row[:2]):
                _publish(target, contract, day, version, list(held))
            published[contract.feed] = len(found)
    return published


def _rows(source: Settings, contract: FeedContract, limit: int) -> list[Row]:
    """The date, the version of the layout, and the payload of some rows."""
    keyed = " and ".join(f"{quote(name)} is not null" for name in contract.key)
    payload = ", ".join(map(quote, contract.column_names))
    every = ", ".join(f"cast(null as varchar) as {quote(name)}" for name in contract.column_names)
    with duckdb.connect() as connection:
        return connection.execute(
            f"select _file_date, cast(substr(split_part(_dataschema, ':', 2), 2) as integer) as version, {payload} "
            f"from (select {every} where false union all by name {Reader(source, contract.topic).select()}) "
            f"where _fault is null and _event_type = 'upsert' and {keyed} order by _offset limit {limit}"
        ).fetchall()


def _publish(target: Settings, contract: FeedContract, day: dt.date | None, version: int, rows: list[Row]) -> None:
    form = next(form for form in contract.forms if form.version == version)
    names = {*form.required, *form.optional}
    messages = [
        {name: value for name, value in zip(contract.column_names, row[2:], strict=True) if name in names}
        for row in rows
    ]
    with Publisher(EventLog(target.log_dir), contract, version) as publisher:
        publisher.publish(messages, file_date=day)
