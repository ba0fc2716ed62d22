"""The real domains keep the rules of the house."""

import shutil
from pathlib import Path

import pytest

from mesh.build.report import Silent
from mesh.build.session import Options, ParseError, Session
from mesh.config import Settings
from mesh.docs.asyncapi import documents
from mesh.docs.write import outdated, pages
from mesh.domains import REFERENCE, discover
from mesh.governance.check import check
from mesh.governance.part import Part
from mesh.products import read_descriptors
from tests.support.asyncapi import faults
from tests.support.warehouse import ROOT


@pytest.mark.e2e
def test_mesh_check_has_nothing_to_mend(prepared_mesh: None) -> None:
    settings = Settings(root=ROOT, warehouse=ROOT / "target" / "test" / "warehouse")
    session = Session(settings, discover(settings), Options(), Silent())
    compiled = session.compiled()
    assert [str(finding) for finding in check(settings, session.manifest, compiled)] == []

    # A report that tells telehealth and COVID-19 by codes of its own is sent to the rules that own them.
    report = "model.pharmacy.int_fill"
    copied = {**compiled, report: f"{compiled[report]} where modifier_1 = 'GT' or code in ('U07.1', 'B9729')"}
    findings = check(settings, session.manifest, copied, Part.RULES)
    found = sorted(str(finding).replace('"', "").partition(" holds ")[2].partition(" (")[0] for finding in findings)
    assert found == [
        "'B9729', which belongs to R-CLM-12",
        "'GT', which belongs to R-CLM-11",
        "'U07.1', which belongs to R-CLM-12",
    ]
    assert all("read the product claims.claim_" in str(finding) for finding in findings)


@pytest.mark.e2e
def test_the_pages_are_those_that_mesh_docs_writes_and_the_asyncapi_documents_are_as_specified(
    prepared_mesh: None,
) -> None:
    settings = Settings(root=ROOT, warehouse=ROOT / "target" / "test" / "warehouse")
    manifest = Session(settings, discover(settings), Options(), Silent()).recent_manifest()
    assert outdated(pages(settings, manifest)) == [], "run `uv run mesh docs` and commit what it writes"
    for document in documents(settings, manifest).values():
        assert faults(document) == []


@pytest.mark.e2e
def test_a_reference_from_pharmacy_to_a_private_model_of_claims_fails_when_dbt_parses(tmp_path: Path) -> None:
    for part in ("domains", "macros", "seeds"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("dbt_packages", "target", "logs"))
    for file in ("dbt_project.yml", "packages.yml", "profiles.yml"):
        shutil.copy(ROOT / file, tmp_path)
    private = next((tmp_path / "domains" / "claims" / "models" / "staging").glob("stg_*.sql")).stem
    peek = tmp_path / "domains" / "pharmacy" / "models" / "rules" / "int_peek.sql"
    peek.write_text(f"select * from {{{{ ref('claims', '{private}') }}}}\n", encoding="utf-8")
    settings = Settings(root=tmp_path, warehouse=tmp_path / "warehouse")
    with pytest.raises(
        ParseError, match=f"int_peek .*{private}, which is not allowed .* is private to the 'claims' group"
    ):
        Session(settings, discover(settings), Options(), Silent()).recent_manifest()


def test_every_descriptor_can_be_read_and_is_short() -> None:
    for domain in discover(Settings(root=ROOT, warehouse=ROOT / "warehouse")):
        descriptors = read_descriptors(domain)
        assert descriptors or domain.name == REFERENCE
        for product in descriptors:
            lines = (domain.products_dir / f"{product}.yml").read_text(encoding="utf-8").splitlines()
            assert len(lines) <= 60
