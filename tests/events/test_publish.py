"""Published messages: the same events as rows of a file, durable and dense, or refused with one sentence."""

import datetime as dt
import json
from typing import Any

import pytest

from mesh.contracts import load_contracts
from mesh.errors import MeshError
from mesh.events import Publisher, Receipt, publish
from mesh.events.sealing import AT_ONCE, seal_due
from mesh.events.verify import verify
from tests.events.shop import ORDER_HEADER, Shop

COLUMNS = ORDER_HEADER.split(",")
EVENT = (
    "_event_id, _event_type, _source, _subject, _dataschema, _file_date, "
    "case when _file_date is null then _event_time = _received_at else _event_time = _file_date end"
)
ORDERS = [
    ["1", "1", "a", "b", "1.50", "2024-03-01"],
    ["1", "2", " padded ", 'quote " and , comma', "2", "20240302"],
    ["2|x", "1", "", "line\nend", "", "no date"],
    ["3%", "1", "\u00e9\u4e2d", "\\u0000 \\n", "1,234.50", ""],
]


def order(number: int, **changed: Any) -> dict[str, Any]:
    return dict(zip(COLUMNS, [str(number), "1", "a", "b", "1.5", "2024-03-01"], strict=True)) | changed


def send(shop: Shop, feed: str, messages: list[dict[str, Any]], **options: Any) -> Receipt:
    return publish(f"shop.{feed}", messages, settings=shop.settings, **options)


def seal(shop: Shop) -> int:
    return seal_due(shop.log, load_contracts(shop.settings).values(), AT_ONCE)


def test_a_message_is_the_event_that_the_row_of_a_file_is(shop: Shop) -> None:
    lines = "".join(",".join('"' + value.replace('"', '""') + '"' for value in row) + "\n" for row in ORDERS)
    shop.add("till_order_1.csv", f"{ORDER_HEADER}\n{lines}")
    shop.add("till_tick_1.csv", "tick\n1\n")
    shop.add("till_price_20240301.csv", "item,price\nA,1\n")
    shop.add("till_review_1.json", '{"review": "r1", "written": "03/01/2024", "stars": 4.5, "tags": [1, {"b": 2.5}]}')
    orders: list[dict[str, Any]] = [dict(zip(COLUMNS, row, strict=True)) for row in ORDERS]
    orders[2]["item_1"] = None
    orders[3] = dict(reversed(orders[3].items()))
    send(shop, "till_order", orders)
    send(shop, "till_tick", [{"TICK ": 1}])
    send(shop, "till_price", [{"item": "A", "price": 1}], file_date=dt.date(2024, 3, 1))
    send(shop, "till_review", [{"review": "r1", "written": "03/01/2024", "stars": 4.5, "tags": [1, {"b": 2.5}]}])
    told: dict[str, Any] = {}
    for sealed in (False, True):
        if sealed:
            assert seal(shop) == len(ORDERS) + 3
        for feed, columns in (
            ("till_order", f"{EVENT}, {ORDER_HEADER}"),
            ("till_price", f"{EVENT}, item, price"),
            ("till_review", f"{EVENT}, review, written, stars, words, tags"),
            ("till_tick", "_event_id, _subject, tick"),
        ):
            found = shop.events(feed, columns)
            half = len(found) // 2
            assert found[:half] == found[half:]
            more = shop.events(feed, "_offset, _file_name, _row_number, _fault, _received_at is not null")
            assert [row[1:] for row in more[half:]] == [("published", None, None, True)] * half
            assert told.setdefault(feed, (found, more)) == (found, more)
            assert [row[0] for row in more] == list(range(2 * half))


def test_files_and_messages_take_turns_and_readers_see_all_of_them(shop: Shop) -> None:
    seen = 0
    for turn in range(3):
        assert send(shop, "till_order", [order(10 * turn), order(10 * turn + 1)]).first_offset == seen
        assert len(shop.events("till_order", "1")) == seen + 2
        rows = f"{10 * turn + 2},1,a,b,1.5,2024-03-01\n"
        shop.add(f"till_order_{turn}.csv", f"{ORDER_HEADER}\n{rows}")
        seen += 3
        assert shop.log.head("shop.till_order") == len(shop.events("till_order", "1")) == seen
    assert [row[0] for row in shop.events("till_order", "_offset")] == list(range(seen))
    assert verify(shop.log).faults == ()


