"""A release tells what it changed: change events of its products, then release.published on mesh.lifecycle.

What was told is seen from the log alone: release.published comes last, once for each time a release becomes the current
one, and a topic lists the release as a file does. So whatever a crash leaves untold, the next run tells, once.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from mesh.config import Settings
from mesh.contracts import literal, literal_list, quote
from mesh.domains import REFERENCE
from mesh.events.entries import FileEntry
from mesh.events.hot import publications
from mesh.events.lifecycle import LIFECYCLE, announce
from mesh.events.log import EventLog
from mesh.events.segments import scratch, seal, sweep_topic
from mesh.releases.changes import Changes, Comparison
from mesh.releases.document import Product, Release
from mesh.releases.store import ReleaseStore


def product_topic(domain: str, product: str) -> str:
    """The topic of a product's change events."""
    return f"products.{domain}.{product}"


@dataclass(frozen=True)
class _Emission:
    """The `number`-th time that a domain has another release than before, which was `former_id` then."""

    number: int
    release: Release
    former_id: str | None

    def mark(self, topic: str) -> str:
        """What lists this emission in a topic, in place of a file's hash."""
        return hashlib.sha256(f"{topic}:{self.number}:{self.release.release_id}".encode()).hexdigest()


def emit_missing(settings: Settings, store: ReleaseStore) -> dict[str, tuple[int, int]]:
    """Tell what the current release changed, if that was not told; upserts and deletes by product that changed.

    Call it with the domain's lock held.
    """
    log = EventLog(settings.log_dir)
    release = store.current()
    if release is None or any(product.key is None for product in release.products):
        return {}  # nothing to tell, or a release of an older version of mesh: the next one is told
    prefix = f"release.published/{store.domain}/"
    told = publications(log, LIFECYCLE.topic, prefix)
    former_id = told[-1].rsplit("/", 1)[1] if told else None
    if former_id == release.release_id:
        return {}
    emission = _Emission(len(told) + 1, release, former_id)
    changed = _emit_products(settings, log, store, emission) if store.domain != REFERENCE else {}
    _announce(log, store, emission, changed)
    return changed


def _announce(log: EventLog, store: ReleaseStore, emission: _Emission, changed: Mapping[str, tuple[int, int]]) -> None:
    release = emission.release
    facts = {
        "domain": store.domain,
        "release_id": release.release_id,
        "previous_release_id": emission.former_id or "",
    }
    for product in release.products:
        if product.deprecated_from:
            ends = f"{product.relation} ends on {product.deprecated_from}"
            key = f"{store.domain}/{product.relation}/{product.deprecated_from}"
            announce(log, "product.deprecated", key, {**facts, "product": product.name, "reason": ends})
    kept = {product.relation for product in release.products}
    for product in _products_of(store, emission.former_id):
        if product.relation not in kept:
            gone = {**facts, "product": product.name, "reason": f"{product.relation} is no longer published"}
            announce(log, "product.deprecated", f"{store.domain}/{product.relation}/{emission.number:06}", gone)
    told = "; ".join(f"{name}: {upserts} upserts, {deletes} deletes" for name, (upserts, deletes) in changed.items())
    key = f"{store.domain}/{emission.number:06}/{release.release_id}"
    announce(log, "release.published", key, {**facts, "reason": told or "no product changed"})


def _products_of(store: ReleaseStore, release_id: str | None) -> tuple[Product, ...]:
    """The products of a release; none when it is no longer kept."""
    return store.read(release_id).products if release_id in store.ids() else ()


def _emit_products(
    settings: Settings, log: EventLog, store: ReleaseStore, emission: _Emission
) -> dict[str, tuple[int, int]]:
    """Emit the change events of all products of a release that are not yet in their topics."""
    changed: dict[str, tuple[int, int]] = {}
    former = store.database(emission.former_id) if emission.former_id else None
    lost = former is not None and not former.exists()
    with duckdb.connect(config={"temp_directory": str(settings.warehouse / "tmp")}) as connection:
        current = store.database(emission.release.release_id)
        comparison = Comparison(connection, emission.release, current, None if lost else former)
        for product in emission.release.latest_products:
            topic = product_topic(store.domain, product.name)
            with log.topic_lock(topic):
                entry = log.find_file(topic, emission.mark(topic))
                if entry is None:
                    changes = comparison.compare(product, _state(log, topic) if lost else None)
                    entry = _emit(log, comparison, product, emission, changes)
            if entry:
                changed[product.name] = (entry.events - entry.deletes, entry.deletes)
    return changed


def _emit(
    log: EventLog, comparison: Comparison, product: Product, emission: _Emission, changes: Changes
) -> FileEntry | None:
    """Write the changes of one product, just compared, as a segment and list it; None when nothing changed."""
    rows = changes.upserts + changes.deletes
    if not rows:
        return None
    topic = product_topic(emission.release.domain, product.name)
    sweep_topic(log, topic)
    head, release = log.head(topic), emission.release
    at = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    with scratch(log, topic) as folder:
        draft = folder / "changes.parquet"
        comparison.write(product, topic, emission=emission.number, head=head, changes=changes, at=at, target=draft)
        segment = seal(log, topic, draft, first=head, rows=rows, columns=changes.columns, at=at)
    entry = FileEntry(
        topic=topic,
        file_name=release.release_id,
        sha256=emission.mark(topic),
        bytes=segment.bytes,
        rows_in=product.rows,
        events=rows,
        unchanged=product.rows - changes.upserts,
        faults=0,
        file_date=release.created_at.date().isoformat(),
        received_at=at,
        first_offset=segment.first_offset,
        last_offset=segment.last_offset,
    )
    log.register(entry, [segment])
    return entry


def _state(log: EventLog, topic: str) -> str | None:
    """The rows of a product as its topic tells them, for when the release before is no longer kept."""
    segments = log.segments(topic)
    if not segments:
        return None
    own = [name for name in segments[-1].columns if not name.startswith("_")]
    files = literal_list(str(log.path_of(segment)) for segment in segments)
    return (
        f"select {', '.join(map(quote, own))} from (select *, "
        "row_number() over (partition by _subject order by _offset desc) as _standing "
        f"from read_parquet({files}, union_by_name = true)) where _standing = 1 and _event_type = {literal('upsert')}"
    )
