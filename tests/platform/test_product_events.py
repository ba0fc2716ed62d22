"""A release tells what it changed, once: change events of its products, then release.published."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mesh.config import Settings
from mesh.errors import MeshError
from mesh.events import EventLog
from mesh.events.replay import Reader
from mesh.events.verify import verify
from mesh.releases import copy, emit
from mesh.releases.document import Inputs, Product, Release, new_release_id
from mesh.releases.emit import emit_missing
from mesh.releases.store import ReleaseStore
from tests.platform.minimesh_copy import SALES, MiniMesh

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TYPES = "sale_id varchar not null, shop integer, price decimal(18, 2), kind varchar"

Row = tuple[str | int | None, ...]


class Shop:
    """The releases of a domain with one product, made without dbt."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(root=folder, warehouse=folder / "warehouse")
        self.store = ReleaseStore(self.settings, "shop")
        self.log = EventLog(self.settings.log_dir)

    def release(self, *rows: Row, types: str = TYPES, **facts: Any) -> str:
        """Publish a release with these rows of the product sale."""
        build = self.settings.build_dir / "shop.duckdb"
        build.parent.mkdir(parents=True, exist_ok=True)
        relation = facts.pop("relation", "sale_v1")
        with duckdb.connect(str(build)) as connection:
            connection.execute(f"create or replace table {relation} ({types})")
            connection.executemany(
                f"insert into {relation} values ({', '.join('?' * len(rows[0]))})", [list(r) for r in rows]
            )
        inputs = Inputs(code="c", heads={}, log=str(rows), upstream={})
        release_id = new_release_id(NOON, inputs, next(iter(self.store.ids()), None))
        counted = copy.copy_tables(
            build, self.store.draft(release_id), release_id, [copy.PublicTable(relation, "sale", "", {})]
        )
        product = Product(
            name="sale", relation=relation, rows=counted[relation], tests=1, **{"key": ("sale_id", "shop"), **facts}
        )
        release = Release(
            release_id=release_id,
            domain="shop",
            created_at=NOON,
            commit=None,
            inputs=inputs,
            products=(product,),
            tests_passed=1,
        )
        copy.finish(self.store.draft(release_id), release)
        self.store.publish(release)
        return release_id

    def emit(self) -> dict[str, tuple[int, int]]:
        """Tell what the current release changed."""
        return emit_missing(self.settings, self.store)

    def events(self, columns: str, topic: str = "products.shop.sale") -> list[tuple[Any, ...]]:
        """Columns of the events of a topic, in order."""
        if topic not in self.log.heads():
            return []
        with duckdb.connect() as connection:
            select = Reader(self.settings, topic).select()
            return connection.execute(f"select {columns} from ({select}) order by _offset").fetchall()

    def told(self) -> list[tuple[Any, ...]]:
        """What stands on mesh.lifecycle."""
        return self.events("_event_type, release_id, previous_release_id, reason", "mesh.lifecycle")

    def state(self) -> set[Row]:
        """The rows that a consumer has who applied all events."""
        held: dict[str, Row] = {}
        for kind, subject, *row in self.events("_event_type, _subject, sale_id, shop, cast(price as varchar), kind"):
            if kind == "delete":
                assert held.pop(subject) == tuple(row)
            else:
                held[subject] = tuple(row)
        return set(held.values())


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


A: Row = ("a|1", 1, "2.50", "tea")
B: Row = ("b", None, "1.00", None)
C: Row = ("c", 3, None, "cake")
DEARER: Row = ("a|1", 1, "2.75", "tea")


def test_changes_are_upserts_and_deletes_with_the_row_before(shop: Shop) -> None:
    first = shop.release(A, B, C)
    assert shop.emit() == {"sale": (3, 0)}
    assert shop.emit() == {}
    second = shop.release(DEARER, C, ("d", 4, "1.00", None))
    assert shop.emit() == {"sale": (2, 1)}
    shown = "_offset, _event_type, _subject, sale_id, shop, price, kind, _release_id, _before"
    before = shop.events(shown)
    assert before[:3] == [
        (0, "upsert", "a%7C1|1", "a|1", 1, Decimal("2.50"), "tea", first, None),
        (1, "upsert", "b|", "b", None, Decimal("1.00"), None, first, None),
        (2, "upsert", "c|3", "c", 3, None, "cake", first, None),
    ]
    assert [row[:-1] for row in before[3:]] == [
        (3, "upsert", "a%7C1|1", "a|1", 1, Decimal("2.75"), "tea", second),
        (4, "delete", "b|", "b", None, Decimal("1.00"), None, second),
        (5, "upsert", "d|4", "d", 4, Decimal("1.00"), None, second),
    ]
    assert json.loads(before[3][-1]) == {"sale_id": "a|1", "shop": 1, "price": 2.5, "kind": "tea"}
    assert json.loads(before[4][-1])["sale_id"] == "b"
    assert before[5][-1] is None
    assert len(set(shop.events("_event_id"))) == 6
    assert shop.told() == [
        ("release.published", first, None, "sale: 3 upserts, 0 deletes"),
        ("release.published", second, first, "sale: 2 upserts, 1 deletes"),
    ]
    assert verify(shop.log).faults == ()


def test_a_release_with_the_same_rows_makes_no_event_of_its_products(shop: Shop) -> None:
    shop.release(A, B)
    shop.emit()
    shop.release(B, A, deprecated_from=date(2027, 1, 1))
    assert shop.emit() == {}
    assert len(shop.events("1")) == 2
    kinds = [(kind, reason) for kind, _, _, reason in shop.told()]
    assert kinds[1:] == [
        ("product.deprecated", "sale_v1 ends on 2027-01-01"),
        ("release.published", "no product changed"),
    ]
    shop.release(B, deprecated_from=date(2027, 1, 1))
    shop.emit()
    assert [kind for kind, *_ in shop.told()].count("product.deprecated") == 1