def test_deletes_and_layouts_are_kept_apart(shop: Shop) -> None:
    old = {"customer": "c", "start_year": "2020", "end_year": "2021", "fee": "1"}
    new = {"customer": "c", "start_date": "2020-01-01", "end_date": "2021-01-01", "price": 2.5, "owner": "x"}
    receipt = send(shop, "till_plan", [old, new, {**new, "customer": "d"}])
    assert (receipt.count, receipt.known, receipt.note) == (3, False, "")
    send(shop, "till_plan", [{**new, "customer": "d"}], event_type="delete")
    columns = "_offset, _event_type, split_part(_dataschema, ':', 2), start_year, start_date, fee, \"owner name\""
    expected = [
        (0, "upsert", "v2", "2020", None, "1", None),
        (1, "upsert", "v3", None, "2020-01-01", "2.5", "x"),
        (2, "upsert", "v3", None, "2020-01-01", "2.5", "x"),
        (3, "delete", "v3", None, "2020-01-01", "2.5", "x"),
    ]
    assert shop.events("till_plan", columns) == expected
    assert seal(shop) == 4
    assert shop.events("till_plan", columns) == expected
    assert len(set(shop.events("till_plan", "_event_id"))) == 4


def test_a_snapshot_is_compared_with_what_was_published(shop: Shop) -> None:
    shop.add("till_price_20240101.csv", "item,price\nA,1\nB,2\n")
    send(shop, "till_price", [{"item": "B", "price": "3"}], file_date=dt.date(2024, 1, 2))
    send(shop, "till_price", [{"item": "A", "price": "1"}], file_date=dt.date(2024, 1, 2), event_type="delete")
    outcome = shop.add("till_price_20240103.csv", "item,price\nA,1\nB,3\n")
    assert outcome.entry is not None
    assert (outcome.entry.events, outcome.entry.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("feed", "message", "why"),
    [
        ("till_order", order(1, colour="red"), "the column 'colour' is unknown to domains/shop/feeds/till_order.yml"),
        ("till_order", {"order_id": "1"}, "the key column 'line' (and 4 more) of domains/shop/feeds/till_order.yml"),
        ("till_order", order(1, order_id=None), "the column 'order_id' of domains/shop/feeds/till_order.yml"),
        ("till_order", order(1, price=[1]), "'price' of domains/shop/feeds/till_order.yml, version 1 is nested"),
        ("till_order", order(1, price="1\0"), "it holds a zero byte (domains/shop/feeds/till_order.yml, version 1)"),
        ("till_order", order(1, price="\ud83d"), "it holds half of a pair of escapes"),
        ("till_order", order(1, price="1" * (1 << 20)), "it is longer than 1 MB"),
        ("till_order", [1], "it is no JSON object, domains/shop/feeds/till_order.yml, version 1 wants one"),
        (
            "till_plan",
            {"customer": "c", "start_date": "yesterday", "end_date": "", "fee": 1},
            "the column 'start_date' of domains/shop/feeds/till_plan.yml, version 3 is 'yesterday', it must be of type",
        ),
        ("till_plan", {"customer": "c", "start_date": "", "end_date": None, "fee": "x"}, "'x', it must be of type num"),
    ],
)
def test_a_message_that_breaks_its_contract_is_refused_with_its_place(
    shop: Shop, feed: str, message: Any, why: str
) -> None:
    good = {"till_order": order(7), "till_plan": {"customer": "c", "start_year": 1, "end_year": 2, "fee": 1}}[feed]
    with pytest.raises(MeshError) as caught:
        send(shop, feed, [good, message])
    sentence = str(caught.value)
    assert sentence.startswith("message 2 was refused and nothing was changed: ")
    assert why in sentence
    assert "version" in sentence
    assert "\n" not in sentence
    assert shop.log.topics() == []


