"""CMS Claim and Claim Line Feed, Part D: monthly packages whose events cancel and adjust each other."""

import csv
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mesh.contracts import load_contract
from tests.support.fixed_width import fixed_width, write_fixed_width
from tests.support.warehouse import ROOT, MeshWarehouse

pytestmark = pytest.mark.e2e

CONTRACT = load_contract(ROOT / "domains/pharmacy/feeds/cclf_part_d.yml", "pharmacy")
FIXTURES = ROOT / "domains/pharmacy/tests/fixtures"

# The columns of worked case 13 under the names of the file.
NAMES = {
    "cur_clm_uniq_id": "CUR_CLM_UNIQ_ID",
    "bene_mbi_id": "BENE_MBI_ID",
    "clm_line_from_dt": "CLM_LINE_FROM_DT",
    "pharmacy_id": "CLM_SRVC_PRVDR_GNRC_ID_NUM",
    "rx_reference_number": "CLM_LINE_RX_SRVC_RFRNC_NUM",
    "fill_number": "CLM_LINE_RX_FILL_NUM",
    "clm_adjsmt_type_cd": "CLM_ADJSMT_TYPE_CD",
    "clm_efctv_dt": "CLM_EFCTV_DT",
    "bene_payment": "CLM_LINE_BENE_PMT_AMT",
}
EVENT = {
    "CUR_CLM_UNIQ_ID": "9001",
    "BENE_MBI_ID": "M9",
    "CLM_LINE_NDC_CD": "00002143380",
    "CLM_LINE_FROM_DT": "2024-03-01",
    "PRVDR_SRVC_ID_QLFYR_CD": "01",
    "CLM_SRVC_PRVDR_GNRC_ID_NUM": "1234567893",
    "CLM_DSPNSNG_STUS_CD": "C",
    "CLM_LINE_SRVC_UNIT_QTY": "30.0000",
    "CLM_LINE_DAYS_SUPLY_QTY": "30",
    "PRVDR_PRSBNG_ID_QLFYR_CD": "01",
    "CLM_PRSBNG_PRVDR_GNRC_ID_NUM": "1111111112",
    "CLM_LINE_BENE_PMT_AMT": "12.50",
    "CLM_ADJSMT_TYPE_CD": "0",
    "CLM_EFCTV_DT": "2024-03-10",
    "CLM_LINE_RX_SRVC_RFRNC_NUM": "777",
    "CLM_LINE_RX_FILL_NUM": "0",
}


def case_13() -> list[dict[str, str]]:
    """The events of worked case 13 with what the case leaves out."""
    with (FIXTURES / "case_13_part_d_claim.csv").open(encoding="utf-8", newline="") as file:
        sent = [{NAMES[name]: value for name, value in row.items()} for row in csv.DictReader(file)]
    billed = {"PRVDR_SRVC_ID_QLFYR_CD": "01", "CLM_LINE_NDC_CD": "00002143380"}
    cancelled = {**billed, "CLM_LINE_NDC_CD": ""}
    return [{**(cancelled if row["CLM_ADJSMT_TYPE_CD"] == "1" else billed), **row} for row in sent]


def package(path: Path, day: str, records: list[Mapping[str, str]]) -> Path:
    """A month as CMS sends it: a ZIP without a suffix, which holds the file."""
    with zipfile.ZipFile(path / f"P.A0001.ACO.ZCY24.D{day}.T1000000", "w") as archive:
        archive.writestr(f"P.A0001.ACO.ZC7Y24.D{day}.T1000007", fixed_width(CONTRACT, records))
    return path / f"P.A0001.ACO.ZCY24.D{day}.T1000000"


