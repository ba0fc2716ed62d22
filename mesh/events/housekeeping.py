"""Housekeeping of the whole log at once, for `mesh seal`."""

from collections.abc import Iterator
from dataclasses import dataclass

from mesh.config import Settings
from mesh.contracts import load_contracts
from mesh.errors import MeshError
from mesh.events.lifecycle import LIFECYCLE
from mesh.events.log import EventLog
from mesh.events.sealing import AT_ONCE, compact, drop_old, forget_retired, seal_topic


@dataclass(frozen=True)
class Kept:
    """What was done to a topic: messages sealed, segments put together, events dropped."""

    topic: str
    sealed: int
    compacted: int
    dropped: int

    @property
    def anything(self) -> bool:
        """Whether anything was done."""
        return bool(self.sealed or self.compacted or self.dropped)


def keep_house(settings: Settings, topic: str | None = None) -> Iterator[Kept]:
    """Seal, put together and drop whatever is to be, topic by topic; of one topic or feed, when given."""
    log = EventLog(settings.log_dir)
    contracts = {**load_contracts(settings), LIFECYCLE.topic: LIFECYCLE}
    held = sorted(log.heads())
    names = [name for name in held if topic in (None, name, name.split(".", 1)[1])]
    if topic is not None and not names and topic not in {*contracts, *(c.feed for c in contracts.values())}:
        raise MeshError(f"There is no topic {topic!r}. `mesh log` lists the topics.")
    for name in names:
        contract = contracts.get(name)
        with log.topic_lock(name):
            sealed = seal_topic(log, contract) if contract else 0
            dropped = drop_old(log, contract) if contract else 0
            compacted = compact(log, name, AT_ONCE.small)
            forget_retired(log, name)
        yield Kept(name, sealed, compacted, dropped)