def test_a_contract_version_that_is_unknown_is_one_sentence(shop: Shop) -> None:
    with pytest.raises(
        MeshError, match=r"version 9 is unknown to domains/shop/feeds/till_plan\.yml, which knows 1, 2, 3"
    ):
        Publisher.of("till_plan", shop.settings, version=9)
    with (
        Publisher.of("till_plan", shop.settings, version=2) as publisher,
        pytest.raises(
            MeshError, match=r"its columns are those of version 3 of domains/shop/feeds/till_plan\.yml, not 2"
        ),
    ):
        publisher.publish([{"customer": "c", "start_date": "", "end_date": "", "fee": 1}])
    send(shop, "till_plan", [{"customer": "c", "start_year": 1, "end_year": 2, "fee": 1}])
    path = shop.settings.domains_dir / "shop/feeds/till_plan.yml"
    whole = path.read_text()
    path.write_text(whole.replace("  - {version: 2, without", "  - {version: 4, without"))
    with pytest.raises(
        MeshError, match=r"published messages with the contract version 2, which .*till_plan.yml no long"
    ):
        shop.events("till_plan", "1")
    path.write_text(whole)
    assert len(shop.events("till_plan", "1")) == 1
    with pytest.raises(MeshError, match="There is no feed 'till_nothing' to publish to"):
        Publisher.of("till_nothing", shop.settings)
    with pytest.raises(MeshError, match="There is no message to publish"):
        send(shop, "till_tick", [])


def test_what_is_sent_again_with_its_key_is_there_once(shop: Shop) -> None:
    first = send(shop, "till_tick", [{"tick": 1}, {"tick": 2}], key="batch 1")
    assert not first.known
    for _ in range(2):
        again = send(shop, "till_tick", [{"tick": 1}, {"tick": 2}], key="batch 1")
        assert (again.known, again.first_offset, again.last_offset) == (True, 0, 1)
        seal(shop)
    assert send(shop, "till_tick", [{"tick": 1}], key="batch 2").first_offset == 2
    assert len(shop.events("till_tick", "1")) == 3


def test_a_clock_that_was_set_back_is_told_and_times_go_on(shop: Shop) -> None:
    send(shop, "till_tick", [{"tick": 1}])
    ahead = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(hours=3)
    with shop.log.writing() as connection:
        connection.execute("update hot set received_at = ?", (ahead.isoformat(sep=" "),))
    receipt = send(shop, "till_tick", [{"tick": 2}])
    assert "The clock of this machine says" in receipt.note
    assert f"shop.till_tick has an event that was received at {ahead:%Y-%m-%d %H:%M} UTC" in receipt.note
    assert [row[0] for row in shop.events("till_tick", "_received_at")] == [ahead, ahead]
    seal(shop)
    assert send(shop, "till_tick", [{"tick": 3}]).note == receipt.note


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(shop: Shop) -> None:
    with Publisher.of("till_tick", shop.settings) as publisher:
        publisher.publish([{"tick": 1}])
        (pages,) = publisher._connection.execute("pragma page_count").fetchone()
        publisher._connection.execute(f"pragma max_page_count = {pages + 1}")
        with pytest.raises(MeshError, match="nothing was changed, because the disk is full: free space on it"):
            publisher.publish([{"tick": "x" * 90_000}])
        publisher._connection.execute(f"pragma max_page_count = {pages + 100}")
        assert publisher.publish([{"tick": "x" * 90_000}]).first_offset == 1
    assert [row[0][:2] for row in shop.events("till_tick", "tick")] == ["1", "xx"]


def test_many_messages_in_one_call_are_one_transaction(shop: Shop) -> None:
    receipt = send(shop, "till_tick", [{"tick": number} for number in range(25_000)])
    assert (receipt.first_offset, receipt.last_offset) == (0, 24_999)
    assert [json.loads(batch.rows)[0] for batch in shop.log.contents()["shop.till_tick"].hot] == [
        ["0"],
        ["10000"],
        ["20000"],
    ]
    assert shop.events("till_tick", "cast(tick as bigint) - _offset") == [(0,)] * 25_000
    assert shop.log.contents()["shop.till_tick"].hot == ()  # so many are sealed before they are read
