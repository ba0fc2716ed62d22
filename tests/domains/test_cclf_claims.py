"""CMS Claim and Claim Line Feed, Parts A and B: the examples of its Information Packet as files."""

import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from mesh.contracts import load_contract
from tests.support.fixed_width import fixed_width
from tests.support.warehouse import ROOT, MeshWarehouse

pytestmark = pytest.mark.e2e

Records = list[Mapping[str, str]]
FILES = {
    "ZC1": "cclf_part_a_claim",
    "ZC2": "cclf_part_a_revenue",
    "ZC3": "cclf_part_a_procedure",
    "ZC4": "cclf_part_a_diagnosis",
    "ZC5": "cclf_part_b_physician",
    "ZC6": "cclf_part_b_dme",
}
PERSON = "6U50TE7GG18"
FORMER = "1EG4TE5MK73"

STAY = {
    "PRVDR_OSCAR_NUM": "654321",
    "BENE_MBI_ID": PERSON,
    "CLM_TYPE_CD": "60",
    "CLM_FROM_DT": "2012-07-01",
    "CLM_THRU_DT": "2012-07-08",
    "CLM_BILL_FAC_TYPE_CD": "1",
    "CLM_BILL_CLSFCTN_CD": "1",
    "CLM_BILL_FREQ_CD": "1",
    "DGNS_DRG_CD": "0470",
    "BENE_PTNT_STUS_CD": "01",
    "CLM_MDCR_NPMT_RSN_CD": "~",
    "FAC_PRVDR_NPI_NUM": "1234567893",
    "CLM_IDR_LD_DT": "1000-01-01",
    "DGNS_PRCDR_ICD_IND": "9",
    "CLM_MDCR_INSTNL_TOT_CHRG_AMT": "500.00",
}
VISIT = {
    "BENE_MBI_ID": PERSON,
    "CLM_TYPE_CD": "71",
    "CLM_FROM_DT": "2012-08-01",
    "CLM_THRU_DT": "2012-08-01",
    "CLM_LINE_FROM_DT": "2012-08-01",
    "CLM_LINE_THRU_DT": "9999-12-31",
    "CLM_POS_CD": "11",
    "CLM_LINE_HCPCS_CD": "G0463",
    "CLM_CARR_PMT_DNL_CD": "1",
    "CLM_PRCSG_IND_CD": "A",
    "CLM_CNTL_NUM": "7",
    "CLM_LINE_ALOWD_CHRG_AMT": "400.00",
    "DGNS_PRCDR_ICD_IND": "9",
    "CLM_DGNS_1_CD": "4019",
}


def stay(number: str, paid: str, kind: str, day: str, **other: str) -> dict[str, str]:
    posted = {"CUR_CLM_UNIQ_ID": number, "CLM_PMT_AMT": paid, "CLM_ADJSMT_TYPE_CD": kind, "CLM_EFCTV_DT": day}
    return {**STAY, **posted, **other}


def visit(number: str, line: str, paid: str, kind: str, day: str, **other: str) -> dict[str, str]:
    posted = {"CUR_CLM_UNIQ_ID": number, "CLM_LINE_NUM": line, "CLM_LINE_CVRD_PD_AMT": paid}
    return {**VISIT, **posted, "CLM_ADJSMT_TYPE_CD": kind, "CLM_EFCTV_DT": day, **other}


