"""`mesh check` over the manifest of the tiny mesh: what it finds, and that every finding names file and remedy."""

import json
from pathlib import Path
from typing import Any

import pytest

from mesh.build.dbt import manifest_path
from mesh.build.report import Silent
from mesh.build.session import Options, Session
from mesh.domains import discover
from mesh.governance.check import check
from mesh.governance.part import Part
from mesh.manifest import Manifest
from tests.platform.minimesh_copy import MiniMesh

SHOP = "domains/shop"
FINANCE = "domains/finance"
SALE = "model.shop.sale.v1"
TURNOVER = "model.finance.turnover.v1"


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[MiniMesh, str]:
    """The tiny mesh with README and rejects, and its manifest as text."""
    mini = MiniMesh.create(tmp_path_factory.mktemp("check") / "mini")
    for name in ("shop", "finance", "weather"):
        (mini.settings.domains_dir / name / "README.md").write_text("# A domain\n")
    rejects = mini.settings.domains_dir / "shop" / "models" / "shop_rejects.sql"
    rejects.write_text("select 1 as row_number\n")
    session = Session(mini.settings, discover(mini.settings), Options(), Silent())
    assert session.manifest.nodes
    return mini, manifest_path(mini.settings).read_text(encoding="utf-8")


@pytest.fixture
def found(parsed: tuple[MiniMesh, str], request: pytest.FixtureRequest) -> list[str]:
    """The findings after a change of the manifest: (unique id, path of keys, new value)."""
    mini, text = parsed
    manifest = _manifest(text)
    for unique_id, keys, value in request.param:
        place: Any = {**manifest.nodes, **manifest.sources}[unique_id]
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
    return [str(finding) for finding in check(mini.settings, manifest, {})]


def _manifest(text: str) -> Manifest:
    return Manifest(json.loads(text))


def test_the_sql_of_every_model_is_compiled_without_building_it(prepared: MiniMesh) -> None:
    session = Session(prepared.settings, discover(prepared.settings), Options(), Silent())
    compiled = session.compiled()
    models = {key for key, node in session.manifest.nodes.items() if node["resource_type"] == "model"}
    assert set(compiled) == models
    assert "{{" not in "".join(compiled.values())
    assert "shop" in compiled[TURNOVER]
    assert not list(prepared.settings.warehouse.rglob("*.duckdb"))


