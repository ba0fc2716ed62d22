"""Whole-file faults: one clear sentence, and nothing changes."""

import gzip
from collections.abc import Callable

import pytest

from tests.events.shop import ORDER_HEADER, Shop

ROWS = "".join(f"{number},1,a,b,2.50,2024-03-01\n" for number in range(2_000))
ORDERS = f"{ORDER_HEADER}\n{ROWS}"


def with_header(header: str) -> str:
    return f"{header}\n{ROWS}"


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


PACKED = gzip.compress(ORDERS.encode(), mtime=0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["empty"]),
        (b"\xef\xbb\xbf", ["empty"]),
        (gzip.compress(b"", mtime=0), ["empty"]),
        (f"{ORDER_HEADER}\n".encode(), ["not a single row"]),
        (ORDER_HEADER.encode(), ["not a single row"]),
        (PACKED[:-200], ["truncated"]),
        (PACKED[:-4], ["truncated"]),
        (flipped(PACKED), ["damaged"]),
        (PACKED + b"garbage", ["damaged"]),
        (with_header("order_id,line,item_1,item_2,sent_on").encode(), ["'price'", "missing"]),
        (with_header("line,item_1,item_2,price,sent_on").encode(), ["key column", "'order_id'", "missing"]),
        (with_header("order_id,line,item_1,item_2,prices,sent_on").encode(), ["'price'", "renamed to 'prices'"]),
        (with_header(f"{ORDER_HEADER},colour,size").encode(), ["'colour', 'size'", "unknown"]),
        (with_header(f"{ORDER_HEADER},price").encode(), ["'price'", "twice"]),
        (with_header(ORDER_HEADER.replace(",", ";")).encode(), ["separated by ';'"]),
        (with_header(ORDER_HEADER.replace(",", "\t")).encode(), ["separated by a tab"]),
        (ROWS.encode(), ["header is missing"]),
        (ORDERS.encode("utf-16"), ["UTF-16"]),
        (ORDERS.encode("utf-16-le"), ["UTF-16"]),
        ((ORDERS + "x,1,caf\u00e9,b,1,2024-03-01\n").encode("latin-1"), ["line 2002", "0xe9", "not utf-8"]),
        (ORDERS.encode() + "9,9,caf\u00e9".encode()[:-1], ["not utf-8"]),
        (b"PK\x03\x04" + bytes(100), ["zip"]),
        (b"PAR1" + bytes(100), ["Parquet"]),
    ],
)
def test_a_file_with_a_fault_of_its_own_is_refused(shop: Shop, content: bytes, words: list[str]) -> None:
    shop.add("till_order_good.csv", f"{ORDER_HEADER}\n0,0,a,b,1,2024-01-01\n")
    sentence = shop.refused("till_order_bad.csv.gz", content)
    assert sentence.startswith("till_order_bad.csv.gz was refused and nothing was changed: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    for word in words:
        assert word in sentence


def test_a_refused_first_file_does_not_even_make_a_manifest(shop: Shop) -> None:
    shop.refused("till_order.csv", b"")
    assert not shop.log.db_path.exists()
    assert shop.log.topics() == []


def test_a_fault_at_the_very_end_leaves_no_segment(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mesh.events.parts.PART_BYTES", 4_000)
    monkeypatch.setattr("mesh.events.stream.BLOCK_BYTES", 1_000)
    assert "truncated" in shop.refused("till_order.csv.gz", PACKED[:-4])
    assert shop.state() == {}


def test_the_same_content_again_is_refused_under_any_name(shop: Shop) -> None:
    shop.add("till_order_1.csv", ORDERS)
    again = shop.refused("till_order_1.csv", ORDERS)
    assert "already ingested into shop.till_order on 2" in again
    renamed = shop.refused("till_order_2.csv", ORDERS)
    assert "under the name till_order_1.csv" in renamed
    (known,) = shop.ingest(shop.landing / "till_order_1.csv", skip_known=True)
    assert known.status == "known"


def test_the_same_name_with_other_content_is_taken_with_a_note(shop: Shop) -> None:
    shop.add("till_order.csv", ORDERS)
    outcome = shop.add("till_order.csv", ORDERS + "x,1,a,b,1,2024-03-02\n")
    assert "came before with other content" in outcome.message
    shop.check_log("till_order")


def test_an_unknown_file_names_the_closest_feed_and_one_whose_header_fits(shop: Shop) -> None:
    sentence = shop.refused("till_orders_new.txt", ORDERS)
    assert "The closest is till_order; the feeds are till_name, till_order" in sentence
    assert "add --feed till_order" in sentence


def test_a_missing_file_is_refused(shop: Shop) -> None:
    (outcome,) = shop.ingest(shop.landing / "till_order.csv")
    assert outcome.status == "refused"
    assert "no such file" in outcome.message


def test_a_file_that_changes_while_it_is_read_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shop.file("till_order.csv", ORDERS)

    def growing(original: Callable[..., object]) -> Callable[..., object]:
        def write(*arguments: object) -> object:
            with path.open("a") as file:
                file.write("late\n")
            return original(*arguments)

        return write

    monkeypatch.setattr(
        "mesh.events.ingest.write_part", growing(__import__("mesh.events.parts").events.parts.write_part)
    )
    (outcome,) = shop.ingest(path)
    assert "changed while it was being read" in outcome.message
    assert shop.state() == {}


def test_a_name_without_its_date_is_refused_and_takes_a_given_date(shop: Shop) -> None:
    import datetime as dt  # noqa: PLC0415

    assert "no date" in shop.refused("till_refund.txt", "refund_id|reason|amount\n1|late|2\n")
    (outcome,) = shop.ingest(shop.landing / "till_refund.txt", date=dt.date(2024, 5, 6))
    assert outcome.entry is not None
    assert outcome.entry.file_date == "2024-05-06"


def test_one_bad_file_does_not_keep_the_others_out(shop: Shop) -> None:
    shop.file("till_order_1.csv", ORDERS)
    shop.file("till_order_2.csv", b"")
    shop.file("till_order_3.csv", f"{ORDER_HEADER}\n1,2,a,b,1,2024-03-09\n")
    shop.file("readme.md", "not a feed")
    assert [outcome.status for outcome in shop.ingest()] == ["ingested", "refused", "ingested"]
    shop.check_log("till_order")


def test_a_full_disk_is_one_sentence_and_changes_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mesh.events.ingest.seal", full)
    assert "No space left on device" in shop.refused("till_order.csv", ORDERS)
