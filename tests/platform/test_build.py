"""`mesh build` on a tiny mesh: what is released, and what keeps the last release and why."""

import duckdb
import pytest

from mesh.build.report import Outcome, Status
from mesh.errors import MeshError
from tests.platform.minimesh_copy import SALES, MiniMesh

PRODUCT_YML = "domains/shop/models/products/sale.yml"
PRODUCT_SQL = "domains/shop/models/products/sale_v1.sql"


def _statuses(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {domain: outcome.status.value for domain, outcome in outcomes.items()}


def _reason(outcome: Outcome) -> str:
    assert outcome.status is Status.FAILED
    return " ".join(outcome.reasons)


def test_a_build_releases_every_domain_and_a_second_one_does_nothing(mini: MiniMesh) -> None:
    first = mini.build()
    assert _statuses(first) == {"shop": "released", "weather": "released", "finance": "released"}
    assert mini.query("finance", "select item, sales, turnover from turnover order by item") == [
        ("cake", 1, 4),
        ("tea", 2, 5),
    ]
    released = mini.store("finance").current()
    assert released is not None
    assert released.inputs.upstream == {"shop": mini.current("shop")}
    assert released.tests_passed == released.products[0].tests == 1
    shop = mini.store("shop").current()
    assert shop is not None
    assert shop.inputs.heads == {"shop.till_sale": 3}

    assert _statuses(mini.build()) == {"shop": "unchanged", "weather": "unchanged", "finance": "unchanged"}

    mini.sell([("s4", "cake", "4.00")])
    assert _statuses(mini.build()) == {"shop": "released", "weather": "unchanged", "finance": "released"}
    assert mini.query("finance", "select turnover from turnover where item = 'cake'") == [(8,)]

    mini.edit("domains/finance/models/products/turnover_v1.sql", "group by item", "where item = 'tea'\ngroup by item")
    assert _statuses(mini.build()) == {"shop": "unchanged", "weather": "unchanged", "finance": "released"}


def test_a_red_test_keeps_the_last_release_while_a_reader_holds_it_open_and_others_go_on(built: MiniMesh) -> None:
    before = built.current("shop")
    published = str(built.settings.published_dir / "shop.duckdb")
    with duckdb.connect(published, read_only=True) as reader:
        built.sell([SALES[0]])  # the same sale once more: the key is no longer unique
        built.edit("domains/weather/models/products/season_v1.sql", "'autumn'", "'fall'")
        outcomes = built.build()
        assert reader.execute("select count(*) from sale").fetchone() == (3,)
    assert _statuses(outcomes) == {"shop": "failed", "weather": "released", "finance": "unchanged"}
    reason = _reason(outcomes["shop"])
    assert "data test" in reason
    assert "domains/shop/models/products/sale.yml" in reason
    assert built.current("shop") == before
    assert built.query("shop", "select count(*) from sale") == [(3,)]


def test_a_domain_whose_upstream_was_never_released_is_skipped_with_the_reason(mini: MiniMesh) -> None:
    mini.sell([SALES[0]])
    outcomes = mini.build()
    assert _statuses(outcomes) == {"shop": "failed", "weather": "released", "finance": "skipped"}
    assert outcomes["finance"].reasons == ("finance reads shop, of which there is no release yet: nothing was built.",)


def test_too_many_rejects_keep_the_last_release(built: MiniMesh) -> None:
    built.sell([("s4", "cake", "four"), ("s5", "cake", "4.00")])
    assert built.build("shop")["shop"].status is Status.RELEASED  # 1 of 5, and 20 % are allowed
    built.sell([("s6", "cake", "five")])
    assert "The feed till_sale rejects 2 of 6 rows (33.33%), but its contract allows 20.00%" in _reason(
        built.build("shop")["shop"]
    )


def test_removing_or_retyping_a_contracted_column_fails_the_build(built: MiniMesh) -> None:
    before = built.current("shop")
    built.edit(PRODUCT_SQL, "    item,\n", "")
    assert "item" in _reason(built.build("shop")["shop"])
    built.edit(PRODUCT_SQL, "    sale_id,\n", "    sale_id,\n    cast(length(item) as integer) as item,\n")
    assert "item" in _reason(built.build("shop")["shop"])
    assert built.current("shop") == before


def test_changing_sql_and_contract_together_is_still_refused_until_it_is_allowed(built: MiniMesh) -> None:
    built.edit(PRODUCT_SQL, "    price\n", "    cast(price as double) as price\n")
    built.edit(PRODUCT_YML, "decimal(18,2)", "double")
    reason = _reason(built.build("shop")["shop"])
    assert "sale_v1 (read by finance) would break its published contract" in reason
    assert "price changes from DECIMAL(18,2) to DOUBLE" in reason
    assert built.build("shop", allow_breaking=True)["shop"].status is Status.RELEASED


def test_a_reference_to_a_neighbours_private_model_fails_at_parse_time(mini: MiniMesh) -> None:
    mini.edit(
        "domains/finance/models/products/turnover_v1.sql", "ref('shop', 'sale', v=1)", "ref('shop', 'map_till__sale')"
    )
    with pytest.raises(MeshError, match="map_till__sale, which is not allowed because the referenced node is private"):
        mini.build()
    assert mini.current("weather") is None


def test_a_rolled_back_domain_is_built_again_only_when_something_changes_or_when_forced(built: MiniMesh) -> None:
    first = built.current("shop")
    assert first is not None
    built.sell([("s4", "cake", "4.00")])
    built.build()
    built.store("shop").rollback(first)
    outcomes = built.build()
    assert _statuses(outcomes) == {"shop": "rolled back", "weather": "unchanged", "finance": "released"}
    assert built.current("shop") == first
    assert built.query("finance", "select turnover from turnover where item = 'cake'") == [(4,)]
    assert built.build("shop", force=True)["shop"].status is Status.RELEASED
    built.store("shop").rollback(first)
    built.sell([("s5", "cake", "4.00")])
    assert built.build("shop")["shop"].status is Status.RELEASED


def test_a_build_file_that_cannot_be_opened_or_was_left_by_a_crash_is_made_anew(built: MiniMesh) -> None:
    database = built.settings.build_dir / "shop.duckdb"
    database.write_bytes(b"nonsense")
    built.sell([("s4", "cake", "4.00")])
    assert built.build("shop")["shop"].status is Status.RELEASED
    state = built.settings.build_dir / "shop.json"
    state.write_text(state.read_text().replace("complete", "building"))
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table main.left_over as select 1 as x")
    built.sell([("s5", "cake", "4.00")])
    assert built.build("shop")["shop"].status is Status.RELEASED
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select count(*) from duckdb_tables() where table_name = 'left_over'").fetchone() == (
            0,
        )
