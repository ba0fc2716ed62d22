"""The topic mesh.lifecycle: what happens to releases and products.

Its contract stands here and not with a domain, because the platform alone publishes to it. The event type says what
happened: release.published, release.refused, product.deprecated or slo.breached.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from mesh.contracts import FeedContract
from mesh.events.hot import Batch, Receipt, append
from mesh.events.log import EventLog

Kind = Literal["release.published", "release.refused", "product.deprecated", "slo.breached"]


class _PlatformContract(FeedContract):
    """A contract that belongs to no domain's folder."""

    @model_validator(mode="after")
    def _named_as_it_should(self) -> Self:
        return self


LIFECYCLE = _PlatformContract.model_validate(
    {
        "domain": "mesh",
        "path": Path(__file__),
        "feed": "lifecycle",
        "source": "mesh",
        "title": "What happens to releases and products.",
        "format": "json",
        "files": ["mesh_lifecycle*.json"],
        "file_date": {"ingest": True},
        "key": ["event_key"],
        "columns": ["event_key", "domain", "product", "release_id", "previous_release_id", "reason"],
    }
)


def is_feed_topic(topic: str) -> bool:
    """Whether a topic is filled from outside; the others, mesh.* and products.*, the platform fills itself."""
    return not topic.startswith(("mesh.", "products."))


def announce(log: EventLog, kind: Kind, key: str, facts: Mapping[str, str]) -> Receipt:
    """Publish one event, once for each key however often this is called. `facts`: values of the topic's columns."""
    event_key = f"{kind}/{key}"
    values = {**facts, "event_key": event_key}
    columns = tuple(LIFECYCLE.column_names)
    rows = json.dumps([[values.get(name, "") for name in columns]], ensure_ascii=False)
    batch = Batch(kind, LIFECYCLE.version, columns, rows, 1)
    connection = log.open()
    try:
        with log.told("written"), log.topic_lock(LIFECYCLE.topic, poll_seconds=0.002):
            return append(log, connection, LIFECYCLE.topic, [batch], dated_by_receipt=True, key=event_key)
    finally:
        connection.close()