# Table 4 of the packet. The first claims still carry a former id of the person.
PART_A: Records = [
    stay("1", "200.00", "0", "2012-07-20", BENE_MBI_ID=FORMER),
    stay("2", "0.00", "2", "2012-09-20"),
    stay("3", "200.00", "1", "2012-08-07"),
    stay("4", "210.00", "2", "2012-09-20"),
    stay("5", "0.00", "2", "2012-08-07", BENE_MBI_ID=FORMER),
    stay("6", "0.00", "1", "2012-10-07"),
    stay(
        "7",
        "50.00",
        "0",
        "2012-09-20",
        CLM_FROM_DT="2012-08-20",
        CLM_THRU_DT="2012-08-29",
        CLM_BLG_PRVDR_OSCAR_NUM="654321",
    ),
]
# Table 6.
PART_B: Records = [
    visit("31", "3", "0.00", "0", "2012-08-15", CLM_PRCSG_IND_CD="C", CLM_LINE_ALOWD_CHRG_AMT="0.00"),
    visit("31", "1", "380.00", "0", "2012-08-15"),
    visit("31", "2", "227.00", "0", "2012-08-15"),
    visit("21", "1", "380.00", "0", "2012-09-02"),
    visit("21", "2", "227.00", "0", "2012-09-02"),
    visit("21", "3", "100.00", "0", "2012-09-02"),
    visit("11", "3", "0.00", "1", "2012-09-02", CLM_PRCSG_IND_CD="C", CLM_LINE_ALOWD_CHRG_AMT="0.00"),
    visit("11", "1", "380.00", "1", "2012-09-02"),
    visit("11", "2", "227.00", "1", "2012-09-02"),
]
LINE = {"CLM_LINE_FROM_DT": "2012-07-01", "CLM_LINE_THRU_DT": "2012-07-08", "CLM_LINE_PROD_REV_CTR_CD": "0120"}
LINES: Records = [
    {**LINE, "CUR_CLM_UNIQ_ID": "4", "CLM_LINE_NUM": "1", "CLM_LINE_CVRD_PD_AMT": "0.00"},
    {**LINE, "CUR_CLM_UNIQ_ID": "4", "CLM_LINE_NUM": "2", "CLM_LINE_CVRD_PD_AMT": "0.00"},
    {**LINE, "CUR_CLM_UNIQ_ID": "7", "CLM_LINE_NUM": "1", "CLM_LINE_CVRD_PD_AMT": "20.00"},
    {**LINE, "CUR_CLM_UNIQ_ID": "7", "CLM_LINE_NUM": "2", "CLM_LINE_CVRD_PD_AMT": "30.00"},
    {**LINE, "CUR_CLM_UNIQ_ID": "999", "CLM_LINE_NUM": "1", "CLM_LINE_CVRD_PD_AMT": "5.00"},
]
CODES: Records = [
    {
        "CUR_CLM_UNIQ_ID": "4",
        "CLM_PROD_TYPE_CD": "D",
        "CLM_VAL_SQNC_NUM": "2",
        "CLM_DGNS_CD": "25000",
        "DGNS_PRCDR_ICD_IND": "9",
    },
    {
        "CUR_CLM_UNIQ_ID": "4",
        "CLM_PROD_TYPE_CD": "1",
        "CLM_VAL_SQNC_NUM": "1",
        "CLM_DGNS_CD": "E8889",
        "DGNS_PRCDR_ICD_IND": "9",
    },
]
PROCEDURES: Records = [
    {"CUR_CLM_UNIQ_ID": "4", "CLM_VAL_SQNC_NUM": "1", "CLM_PRCDR_CD": "8154", "CLM_PRCDR_PRFRM_DT": "2012-07-02"}
]
EQUIPMENT: Records = [
    {
        name: value
        for name, value in visit(
            "61", "1", "80.00", "0", "2012-09-09", CLM_CNTL_NUM="7", PAYTO_PRVDR_NPI_NUM="1111111112"
        ).items()
        if name not in ("CLM_DGNS_1_CD", "DGNS_PRCDR_ICD_IND")
    },
]


def package(folder: Path, day: str, content: Mapping[str, Records]) -> Path:
    """A month as CMS sends it: a ZIP without a suffix, with a file per kind."""
    path = folder / f"P.A0001.ACO.ZCY12.D{day}.T1000000"
    with zipfile.ZipFile(path, "w") as archive:
        for kind, records in content.items():
            contract = load_contract(ROOT / f"domains/claims/feeds/{FILES[kind]}.yml", "claims")
            archive.writestr(f"P.A0001.ACO.{kind}Y12.D{day}.T100000{kind[-1]}", fixed_width(contract, records))
    return path


@pytest.fixture(scope="module")
def mesh(mesh_warehouse: Callable[[str], MeshWarehouse], tmp_path_factory: pytest.TempPathFactory) -> MeshWarehouse:
    """Two months that arrive in the wrong order and overlap."""
    made, folder = mesh_warehouse("cclf_claims"), tmp_path_factory.mktemp("cclf")
    xref = folder / "sample_member_id_xref.csv"
    xref.write_text(
        "prior_member_id,current_member_id,effective_date,extract_date\n"
        f"cclf:{FORMER},cclf:{PERSON},2012-08-01,2012-10-10\n",
        encoding="utf-8",
    )
    denied = stay("8", "0.00", "0", "2012-09-20", CLM_FROM_DT="2012-06-01", CLM_MDCR_NPMT_RSN_CD="N")
    wrong = stay("9", "10.00", "7", "2012-09-20", CLM_FROM_DT="2012-06-01")
    made.ingest(
        xref,
        package(folder, "121010", {"ZC1": [*PART_A[3:], denied, wrong], "ZC2": LINES, "ZC4": CODES, "ZC5": PART_B[3:]}),
        package(folder, "120910", {"ZC1": PART_A[:5], "ZC3": PROCEDURES, "ZC5": PART_B[:5], "ZC6": EQUIPMENT}),
    )
    made.build("+package:claims")
    return made