@pytest.fixture(scope="module")
def mesh(mesh_warehouse: Callable[[str], MeshWarehouse], tmp_path_factory: pytest.TempPathFactory) -> MeshWarehouse:
    """Two months: the first half of the case comes second, with some events again, and with what cannot be used."""
    made, folder = mesh_warehouse("cclf_part_d"), tmp_path_factory.mktemp("cclf")
    events = case_13()
    xref = folder / "sample_member_id_xref.csv"
    xref.write_text(
        "prior_member_id,current_member_id,effective_date,extract_date\ncclf:M7,cclf:M8,2024-01-20,2024-02-10\n",
        encoding="utf-8",
    )
    longer = {**EVENT, "CLM_PRSBNG_PRVDR_GNRC_ID_NUM": "", "CLM_PRSBNG_PRVDR_GNRC_ID_NUM_35": "2222222223"}
    made.ingest(
        xref,
        package(folder, "240310", [*events[5:], EVENT]),
        package(
            folder,
            "240210",
            [
                *events[:6],
                {**longer, "CUR_CLM_UNIQ_ID": "9002", "CLM_LINE_RX_FILL_NUM": "1", "CLM_LINE_BENE_PMT_AMT": "~"},
                {**EVENT, "CUR_CLM_UNIQ_ID": "9003", "CLM_ADJSMT_TYPE_CD": "9"},
                {**EVENT, "CUR_CLM_UNIQ_ID": "9004", "CLM_LINE_FROM_DT": "1000-01-01"},
            ],
        ),
    )
    made.build("+package:pharmacy")
    return made


def rows(mesh: MeshWarehouse, query: str) -> list[tuple[Any, ...]]:
    with mesh.connect() as connection:
        return connection.execute(query).fetchall()


def test_the_fills_of_the_worked_case_end_as_it_says(mesh: MeshWarehouse) -> None:
    found = rows(
        mesh,
        """
        select rx_number, person_id, state, final_transaction_id, patient_paid_amount, ndc11, transaction_count
        from pharmacy.fill
        where rx_number like 'cclf:RX%'
        order by rx_number
        """,
    )
    ndc = "00002143380"
    assert found == [
        ("cclf:RX1", "cclf:M1", "reversed", None, Decimal(0), ndc, 4),
        ("cclf:RX2", "cclf:M1", "active", "cclf:203", Decimal(6), ndc, 3),
        ("cclf:RX3", "cclf:M2", "active", "cclf:301", Decimal(4), ndc, 1),
        ("cclf:RX4", "cclf:M8", "reversed", None, Decimal(0), ndc, 2),
    ]


def test_fills_are_described_and_unknown_payments_stay_unknown(mesh: MeshWarehouse) -> None:
    found = rows(
        mesh,
        """
        select fill_number, pharmacy_id, prescriber_npi, quantity, days_supply_clean, paid_amount, patient_paid_amount
        from pharmacy.fill
        where rx_number = 'cclf:777'
        order by fill_number
        """,
    )
    assert found == [
        (0, "cclf:01-1234567893", "1111111112", Decimal(30), 30, None, Decimal("12.50")),
        (1, "cclf:01-1234567893", "2222222223", Decimal(30), 30, None, None),
    ]


def test_every_row_is_accounted_for(mesh: MeshWarehouse) -> None:
    rejected = rows(
        mesh, "select file_name, row_number, reason, column_name from pharmacy_internal.pharmacy_rejects order by all"
    )
    assert rejected == [
        ("P.A0001.ACO.ZC7Y24.D240210.T1000007", 6, "duplicate", None),
        ("P.A0001.ACO.ZC7Y24.D240210.T1000007", 8, "type_error", "adjustment_type"),
        ("P.A0001.ACO.ZC7Y24.D240210.T1000007", 9, "missing_value", "date_of_service"),
    ]


def test_a_file_of_another_width_is_refused(mesh: MeshWarehouse, tmp_path: Path) -> None:
    path = write_fixed_width(tmp_path / "P.A0001.ACO.ZC7Y24.D240410.T1000007", CONTRACT, [EVENT])
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "X\n"), encoding="utf-8")
    refused = mesh.run("mesh", "ingest", path, check=False)
    assert refused.returncode == 1
    assert "195 or 230 characters wide" in refused.stderr
