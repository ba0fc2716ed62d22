"""Files of every feed, sent as they are, and sent apart: shuffled, a tenth of the rows twice, every file in three
batches, the last of them late; and the event log read again in another order, with some rows once more as messages.

The order of arrival does not matter for any product, and no row is lost on the way: what was sent is kept, rejected, a
duplicate or superseded, and the sample's own account knows which. Feeds and products are found, none is named here.
"""

import json
from collections import Counter
from typing import Any

import pytest

from mesh.contracts import load_contracts
from mesh.domains import REFERENCE, discover
from mesh.events.log import EventLog
from mesh.products import read_descriptors
from tests.e2e.conftest import SET_APART, Deliveries
from tests.support.warehouse import Export, MeshWarehouse, differences

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

# A message has no file name that would tell the year of its coverage: most of its rows are rejected as messages.
YEAR_IN_FILE_NAME = "desynpuf_beneficiary"


@pytest.fixture(scope="module")
def as_sent(deliveries: Deliveries) -> dict[str, Export]:
    return deliveries.plain.export()


@pytest.mark.parametrize("other", ["apart", "replayed"])
def test_every_product_is_the_same_byte_for_byte(
    deliveries: Deliveries, as_sent: dict[str, Export], other: str
) -> None:
    mesh: MeshWarehouse = getattr(deliveries, other)
    found = mesh.export()
    assert as_sent.keys() == found.keys()
    changed = [product for product in as_sent if as_sent[product] != found[product]]
    shown = differences(deliveries.plain.database, mesh.database, changed)
    assert changed == [], f"products that depend on the order of arrival: {shown}"


def test_the_example_of_every_product_answers(deliveries: Deliveries) -> None:
    silent = []
    with deliveries.plain.connect() as connection:
        for domain in discover(deliveries.plain.settings):
            for name, descriptor in read_descriptors(domain).items():
                assert f"from {name}\n" in descriptor.example
                # Unqualified names, as in the domain's published file.
                connection.execute(f"set schema = '{domain.name}'")
                if not connection.execute(descriptor.example).fetchall():
                    silent.append(f"{domain.name}.{name}")
    assert silent == [], f"examples that show nothing: {silent}"


def test_every_feed_of_the_mesh_is_sent(deliveries: Deliveries) -> None:
    contracts = load_contracts(deliveries.plain.settings)
    for mesh in (deliveries.plain, deliveries.apart, deliveries.replayed):
        heads = EventLog(mesh.settings.log_dir).heads()
        assert set(heads) == set(contracts)


def test_the_replay_has_the_same_events_in_another_order(deliveries: Deliveries) -> None:
    query = (
        "select _event_id, _file_name, _row_number from raw_members.sample_eligibility "
        "where _file_name <> 'published' order by _offset"
    )
    with deliveries.plain.connect() as plain, deliveries.replayed.connect() as replayed:
        before, after = plain.execute(query).fetchall(), replayed.execute(query).fetchall()
    assert before != after
    assert sorted(before) == sorted(after)


def test_a_row_that_came_as_a_file_and_as_a_message_is_one_event(deliveries: Deliveries) -> None:
    """The messages have the ids of the rows, and staging uses none of them a second time."""
    appended = {c.feed for c in load_contracts(deliveries.plain.settings).values() if c.mode == "append"}
    assert set(deliveries.messages) == appended
    with deliveries.replayed.connect() as connection:
        for contract in load_contracts(deliveries.plain.settings).values():
            told = connection.execute(
                "select count(*) filter (_file_name = 'published'), count(distinct _event_id) "
                f"- count(distinct _event_id) filter (_file_name <> 'published') from raw_{contract.topic}"
            ).fetchall()
            assert told == [(deliveries.messages.get(contract.feed, 0), 0)], contract.topic
    accounted = _internal_rows(
        deliveries.replayed,
        "select feed, rows_in, rows_rejected + rows_duplicate + rows_superseded"
        " from {domain}_internal.{domain}_feed_rows"
        f" where file_name = 'published' and feed <> '{YEAR_IN_FILE_NAME}'",
    )
    expected = {(feed, rows, rows) for feed, rows in deliveries.messages.items() if feed != YEAR_IN_FILE_NAME}
    assert set(accounted) == expected