def test_a_complete_mesh_has_nothing_to_mend(parsed: tuple[MiniMesh, str]) -> None:
    mini, text = parsed
    assert check(mini.settings, _manifest(text), {}) == ()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            [(TURNOVER, ["depends_on", "nodes"], ["model.shop.shop_feed_rows"])],
            f"{FINANCE}/models/products/turnover_v1.sql: "
            "reads shop_feed_rows, which the domain shop keeps private: read a product or ask shop for one.",
        ),
        (
            [(TURNOVER, ["depends_on", "nodes"], ["source.shop.raw_shop.till_sale"])],
            f"{FINANCE}/models/products/turnover_v1.sql: "
            "reads the feed till_sale of the domain shop: read a product of shop instead.",
        ),
        (
            [(TURNOVER, ["depends_on", "nodes"], [])],
            f"{FINANCE}/packages.yml: finance installs shop, but reads nothing of it: remove domains/shop.",
        ),
        (
            [("model.weather.season.v1", ["depends_on", "nodes"], [SALE])],
            "domains/weather/packages.yml: weather reads shop, but does not install it: add domains/shop.",
        ),
        (
            [(TURNOVER, ["raw_code"], "select * from shop.sale -- from a.b\n where x = 'from c.d'")],
            f"{FINANCE}/models/products/turnover_v1.sql: reads shop.sale by name: read it through ref() or source().",
        ),
        (
            [("source.shop.raw_shop.till_sale", ["schema"], "raw_claims")],
            f"{SHOP}/models/_sources.yml: "
            "declares the source raw_shop.till_sale over raw_claims: a domain reads only its own feeds, in raw_shop.",
        ),
        (
            [("model.shop.shop_feed_rows", ["access"], "protected")],
            f"{SHOP}/models/shop_feed_rows.sql: has access protected: everything but products is private.",
        ),
        (
            [(SALE, ["config", "contract"], {"enforced": False})],
            f"{SHOP}/models/products/sale.yml: sale_v1 has no enforced contract: set contract: {{enforced: true}}.",
        ),
        (
            [(SALE, ["columns", "item", "description"], "")],
            f"{SHOP}/models/products/sale.yml: sale_v1.item has no description: add one.",
        ),
        (
            [(SALE, ["columns", "item", "data_type"], "decimal(38, 2)")],
            f"{SHOP}/models/products/sale.yml: "
            "sale_v1.item is decimal(38, 2), which is slow and foreign to BI tools: use at most decimal(18,n).",
        ),
        (
            [(SALE, ["columns", "item", "config", "meta"], {"phi": "perhaps"})],
            f"{SHOP}/models/products/sale.yml: "
            "sale_v1.item has no PHI class: set config.meta.phi to one of direct_identifier, "
            "quasi_identifier, health, none.",
        ),
        (
            [(SALE, ["columns", "item", "config", "meta"], {"phi": "health"})],
            f"{SHOP}/products/sale.yml: says contains_phi: false, but sale has columns that are health: correct one.",
        ),
        (
            [("model.shop.shop_feed_rows", ["original_file_path"], "models/rules/int_x.sql")],
            f"{SHOP}/models/rules/int_x.sql: has no rule id and no rule reads it: set config.meta.rule_id in its YAML.",
        ),
        (
            [
                ("model.shop.shop_feed_rows", ["original_file_path"], "models/rules/int_x.sql"),
                ("model.shop.shop_feed_rows", ["config", "meta"], {"rule_id": "R-X-09"}),
            ],
            f"{SHOP}/models/rules/int_x.sql: the rule R-X-09 has no unit test: add its worked case under unit_tests.",
        ),
        (
            [("model.shop.shop_feed_rows", ["config", "meta"], {"rule_id": "R-X-09", "owns_literals": ["'nowhere'"]})],
            f"{SHOP}/models/shop_feed_rows.sql: "
            "no owner of R-X-09 holds any of its owns_literals: correct or remove them.",
        ),
        (
            [("model.shop.map_till__sale", ["depends_on", "nodes"], [])],
            f"{SHOP}/feeds/till_sale.yml: "
            "no model maps the feed till_sale: add models/input/till/map_till__<entity>.sql.",
        ),
        (
            [("source.shop.raw_shop.till_sale", ["name"], "till_return")],
            f"{SHOP}/models/_sources.yml: "
            "the source till_return has no contract: add domains/shop/feeds/till_return.yml.",
        ),
    ],
    indirect=["found"],
)
def test_a_fault_is_found(found: list[str], sentence: str) -> None:
    assert sentence in found


def test_missing_and_surplus_files_are_found(parsed: tuple[MiniMesh, str]) -> None:
    mini, text = parsed
    descriptor = mini.settings.domains_dir / "shop" / "products" / "sale.yml"
    surplus = descriptor.with_name("refund.yml")
    readme = mini.settings.domains_dir / "shop" / "README.md"
    content = descriptor.read_text()
    _move(descriptor, surplus)
    readme.rename(readme.with_suffix(".txt"))
    sentences = [str(finding) for finding in check(mini.settings, _manifest(text), {})]
    _move(surplus, descriptor)
    readme.with_suffix(".txt").rename(readme)
    descriptor.write_text(content.replace("owner: shop", "owner: nobody"))
    sentences += [str(finding) for finding in check(mini.settings, _manifest(text), {})]
    descriptor.write_text(content)
    for expected in (
        "domains/shop/products/sale.yml: is missing: describe the product sale",
        "domains/shop/products/refund.yml: describes refund, which is no public model",
        "domains/shop/README.md: is missing",
        "domains/shop/products/sale.yml: the owner nobody is no group of shop: use one of shop.",
    ):
        assert any(sentence.startswith(expected) for sentence in sentences), expected


def test_a_var_without_meaning_or_of_a_rule_that_nobody_owns_is_found(parsed: tuple[MiniMesh, str]) -> None:
    mini, text = parsed
    project = mini.settings.domains_dir / "shop" / "dbt_project.yml"
    content = project.read_text()
    project.write_text(f"{content}\nvars:\n  shop:\n    bare: 1\n    # R-X-77: too much.\n    much: 2\n")
    sentences = [str(finding) for finding in check(mini.settings, _manifest(text), {}, Part.RULES)]
    project.write_text(content)
    assert sentences == [
        "domains/shop/dbt_project.yml: the var bare has no comment above it: say what it means.",
        "domains/shop/dbt_project.yml: the var much belongs to R-X-77, which no model or macro owns.",
    ]


def _move(source: Path, target: Path) -> None:
    source.rename(target)
