"""Zip packages are read like folders: their members are files of feeds, each with its own entry in the log."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.events.shop import ORDER_HEADER, Shop

ORDERS = f"{ORDER_HEADER}\n1,1,a,b,2.50,2024-03-01\n"
REFUND = "refund_id|reason|amount\n1|late|2\n"


def packed(members: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return target.getvalue()


def entries(shop: Shop) -> list[tuple[str, str, int, str | None]]:
    return [(entry.topic, entry.file_name, entry.rows_in, entry.file_date) for entry in shop.log.files()]


def test_each_member_is_a_file_of_its_feed_whatever_the_package_is_called(shop: Shop) -> None:
    inner = packed({"refunds/till_refund_2024-05-06.txt": REFUND})
    path = shop.file(
        "T.BCD.A0001.ZCY24", packed({"a/till_order_1.csv": ORDERS, "T.BCD.Y24": inner, "read.me": "hello"})
    )
    outcomes = shop.ingest(path)
    assert [outcome.status for outcome in outcomes] == ["ingested", "ingested"]
    assert sorted(entries(shop)) == [  # topics do not wait for each other
        ("shop.till_order", "till_order_1.csv", 1, "2024-03-01"),
        ("shop.till_refund", "till_refund_2024-05-06.txt", 1, "2024-05-06"),
    ]
    assert shop.events("till_refund", "reason") == [("late",)]


def test_a_package_in_a_folder_is_opened_and_sent_again_is_known(shop: Shop) -> None:
    shop.file("march.zip", packed({"till_order_1.csv": ORDERS}))
    shop.file("april.zip", packed({"till_order_2.csv": ORDERS.replace("03-01", "04-01")}))
    assert [outcome.status for outcome in shop.ingest()] == ["ingested", "ingested"]
    assert [outcome.status for outcome in shop.ingest(skip_known=True)] == ["known", "known"]
    assert not list((shop.settings.log_dir / "tmp").glob("*"))


def test_the_same_package_twice_in_one_run_is_taken_once(shop: Shop) -> None:
    first = shop.file("a.zip", packed({"till_order_1.csv": ORDERS}))
    second = shop.file("b.zip", first.read_bytes())
    assert [outcome.status for outcome in shop.ingest(first, second)] == ["ingested"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed({"cats.jpg": "x", "notes.txt": "y"}), "holds no file of any feed, but cats.jpg, notes.txt"),
        (packed({"till_order_1.csv": ORDERS * 50})[:-60], "truncated or damaged"),
        (packed({"till_order_1.csv": ORDERS}).replace(b"till_order_1.csv", b"till_order_X.csv", 1), "damaged"),
        (packed({"a": packed({"b": packed({"c": packed({"till_order_1.csv": ORDERS})})})}), "more than 3 deep"),
    ],
)
def test_a_package_that_cannot_be_used_is_refused_as_a_whole(shop: Shop, content: bytes, words: str) -> None:
    assert words in shop.refused("march.zip", content)


def test_a_package_locked_with_a_password_is_refused(shop: Shop) -> None:
    content = bytearray(packed({"till_order_1.csv": ORDERS}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that says so, in both headers
        content[content.find(magic) + flags] |= 1
    assert "locked with a password" in shop.refused("march.zip", bytes(content))


def test_a_member_that_unpacks_to_an_absurd_size_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mesh.events.packages.EXPANSION_FLOOR_BYTES", 1_000)
    assert "more than 300 times its size" in shop.refused("march.zip", packed({"till_order_1.csv": "0" * 1_000_000}))


def test_one_bad_member_and_one_bad_package_do_not_keep_the_others_out(shop: Shop) -> None:
    shop.file("good.zip", packed({"till_order_1.csv": ORDERS, "till_order_2.csv": "nonsense"}))
    shop.file("bad.zip", b"PK\x03\x04" + bytes(50))
    statuses = {outcome.path.name: outcome.status for outcome in shop.ingest()}
    assert statuses == {"till_order_1.csv": "ingested", "till_order_2.csv": "refused", "bad.zip": "refused"}


def test_a_workbook_is_told_from_a_package(shop: Shop) -> None:
    workbook = packed({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    assert "a zip or Excel file" in shop.refused("till_order.csv", workbook)


def test_members_cannot_leave_the_scratch_folder(shop: Shop) -> None:
    shop.ingest(shop.file("march.zip", packed({"../../../till_order_1.csv": ORDERS})))
    assert entries(shop) == [("shop.till_order", "till_order_1.csv", 1, "2024-03-01")]
    assert not list(shop.settings.root.rglob("till_order_1.csv"))


def test_what_a_killed_ingest_unpacked_is_swept_by_the_next(shop: Shop) -> None:
    left = shop.settings.log_dir / "tmp" / "package-0123456789abcdef" / "till_order_9.csv"
    left.parent.mkdir(parents=True)
    left.write_text("left over")
    shop.add("till_order_1.csv", ORDERS)
    assert not left.parent.exists()


def test_with_a_feed_only_its_members_are_taken(shop: Shop) -> None:
    from mesh.events.ingest import ingest  # noqa: PLC0415

    path: Path = shop.file("march.zip", packed({"till_order_1.csv": ORDERS, "till_refund_2024-05-06.txt": REFUND}))
    outcomes, ignored = ingest(shop.settings, [path], feed="till_refund")
    assert [outcome.topic for outcome in outcomes] == ["shop.till_refund"]
    assert [file.name for file in ignored] == ["till_order_1.csv"]
