"""Pages of rules and products, made from what the mesh knows of itself."""

from pathlib import Path

import pytest

from mesh.build.report import Silent
from mesh.build.session import Options, Session
from mesh.docs.text import sentence, table, yaml_value
from mesh.docs.write import outdated, pages, write
from mesh.domains import discover
from mesh.rules.choices import Choice, choices
from tests.platform.minimesh_copy import MiniMesh

PROJECT = """
name: shop
vars:
  other:
    # R-X-09: not ours.
    foreign: 1
  shop:
    # R-X-01, R-X-02: the longest wait,
    # in days.
    longest: 3
    shortest: 1

    # R-X-01, who counts: people of this age.
    ages:
      - {from: 1, to: 2}
    # the day of the look
    as_of: ""
models:
  shop: {+group: shop}
"""


def test_a_var_means_what_the_comment_above_it_says(tmp_path: Path) -> None:
    file = tmp_path / "dbt_project.yml"
    file.write_text(PROJECT)
    assert choices(file, "shop") == (
        Choice("longest", 3, "The longest wait, in days.", ("R-X-01", "R-X-02")),
        Choice("shortest", 1, "The longest wait, in days.", ("R-X-01", "R-X-02")),
        Choice("ages", [{"from": 1, "to": 2}], "Who counts: people of this age.", ("R-X-01",)),
        Choice("as_of", "", "The day of the look", ()),
    )
    assert choices(file, "nobody") == ()


def test_words_and_values_are_written_for_readers() -> None:
    assert sentence("a_claim_ends_after_its_start") == "A claim ends after its start."
    assert table(("a", "b"), [("x|y", "two\nlines")])[2] == "| x\\|y | two lines |"
    assert table(("a",), []) == []
    values = [True, "x", 3, {"a": False}, [], [1, 2]]
    assert [yaml_value(value) for value in values] == ["`true`", '`"x"`', "`3`", "a: `false`", "`[]`", "`1`<br>`2`"]


@pytest.fixture(scope="module")
def made(prepared: MiniMesh, tmp_path_factory: pytest.TempPathFactory) -> tuple[MiniMesh, dict[Path, str]]:
    """A tiny mesh with one rule and one example, and its pages."""
    mini = prepared.copy(tmp_path_factory.mktemp("docs") / "mini")
    shop = mini.settings.domains_dir / "shop"
    (shop / "models" / "rules").mkdir()
    (shop / "models" / "rules" / "int_price.sql").write_text("select 1 as price")
    (shop / "models" / "rules" / "price.yml").write_text(
        "models:\n  - name: int_price\n    config: {meta: {rule_id: R-X-01, rule_title: One price, source: Ours.}}\n"
        "unit_tests:\n  - name: the_price_is_one\n    description: Worked case 1.\n    model: int_price\n"
        "    given: []\n    expect: {rows: [{price: 1}]}\n"
    )
    project = shop / "dbt_project.yml"
    project.write_text(project.read_text() + "\nvars:\n  shop:\n    # R-X-01: what it costs.\n    cost: 2\n")
    product = shop / "models" / "products" / "sale_v1.sql"
    product.write_text(f"-- depends_on: {{{{ ref('int_price') }}}}\n{product.read_text()}")
    session = Session(mini.settings, discover(mini.settings), Options(), Silent())
    return mini, pages(mini.settings, session.manifest)


def _page(made: tuple[MiniMesh, dict[Path, str]], name: str) -> str:
    mini, wanted = made
    return wanted[mini.settings.root / "docs" / "reference" / name]


def test_the_page_of_a_rule_has_source_choices_and_worked_cases(
    made: tuple[MiniMesh, dict[Path, str]],
) -> None:
    text = _page(made, "rules/R-X-01.md")
    assert text.startswith("# R-X-01 One price\n")
    assert "Owner: [shop.int_price](../../../domains/shop/models/rules/int_price.sql)." in text
    assert "## Source\n\nOurs.\n" in text
    assert "| `cost` | `2` | What it costs. |" in text
    where = "([int_price](../../../domains/shop/models/rules/price.yml))"
    assert f"- **The price is one.** Worked case 1. {where}" in text
    assert "a copy of their own: 2." in text
    assert "- [finance.turnover](../products/finance.turnover.md)\n- [shop.sale](../products/shop.sale.md)" in text
    assert "| [R-X-01](R-X-01.md) | One price | shop.int_price | 2 |" in _page(made, "rules/README.md")


def test_the_page_of_a_product_has_example_columns_rules_and_tests(made: tuple[MiniMesh, dict[Path, str]]) -> None:
    text = _page(made, "products/shop.sale.md")
    assert text.startswith("# shop.sale\n")
    assert "In `warehouse/published/shop.duckdb`:\n\n```sql\nselect count(*) as rows\nfrom sale\n```" in text
    assert "| `sale_id` | varchar | " in text
    assert "- through what it reads: [R-X-01](../rules/R-X-01.md)" in text
    assert "- One row per `sale_id`." in text
    assert "[shop.sale](shop.sale.md)" in _page(made, "products/README.md")


def test_pages_are_written_once_and_what_belongs_to_nothing_goes(made: tuple[MiniMesh, dict[Path, str]]) -> None:
    mini, wanted = made
    assert len(outdated(wanted)) == len(wanted)
    assert write(wanted) == sorted(wanted)
    assert outdated(wanted) == []
    folder = mini.settings.root / "docs" / "reference" / "rules"
    (folder / "R-X-00.md").write_text("gone")
    (folder / "R-X-01.md").write_text("old")
    assert write(wanted) == [folder / "R-X-00.md", folder / "R-X-01.md"]
    assert not (folder / "R-X-00.md").exists()
    assert outdated(wanted) == []
