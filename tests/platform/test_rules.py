"""One owner per rule: the register, and copies of what an owner claims."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from mesh.cli_rules import rule_table, rule_text
from mesh.errors import MeshError
from mesh.governance.literals import copied_literals, searched
from mesh.manifest import Manifest
from mesh.rules.register import Register

SETTING = {"rule_id": "R-CLM-08", "rule_title": "Service setting", "source": "ResDAC.", "owns_literals": ["'045[0-9]'"]}
AGE = {"rule_id": "R-MEM-05", "rule_title": "Age", "owns_literals": [r"\* 100 \+ day", "(?i)datediff.*birth"]}


def model(name: str, sql: str = "", reads: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    package = more.get("package", "claims")
    return {
        "unique_id": f"model.{package}.{name}",
        "resource_type": "model",
        "package_name": package,
        "name": name,
        "original_file_path": f"models/{name}.sql",
        "patch_path": f"{package}://models/{name}.yml",
        "raw_code": sql,
        "access": more.get("access", "private"),
        "config": {"meta": more.get("meta", {})},
        "depends_on": {"nodes": list(reads), "macros": more.get("macros", [])},
    }


def macro(name: str, sql: str, meta: Mapping[str, Any] | None = None, calls: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "unique_id": f"macro.mesh_macros.{name}",
        "resource_type": "macro",
        "package_name": "mesh_macros",
        "name": name,
        "original_file_path": f"macros/{name}.sql",
        "macro_sql": sql,
        "config": {"meta": meta or {}},
        "depends_on": {"macros": list(calls)},
    }


def mesh(*more: dict[str, Any]) -> Manifest:
    """A setting that two products show, an age that a macro computes, and what a test adds."""
    nodes = [
        model("int_setting", "case when revenue = '0450' then 'emergency' end", meta=SETTING),
        model("int_claim", reads=["model.claims.int_setting"]),
        model("claim", reads=["model.claims.int_claim"], access="public", meta={"rule_id": "R-CLM-08"}),
        model("fill", reads=["model.claims.claim"], package="pharmacy", access="public"),
        model("person", "select {{ age_years(a, b) }}", package="members", macros=["macro.mesh_macros.age_years"]),
        macro("age_years", "month(x) * 100 + day(x)", AGE),
        *more,
    ]
    content: dict[str, Any] = {"nodes": {}, "macros": {}, "sources": {}}
    for node in nodes:
        content["macros" if node["resource_type"] == "macro" else "nodes"][node["unique_id"]] = node
    return Manifest(content)


def findings(manifest: Manifest, compiled: Mapping[str, str] | None = None) -> list[str]:
    return [str(finding) for finding in copied_literals(manifest, compiled or {})]


def test_what_stands_in_its_owner_only_is_fine() -> None:
    assert findings(mesh()) == []


@pytest.mark.parametrize(
    ("copy", "sentence"),
    [
        (
            model("int_ed", "where revenue_code = '0451'"),
            "domains/claims/models/int_ed.sql: holds \"'0451'\", which belongs to R-CLM-08 (Service setting): "
            "read int_setting instead.",
        ),
        (
            model("int_ed", "where code in ('0459')", package="pharmacy"),
            "domains/pharmacy/models/int_ed.sql: holds \"'0459'\", which belongs to R-CLM-08 (Service setting): "
            "read the product claims.claim instead.",
        ),
        (
            model("claim_two", "'0450'", meta={"rule_id": "R-CLM-08"}, access="public"),
            "domains/claims/models/claim_two.sql: holds \"'0450'\", which belongs to R-CLM-08 (Service setting): "
            "read int_setting instead.",
        ),
        (
            model("int_old", "DateDiff('year', x.birth_date, now)"),
            "domains/claims/models/int_old.sql: holds \"DateDiff('year', x.birth\", which belongs to R-MEM-05 (Age): "
            "call mesh_macros.age_years() instead.",
        ),
        (
            macro("age_too", "month(b)\n  * 100 + day(b)"),
            "macros/macros/age_too.sql: holds '* 100 + day', which belongs to R-MEM-05 (Age): "
            "call mesh_macros.age_years() instead.",
        ),
    ],
)
def test_a_copy_is_found_with_its_file_its_rule_and_what_to_use_instead(copy: dict[str, Any], sentence: str) -> None:
    assert findings(mesh(copy)) == [sentence]


@pytest.mark.parametrize(
    "sql",
    [
        "select 1 -- revenue '0450'",
        "select 1 /* '0450'\n '0451' */",
        "select 1 {# '0450' #}",
        "select '10450' as a, 0450 as b, '0460' as c",
    ],
)
def test_comments_and_other_codes_are_no_copies(sql: str) -> None:
    assert findings(mesh(model("int_other", sql))) == []


def test_a_comment_sign_inside_a_text_hides_nothing() -> None:
    assert "'0450'" in searched("select '--', '0450' -- '0451'\n, '/*', 1")
    assert "0451" not in searched("select '--', '0450' -- '0451'\n, '/*', 1")


def test_a_literal_that_comes_from_a_variable_is_found_in_the_compiled_sql() -> None:
    manifest = mesh(model("int_ed", "where code = '{{ var('ed_code') }}'"))
    assert findings(manifest) == []
    (found,) = findings(manifest, {"model.claims.int_ed": "where code = '0450'"})
    assert "holds \"'0450'\"" in found


def test_who_calls_the_owning_macro_holds_its_literals_by_right() -> None:
    through = macro("parse", "{{ age_years(a, b) }}", calls=["macro.mesh_macros.age_years"])
    indirect = model("int_adult", "{{ parse(a) }}", macros=["macro.mesh_macros.parse"])
    expanded = dict.fromkeys(("model.members.person", "model.claims.int_adult"), "month(a) * 100 + day(a)")
    assert findings(mesh(through, indirect), expanded) == []
    copied = model("int_child", "{{ parse(a) }} month(a) * 100 + day(a)", macros=["macro.mesh_macros.parse"])
    (found,) = findings(mesh(through, copied))
    assert found.startswith("domains/claims/models/int_child.sql: holds '* 100 + day'")


@pytest.mark.parametrize(
    ("literals", "words"),
    [(["("], "owns_literals of R-X-01: '(' is wrong"), (["'9'"], "no owner of R-X-01 holds any of its owns_literals")],
)
def test_a_claim_that_says_nothing_is_found(literals: list[str], words: str) -> None:
    owner = model("int_x", "select 1", meta={"rule_id": "R-X-01", "owns_literals": literals})
    assert words in findings(mesh(owner))[0]


def test_the_register_counts_the_models_that_use_a_rule_instead_of_a_copy() -> None:
    register = Register(mesh())
    table, copies = rule_table(register)
    cells = [list(column.cells) for column in table.columns]
    assert list(zip(*cells, strict=True)) == [
        ("R-CLM-08", "Service setting", "claims.int_setting", "claims.claim", "2", "3"),
        ("R-MEM-05", "Age", "macro age_years", "", "0", "1"),
    ]
    assert copies == 4


def test_one_rule_is_told_with_everything_that_depends_on_it() -> None:
    text = rule_text(Register(mesh()), "R-CLM-08")
    assert text.splitlines() == [
        "R-CLM-08: Service setting",
        "ResDAC.",
        "Owner: claims.int_setting",
        "Products: claims.claim, pharmacy.fill",
        "Copies avoided: 3 (claims.claim, claims.int_claim, pharmacy.fill)",
    ]
    with pytest.raises(MeshError, match="There is no rule R-ZZZ-01"):
        rule_text(Register(mesh()), "R-ZZZ-01")
