"""Promises of products that were not kept, told on mesh.lifecycle as slo.breached: freshness and share of rejects."""

import datetime as dt
from collections.abc import Iterable, Mapping

from mesh.build.audit import FeedRows
from mesh.build.inputs import topics
from mesh.config import Settings
from mesh.domains import Domain
from mesh.events.lifecycle import announce
from mesh.events.log import EventLog
from mesh.manifest import Manifest
from mesh.products import read_descriptors
from mesh.releases.document import Release


def tell_late(settings: Settings, domain: Domain, current: Release | None) -> int:
    """Tell of every product whose release is overdue: events wait for longer than it promises. How many products.

    Each is told once for each release.
    """
    log = EventLog(settings.log_dir)
    since = waiting_since(log, domain, current)
    if since is None:
        return 0
    hours = (dt.datetime.now(dt.UTC).replace(tzinfo=None) - since).total_seconds() / 3600
    waits = f"events wait since {since:%Y-%m-%d %H:%M} UTC, {hours:.1f} hours; promised are"
    broken = {
        held.product: f"{waits} {held.slo.freshness_hours}"
        for held in read_descriptors(domain).values()
        if hours > held.slo.freshness_hours
    }
    return _tell(log, domain, "freshness", current, broken)


def tell_rejects(
    settings: Settings, domain: Domain, release: Release, rows: Iterable[FeedRows], manifest: Manifest
) -> int:
    """Tell of every product of a release that lacks more of a feed it reads than it promises. How many products."""
    shares = {feed.feed: feed.rows_rejected / feed.rows_in for feed in rows if feed.rows_in}
    promised = {name: held.slo.reject_share for name, held in read_descriptors(domain).items()}
    broken = {}
    for model in manifest.public_models(domain.name):
        read = {feed: shares[feed] for feed in manifest.feeds_read(model) & set(shares)}
        feed, share = max(read.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        limit = promised.get(model.name, 1.0)
        if share > limit:
            reason = f"{share:.2%} of the rows of {feed} are rejected; promised are at most {limit:.2%}"
            broken[model.name] = reason
    return _tell(EventLog(settings.log_dir), domain, "reject_share", release, broken)


def waiting_since(log: EventLog, domain: Domain, current: Release | None) -> dt.datetime | None:
    """When the first event was received that the current release has not read; None when it has read all."""
    contents, read = log.contents(), current.inputs.heads if current else {}
    waiting = []
    for topic in topics(domain):
        held, head = contents.get(topic), read.get(topic, 0)
        if held:
            waiting += [segment.created_at for segment in held.segments if segment.last_offset >= head]
            waiting += [batch.received_at for batch in held.hot if batch.last_offset >= head]
    return min((dt.datetime.fromisoformat(at).replace(tzinfo=None) for at in waiting), default=None)


def _tell(log: EventLog, domain: Domain, promise: str, release: Release | None, broken: Mapping[str, str]) -> int:
    """Tell of a promise that was not kept; `broken` has the reason by product. How many products."""
    release_id = release.release_id if release else ""
    for product, reason in broken.items():
        facts = {"domain": domain.name, "product": product, "release_id": release_id, "reason": reason}
        announce(log, "slo.breached", f"{domain.name}/{product}/{promise}/{release_id}", facts)
    return len(broken)