def test_going_back_and_forth_is_told_each_time(shop: Shop) -> None:
    first = shop.release(A, B)
    shop.emit()
    second = shop.release(DEARER)
    shop.emit()
    for release_id, rows in ((first, {A, B}), (second, {DEARER}), (first, {A, B})):
        shop.store.rollback(release_id)
        assert shop.emit()
        assert shop.emit() == {}
        assert shop.state() == rows
    assert [row[1] for row in shop.told()] == [first, second, first, second, first]
    assert len(set(shop.events("_event_id"))) == len(shop.events("1")) == 2 + 2 + 2 + 2 + 2


@pytest.mark.parametrize("step", ["register", "announce"])
@pytest.mark.parametrize("before", [True, False])
def test_what_a_crash_left_untold_is_told_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, step: str, before: bool
) -> None:
    shop.release(A)
    shop.emit()
    shop.release(DEARER, B)
    owner, name = (EventLog, "register") if step == "register" else (emit, "announce")
    original = getattr(owner, name)

    def crash(*arguments: Any) -> None:
        if not before:
            original(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, crash)
    with pytest.raises(KeyboardInterrupt):
        shop.emit()
    monkeypatch.undo()
    shop.emit()
    shop.emit()
    assert shop.state() == {DEARER, B}
    assert len(shop.events("1")) == 3
    assert [kind for kind, *_ in shop.told()] == ["release.published"] * 2
    assert verify(shop.log).faults == ()


def test_without_the_release_before_the_topic_itself_is_compared(shop: Shop) -> None:
    first = shop.release(A, B)
    shop.emit()
    shop.release(DEARER, C)
    shop.store.database(first).unlink()
    assert shop.emit() == {"sale": (2, 1)}
    assert shop.state() == {DEARER, C}


def test_other_columns_make_every_row_an_upsert(shop: Shop) -> None:
    shop.release(A, B)
    shop.emit()
    shop.release(("a|1", "x"), types="sale_id varchar, note varchar", key=("sale_id",))
    assert shop.emit() == {"sale": (1, 1)}
    found = shop.events("_event_type, _subject, sale_id, note, _before is null")[2:]
    assert found == [("upsert", "a|1", "a|1", "x", False), ("delete", "b", "b", None, False)]
    shop.release(("a|1", "x"), types="sale_id varchar, note varchar", key=("sale_id",), relation="sale_v2")
    assert shop.emit() == {"sale": (1, 0)}
    assert ("product.deprecated", "sale_v1 is no longer published") in [(row[0], row[3]) for row in shop.told()]


def test_rows_without_a_key_are_told_apart_by_all_they_hold(shop: Shop) -> None:
    shop.release(A, A, B, key=())
    assert shop.emit() == {"sale": (2, 0)}
    shop.release(A, DEARER, key=())
    assert shop.emit() == {"sale": (1, 1)}


def test_a_release_of_an_earlier_version_of_mesh_is_left_alone(shop: Shop) -> None:
    shop.release(A, key=None)
    assert shop.emit() == {}
    assert shop.log.heads() == {}


def test_a_build_tells_what_it_released_refused_and_promised(mini: MiniMesh, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[tuple[Any, ...]]:
        with duckdb.connect() as connection:
            select = Reader(mini.settings, "mesh.lifecycle").select()
            return connection.execute(
                f"select _event_type, domain, product, reason from ({select}) order by _offset"
            ).fetchall()

    heads = EventLog(mini.settings.log_dir)

    def refused(*_: object) -> None:
        raise MeshError("the disk is full")

    mini.edit("domains/shop/models/products/sale.yml", "- v: 1", "- v: 1\n        deprecation_date: 2999-12-31")
    mini.edit("domains/shop/products/sale.yml", "reject_share: 0.2", "reject_share: 0.1")
    monkeypatch.setattr("mesh.build.domain.emit_missing", refused)
    assert mini.build("shop")["shop"].status.value == "released"
    assert heads.head("products.shop.sale") == 0
    monkeypatch.undo()
    mini.build()
    assert heads.head("products.shop.sale") == len(SALES)
    assert heads.head("products.finance.turnover") == 2
    published = [row for row in told() if row[0] == "release.published"]
    assert [row[1] for row in published] == ["shop", "weather", "finance"]
    assert published[2][3] == "turnover: 2 upserts, 0 deletes"
    assert told()[0][:1] + told()[0][3:] == ("product.deprecated", "sale_v1 ends on 2999-12-31")
    mini.build()
    assert len(told()) == 4

    mini.sell([("s4", "cake", "four"), ("s5", "cake", "4.00")])  # 1 of 5 rows is rejected, which the contract allows
    mini.build("shop")
    assert [row[0] for row in told()[4:]] == ["release.published", "slo.breached"]
    assert told()[5][1:] == (
        "shop",
        "sale",
        "20.00% of the rows of till_sale are rejected; promised are at most 10.00%",
    )

    mini.sell([SALES[0]])  # a key twice: the build fails
    for _ in range(2):
        mini.build("shop", force=True)
    assert [(row[0], row[1]) for row in told()[6:]] == [("release.refused", "shop")]
    with EventLog(mini.settings.log_dir).writing() as connection:
        connection.execute("update segments set created_at = '2020-01-01 00:00:00' where topic = 'shop.till_sale'")
    for _ in range(2):
        mini.build("shop", force=True)
    assert [row[:3] for row in told()[7:]] == [("slo.breached", "shop", "sale")]
    assert "events wait since 2020-01-01 00:00 UTC" in told()[7][3]