def test_what_a_person_cost_is_what_the_packet_computes(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select person_id, claim_type, sum(paid_amount), sum(net_paid_amount), sum(orphan_flag)
        from claims.claim_final
        where feed <> 'cclf_part_b_dme'
        group by all
        order by 2
        """,
    )
    person = f"cclf:{PERSON}"
    assert found == [
        (person, "institutional", Decimal(260), Decimal(260), 0),
        (person, "professional", Decimal(707), Decimal(707), 0),
    ]


def test_the_claims_that_stand_are_those_of_the_packet(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select final_claim_id, final_status, paid_amount, n_versions, n_lines, setting, drg_code, charge_amount
        from claims.claim_final
        order by final_claim_id
        """,
    )
    assert found == [
        ("cclf:21", "paid", Decimal(707), 3, 3, "office", None, Decimal(0)),
        ("cclf:4", "paid", Decimal(210), 5, 2, "inpatient_acute", "470", Decimal(500)),
        ("cclf:5", "paid", Decimal(0), 1, 1, "inpatient_acute", "470", Decimal(500)),
        ("cclf:61", "paid", Decimal(80), 1, 1, "office", None, Decimal(0)),
        ("cclf:7", "paid", Decimal(50), 1, 2, "inpatient_acute", "470", Decimal(500)),
        ("cclf:8", "denied", Decimal(0), 1, 1, "inpatient_acute", "470", Decimal(500)),
    ]


def test_cash_moves_when_it_moved(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select posting_claim_id, entry_type, cast(posting_date as varchar), paid_amount
        from claims.claim_ledger
        where family_id like '%|654321|2012-07-01|%' and paid_amount <> 0
        order by posting_date
        """,
    )
    assert found == [
        ("cclf:1", "payment", "2012-07-20", Decimal(200)),
        ("cclf:3", "reversal", "2012-08-07", Decimal(-200)),
        ("cclf:4", "payment", "2012-09-20", Decimal(210)),
    ]


def test_lines_are_paid_when_they_add_up_else_the_header_is(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select claim_id, claim_line_number, paid_amount, revenue_center_code, cast(service_end_date as varchar)
        from claims.claim_line_final
        where claim_id in ('cclf:4', 'cclf:7', 'cclf:21')
        order by all
        """,
    )
    assert found == [
        ("cclf:21", 1, Decimal(380), None, "2012-08-01"),
        ("cclf:21", 2, Decimal(227), None, "2012-08-01"),
        ("cclf:21", 3, Decimal(100), None, "2012-08-01"),
        ("cclf:4", 1, Decimal(210), "0120", "2012-07-08"),
        ("cclf:4", 2, Decimal(0), "0120", "2012-07-08"),
        ("cclf:7", 1, Decimal(20), "0120", "2012-07-08"),
        ("cclf:7", 2, Decimal(30), "0120", "2012-07-08"),
    ]


def test_diagnoses_of_headers_and_of_their_own_file_are_there(mesh: MeshWarehouse) -> None:
    found = mesh.rows("select diagnosis_level, diagnosis_position, code_display from claims.diagnosis order by all")
    assert found == [("external", 1, "E888.9"), ("header", 1, "401.9"), ("header", 2, "250.00")]


def test_procedures_come_from_their_own_file_and_services_from_lines(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select procedure_level, procedure_position, code_type, code, cast(service_date as varchar), date_level
        from claims.procedure
        order by all
        """,
    )
    office = [("line", line, "hcpcs", "G0463", "2012-08-01", "line") for line in (1, 1, 2, 3)]
    assert found == [("header", 1, "icd-9-pcs", "8154", "2012-07-02", "procedure"), *office]


def test_the_lines_of_a_day_and_provider_are_one_visit(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        "select cast(visit_date as varchar), provider_id, setting, line_count, paid_amount"
        " from claims.ambulatory_visit order by all",
    )
    assert found == [
        ("2012-08-01", "1111111112", "office", 1, Decimal(80)),
        ("2012-08-01", None, "office", 3, Decimal(707)),
    ]


def test_every_row_is_accounted_for(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select feed, row_number, reason, column_name
        from claims_internal.claims_rejects
        where reason not in ('duplicate')
        order by all
        """,
    )
    assert found == [
        ("cclf_part_a_claim", 6, "type_error", "transaction_type"),
        ("cclf_part_a_revenue", 5, "no_header", None),
    ]
    counted = mesh.rows(
        "select feed, sum(rows_in), sum(rows_kept), sum(rows_duplicate)"
        " from claims_internal.claims_feed_rows group by 1 order by 1",
    )
    assert counted == [
        ("cclf_part_a_claim", 11, 8, 2),
        ("cclf_part_a_diagnosis", 2, 2, 0),
        ("cclf_part_a_procedure", 1, 1, 0),
        ("cclf_part_a_revenue", 5, 4, 0),
        ("cclf_part_b_dme", 1, 1, 0),
        ("cclf_part_b_physician", 11, 9, 2),
    ]
