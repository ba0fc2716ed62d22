"""Publish messages: checked against the contract of their feed, then durable with an offset.

    with Publisher.of("pharmacy.sample_pharmacy_claim") as publisher:
        receipt = publisher.publish([{"claim_id": "1", ...}], key="till 7, message 1")

What was acknowledged survives a crash. A message whose acknowledgement was lost is sent again with the same key: it is
then acknowledged with the offset that it has, and nothing is added.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Literal, Self

from mesh import config
from mesh.config import Settings
from mesh.contracts import FeedContract, load_contracts
from mesh.errors import MeshError
from mesh.events.database import BUSY_SECONDS
from mesh.events.hot import Receipt, append
from mesh.events.log import EventLog
from mesh.events.messages import Checker
from mesh.events.refusal import RefusedError

# Another publisher holds a topic for as long as a commit takes.
_POLL_SECONDS = 0.002


def contract_of(settings: Settings, topic: str) -> FeedContract:
    """The contract of a topic, <domain>.<feed>, or of a feed; MeshError when there is none."""
    contracts = load_contracts(settings)
    for contract in contracts.values():
        if topic in (contract.topic, contract.feed):
            return contract
    raise MeshError(f"There is no feed {topic!r} to publish to: `mesh log` lists the feeds by topic.")


class Publisher:
    """Publishes to one topic and keeps the log open meanwhile; several may publish to a topic at once."""

    def __init__(self, log: EventLog, contract: FeedContract, version: int | None = None) -> None:
        self.log = log
        self.contract = contract
        self._checker = Checker(contract, version)
        self._stack = ExitStack()
        self._connection = log.open()
        self._stack.callback(self._connection.close)

    @classmethod
    def of(cls, topic: str, settings: Settings | None = None, version: int | None = None) -> Self:
        """A publisher to a feed or topic of the mesh (the one that this package stands in, unless said otherwise)."""
        settings = settings or config.load()
        return cls(EventLog(settings.log_dir), contract_of(settings, topic), version)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the log."""
        self._stack.close()

    def check(self, messages: Sequence[Mapping[str, Any]], places: Sequence[str] | None = None) -> None:
        """Raise RefusedError for the first message that breaks the contract; nothing is published."""
        self._checker.batches(messages, "upsert", places)

    def publish(
        self,
        messages: Sequence[Mapping[str, Any]],
        *,
        key: str | None = None,
        file_date: dt.date | None = None,
        event_type: Literal["upsert", "delete"] = "upsert",
        places: Sequence[str] | None = None,
        wait_seconds: float = BUSY_SECONDS,
    ) -> Receipt:
        """Append messages in one transaction: all of them, durable when this returns, or none.

        key: names these messages; when messages with this key are in the topic, nothing is added. file_date: their
        date, in place of what the contract says (a feed dated by file names has the day of receipt otherwise).
        event_type: delete when the keys of these rows are no more. places: what the messages are called in sentences.
        wait_seconds: how long to wait for an ingest into the same topic.

        Raises RefusedError for a message that breaks the contract, MeshError when the log cannot be written.
        """
        if not messages:
            raise RefusedError(f"There is no message to publish to {self.contract.topic}: nothing was changed.")
        batches = self._checker.batches(messages, event_type, places)
        dated_by_receipt = file_date is None and self.contract.file_date.column is None
        with self.log.told("written"), self.log.topic_lock(self.contract.topic, wait_seconds, _POLL_SECONDS):
            return append(
                self.log,
                self._connection,
                self.contract.topic,
                batches,
                file_date=file_date,
                dated_by_receipt=dated_by_receipt,
                key=key,
            )


def publish(
    topic: str, messages: Sequence[Mapping[str, Any]], *, settings: Settings | None = None, **options: Any
) -> Receipt:
    """Publish messages to a feed or topic; options as of Publisher.publish. For more than a few, use a Publisher."""
    with Publisher.of(topic, settings) as publisher:
        return publisher.publish(messages, **options)
