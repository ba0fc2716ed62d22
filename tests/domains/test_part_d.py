"""Part D of CMS: monthly packages of the Claim and Claim Line Feed, and tables of the Integrated Data Repository."""

import csv
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from mesh.contracts import load_contract
from tests.support.control_totals import ControlTotals
from tests.support.fixed_width import fixed_width, write_fixed_width
from tests.support.warehouse import ROOT, SHARED_DATA, MeshWarehouse

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

# Tables of the repository with the feeds that read them.
IDR_FEEDS = {
    "CLM": ("claims/feeds/idr_claim", "pharmacy/feeds/idr_drug_claim"),
    "CLM_LINE": ("claims/feeds/idr_claim_line", "pharmacy/feeds/idr_drug_claim_line"),
    "CLM_LINE_RX": ("pharmacy/feeds/idr_drug_line",),
}
IDR = {table: SHARED_DATA / "cms_idr_generated" / f"SYNTHETIC_{table}.parquet" for table in IDR_FEEDS}
# States of fills: one replaced that day, one void, one taken back, and two that lack a part: the event or its claim.
STATES = [
    {"CLM_UNIQ_ID": "9", "CLM_LINE_RX_NUM": "NEW-A", "CLM_FINL_ACTN_IND": "N", "CLM_ADJSTMT_TYPE_CD": "0"},
    {"CLM_UNIQ_ID": "8", "CLM_LINE_RX_NUM": "NEW-A", "CLM_ADJSTMT_TYPE_CD": "4", "CLM_LINE_CVRD_PD_AMT": "70.00"},
    {"CLM_UNIQ_ID": "7", "CLM_LINE_RX_NUM": "NEW-B", "CLM_ADJSTMT_TYPE_CD": "1"},
    {"CLM_UNIQ_ID": "6", "CLM_LINE_RX_NUM": "NEW-C", "CLM_FINL_ACTN_IND": "N"},
    {"CLM_UNIQ_ID": "5", "CLM_LINE_RX_NUM": "NEW-D", "without": "CLM_LINE_RX"},
    {"CLM_UNIQ_ID": "4", "CLM_LINE_RX_NUM": "NEW-E", "without": "CLM"},
]
STATE = {
    "GEO_BENE_SK": "1",
    "CLM_DT_SGNTR_SK": "1",
    "CLM_TYPE_CD": "2",
    "BENE_SK": "NEW",
    "CLM_FROM_DT": "2024-03-01",
    "CLM_THRU_DT": "2024-03-01",
    "CLM_EFCTV_DT": "2024-03-10",
    "CLM_OBSLT_DT": "9999-12-31",
    "CLM_FINL_ACTN_IND": "Y",
    "CLM_LTST_CLM_IND": "Y",
    "CLM_ADJSTMT_TYPE_CD": "0",
    "CLM_BENE_PMT_AMT": "10.00",
    "PRVDR_SRVC_ID_QLFYR_CD": "01",
    "CLM_SRVC_PRVDR_GNRC_ID_NUM": "1234567893",
    "CLM_LINE_NUM": "1",
    "CLM_LINE_FROM_DT": "2024-03-01",
    "CLM_LINE_NDC_CD": "00002143380",
    "CLM_LINE_NDC_QTY": "30",
    "CLM_LINE_NDC_QTY_QLFYR_CD": "UN",
    "CLM_LINE_CVRD_PD_AMT": "80.00",
    "CLM_LINE_NCVRD_PD_AMT": "5.00",
    "CLM_DSPNSNG_STUS_CD": "C",
    "CLM_LINE_DAYS_SUPLY_QTY": "30",
    "CLM_LINE_RX_FILL_NUM": "0",
    "CLM_LINE_INGRDNT_CST_AMT": "95.00",
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


def states(folder: Path, table: str) -> Path:
    """The made-up states in one of the tables, with every column that a feed of the table needs."""
    contracts = [load_contract(ROOT / f"domains/{feed}.yml", feed.split("/")[0]) for feed in IDR_FEEDS[table]]
    names = sorted({name for contract in contracts for name in contract.required_names})
    path = folder / f"NEW_{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", extrasaction="ignore")
        writer.writeheader()
        for state in STATES:
            if state.get("without") != table:
                writer.writerow({**STATE, **state, "CLM_NUM_SK": state["CLM_UNIQ_ID"]})
    return path


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
    real = [path for path in IDR.values() if path.is_file()]
    made.ingest(*real, *(states(folder, table) for table in IDR_FEEDS))
    made.build("+package:pharmacy")
    return made