def test_the_sample_reaches_every_product(deliveries: Deliveries) -> None:
    """Two empty products would be equal, too."""
    with deliveries.plain.connect() as connection:
        rows = {p: connection.execute(f"select count(*) from {p}").fetchall() for p in deliveries.plain.products()}
    assert [product for product, count in rows.items() if count == [(0,)]] == []


def test_feed_quality_tells_of_every_file(delivered: MeshWarehouse) -> None:
    """Verdict and share are those of the rows, and a file with faulty rows says what is wrong with most of them."""
    rows = _internal_rows(
        delivered,
        "select feed, file_name, rows_in, rows_rejected, reject_share, reject_share_limit, main_reason, verdict"
        " from {domain}.feed_quality",
    )
    entries = EventLog(delivered.settings.log_dir).files()
    with_rows = {(e.topic.split(".")[1], e.file_name) for e in entries if e.rows_in > e.unchanged}
    assert {(row[0], row[1]) for row in rows} == with_rows
    for _, _, rows_in, rejected, share, limit, reason, verdict in rows:
        assert float(share) == pytest.approx(rejected / rows_in, abs=1e-6)
        assert (verdict == "send_back") == (rejected / rows_in > float(limit))
        assert (reason is None) == (rejected == 0)


def test_the_second_delivery_really_was_another(deliveries: Deliveries) -> None:
    plain, apart = (EventLog(mesh.settings.log_dir) for mesh in (deliveries.plain, deliveries.apart))
    for topic, head in plain.heads().items():
        entries = plain.files(topic)
        if len(entries) == 1 and head > 100 and not entries[0].unchanged:
            assert apart.heads()[topic] > head * 1.05
            assert len(apart.files(topic)) == SET_APART.batches


def _internal_rows(mesh: MeshWarehouse, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query over <domain>_internal.<domain>_... of every domain; {domain} stands for its name."""
    with mesh.connect() as connection:
        return [
            row
            for domain in discover(mesh.settings)
            if domain.name != REFERENCE
            for row in connection.execute(query.format(domain=domain.name)).fetchall()
        ]


@pytest.fixture(params=["plain", "apart"])
def delivered(request: pytest.FixtureRequest, deliveries: Deliveries) -> MeshWarehouse:
    mesh: MeshWarehouse = getattr(deliveries, request.param)
    return mesh


def test_rows_of_every_file_are_accounted_for(delivered: MeshWarehouse) -> None:
    accounted = {
        (feed, file): (rows_in, outcomes)
        for feed, file, rows_in, outcomes in _internal_rows(
            delivered,
            "select feed, file_name, rows_in, rows_kept + rows_rejected + rows_duplicate + rows_superseded"
            " from {domain}_internal.{domain}_feed_rows",
        )
    }
    # Unchanged rows of a snapshot make no event: only what changed reaches the domain. Files may share a name.
    sent: Counter[tuple[str, str]] = Counter()
    for entry in EventLog(delivered.settings.log_dir).files():
        sent[entry.topic.split(".")[1], entry.file_name] += entry.rows_in - entry.unchanged
    expected = {key: (rows, rows) for key, rows in sent.items() if rows}
    assert accounted == expected


def test_rejects_are_those_of_the_samples_own_account(deliveries: Deliveries) -> None:
    manifest = json.loads((deliveries.files / "manifest.json").read_text(encoding="utf-8"))
    planted = {(row["feed"], row["kind"], row["rule_id"]): row["count"] for row in manifest["rejects"]}
    found = _internal_rows(
        deliveries.plain,
        "select feed, reason, rule_id, count(*) from {domain}_internal.{domain}_rejects"
        " where feed like 'sample%' group by all",
    )
    assert {(feed, reason, rule): rows for feed, reason, rule, rows in found} == planted


def test_rows_sent_twice_are_duplicates_and_nothing_else(deliveries: Deliveries) -> None:
    """The second delivery repeats rows at random: apart from duplicates, it rejects what the first one does."""
    query = (
        "select feed, reason, count(distinct md5(raw_row)) from {domain}_internal.{domain}_rejects"
        " where reason not in ('duplicate', 'superseded') group by all"
    )
    rejected = [
        Counter({row[:2]: row[2] for row in _internal_rows(mesh, query)})
        for mesh in (deliveries.plain, deliveries.apart)
    ]
    assert rejected[0] == rejected[1]
