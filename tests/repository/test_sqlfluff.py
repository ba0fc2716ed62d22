"""`sqlfluff lint` at the root looks at every model, and sees the SQL that dbt would see."""

import contextlib
from pathlib import Path

import dbt_macros
import pytest
from sqlfluff.core import FluffConfig, Linter
from sqlfluff.core.linter.discovery import paths_from_path

from tests.repository.files import ROOT


@pytest.fixture(scope="module")
def linter() -> Linter:
    with contextlib.chdir(ROOT):
        return Linter(config=FluffConfig.from_root())


@pytest.fixture(scope="module")
def rendered(linter: Linter) -> dict[Path, str]:
    """Every linted file with its SQL after templating; a file that does not render fails the test."""
    found = {}
    with contextlib.chdir(ROOT):
        for name in paths_from_path("."):
            file = linter.render_file(name, linter.config)
            assert not file.templater_violations, f"{name}: {file.templater_violations}"
            found[(ROOT / name).resolve()] = str(file.templated_variants[0])
    return found


def test_no_model_is_skipped(rendered: dict[Path, str]) -> None:
    models = {
        path
        for folder in [*ROOT.glob("domains/*/models"), *ROOT.glob("domains/*/tests")]
        for path in folder.rglob("*.sql")
    }
    assert models
    assert models - set(rendered) == set()


def test_every_model_renders_to_a_statement(rendered: dict[Path, str]) -> None:
    blank = [path for path, sql in rendered.items() if "select" not in sql]
    assert blank == []


def test_macros_render_as_in_dbt() -> None:
    """The lint context renders the real macro files, return values and dispatch included."""
    names = dbt_macros.context()
    entity = names["members"].eligibility()
    assert entity["member_id"] == "varchar"
    staged = names["mesh_macros"].macros["stage_checked"]("in_eligibility", entity, ["member_id"])
    assert "try_strptime(trim(birth_date)" in staged
    assert "to_json(struct_pack(member_id := member_id" in staged


def test_a_whole_statement_is_shown_as_one_line(rendered: dict[Path, str]) -> None:
    staged = rendered[ROOT / "domains/members/models/staging/stg_eligibility_checked.sql"]
    assert staged.strip() == "select * from rendered_by_stage_checked"


def test_a_macro_that_does_not_exist_is_found() -> None:
    with pytest.raises(AttributeError, match="the dbt package mesh_macros has no macro 'no_such_macro'"):
        dbt_macros.context()["mesh_macros"].no_such_macro()