def test_the_fills_of_the_worked_case_end_as_it_says(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
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
    found = mesh.rows(
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
    rejected = mesh.rows(
        "select file_name, row_number, reason, column_name from pharmacy_internal.pharmacy_rejects order by all"
    )
    assert rejected == [
        ("NEW_CLM.csv", 5, "no_event", None),
        ("NEW_CLM_LINE.csv", 5, "no_event", None),
        ("NEW_CLM_LINE_RX.csv", 5, "missing_value", "adjustment_type"),
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


def test_states_of_the_repository_end_as_their_marks_say(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select
            rx_number, state, transaction_count, paid_amount, allowed_amount, patient_paid_amount, quantity_unit,
            final_transaction_id
        from pharmacy.fill
        where rx_number like 'idr:NEW%'
        order by rx_number
        """,
    )
    nothing = (Decimal(0), Decimal(0), Decimal(0), "EA", None)
    assert found == [
        ("idr:NEW-A", "active", 2, Decimal(75), Decimal(95), Decimal(10), "EA", "idr:1|1|2|8|1"),
        ("idr:NEW-B", "orphan_reversal", 1, *nothing),
        ("idr:NEW-C", "orphan_reversal", 1, *nothing),
    ]
    posted = mesh.rows(
        "select rx_number, entry_type, paid_change from pharmacy.fill_ledger"
        " where rx_number like 'idr:NEW%' order by all",
    )
    assert posted == [
        ("idr:NEW-A", "rebill", Decimal(75)),
        ("idr:NEW-A", "reversal", Decimal(0)),
        ("idr:NEW-B", "reversal", Decimal(0)),
        ("idr:NEW-C", "reversal", Decimal(0)),
    ]


def test_the_repositorys_events_are_the_control_totals(mesh: MeshWarehouse, shared_data: Path) -> None:
    lines, members = ControlTotals.read(shared_data, "cms_idr_generated").several(
        "Part D lines, members with Part D lines"
    )
    real = "data_source = 'idr' and rx_number not like 'idr:NEW%'"
    found = mesh.rows(
        f"select count(*), count(distinct member_id), sum(transaction_count) from pharmacy.fill where {real}"
    )
    assert found == [(lines, members, lines)]
    standing = f"""
        select
            count(*),
            sum(cast(CLM_LINE_CVRD_PD_AMT as decimal(18, 2)) + cast(CLM_LINE_NCVRD_PD_AMT as decimal(18, 2))),
            sum(cast(CLM_LINE_INGRDNT_CST_AMT as decimal(18, 2)) + cast(CLM_LINE_SRVC_CST_AMT as decimal(18, 2))
                + cast(CLM_LINE_SLS_TAX_AMT as decimal(18, 2)) + cast(CLM_LINE_VCCN_ADMIN_FEE_AMT as decimal(18, 2))),
            sum(cast(CLM_BENE_PMT_AMT as decimal(18, 2)))
        from '{IDR["CLM"]}' as claims
        inner join '{IDR["CLM_LINE"]}' as lines using (CLM_UNIQ_ID)
        inner join '{IDR["CLM_LINE_RX"]}' as drugs using (CLM_UNIQ_ID)
        where CLM_ADJSTMT_TYPE_CD <> '1'
    """
    expected = duckdb.sql(standing).fetchall()
    told = f"""
        select count(*), sum(paid_amount), sum(allowed_amount), sum(patient_paid_amount)
        from pharmacy.fill where {real} and state = 'active'
    """
    assert mesh.rows(told) == expected
    assert expected[0][0] == 433 - 44
    posted = (
        f"select sum(paid_change), sum(allowed_change), sum(patient_paid_change) from pharmacy.fill_ledger where {real}"
    )
    assert mesh.rows(posted) == [expected[0][1:]]


def test_a_drifted_table_is_refused_with_the_name_of_its_column(mesh: MeshWarehouse, tmp_path: Path) -> None:
    drifted = states(tmp_path, "CLM_LINE_RX")
    text = drifted.read_text(encoding="utf-8").replace("CLM_LINE_DAYS_SUPLY_QTY", "CLM_LINE_DAYS_SUPPLY_QTY")
    drifted.write_text(text, encoding="utf-8")
    refused = mesh.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    said = " ".join(refused.stderr.split())
    assert (
        "the column 'CLM_LINE_DAYS_SUPLY_QTY' of domains/pharmacy/feeds/idr_drug_line.yml, version 1 is missing" in said
    )
