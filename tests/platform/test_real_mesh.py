"""The real domains keep the rules of the house."""

import pytest

from mesh.build.report import Silent
from mesh.build.session import Options, Session
from mesh.config import Settings
from mesh.domains import REFERENCE, discover
from mesh.governance.check import check
from mesh.products import read_descriptors
from tests.support.warehouse import ROOT


@pytest.mark.e2e
def test_mesh_check_has_nothing_to_mend(prepared_mesh: None) -> None:
    settings = Settings(root=ROOT, warehouse=ROOT / "target" / "test" / "warehouse")
    manifest = Session(settings, discover(settings), Options(), Silent()).recent_manifest()
    assert [str(finding) for finding in check(settings, manifest)] == []


def test_every_descriptor_can_be_read_and_is_short() -> None:
    for domain in discover(Settings(root=ROOT, warehouse=ROOT / "warehouse")):
        descriptors = read_descriptors(domain)
        assert descriptors or domain.name == REFERENCE
        for product in descriptors:
            lines = (domain.products_dir / f"{product}.yml").read_text(encoding="utf-8").splitlines()
            assert len(lines) <= 60
