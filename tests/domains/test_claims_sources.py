"""Claims of the CMS Integrated Data Repository and of Synthea: control totals, and what comes late, twice or alone."""

import csv
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.support.control_totals import ControlTotals
from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

TABLES = ("CLM", "CLM_LINE", "CLM_INSTNL", "CLM_PRFNL", "CLM_DT_SGNTR", "CLM_PROD", "CLM_LINE_INSTNL", "CLM_LINE_PRFNL")
MEDICAL = "data_source = 'idr' and family_id not like '%NEW%'"

# A claim of the file once more: cancelled in a later state, replaced, and only in a contractor's system.
LATER = """
    with model as (from '{clm}' where CLM_UNIQ_ID = '{number}')
    select model.* replace (
        'NEW' || kind as CLM_NUM_SK,
        'NEW' || kind as CLM_UNIQ_ID,
        'NEW' || control as CLM_CNTL_NUM,
        coalesce(type, CLM_TYPE_CD) as CLM_TYPE_CD,
        final as CLM_FINL_ACTN_IND,
        latest as CLM_LTST_CLM_IND,
        paid as CLM_PMT_AMT
    )
    from model, (values
        ('1', 'A', null, 'N', 'N', '100.00'),
        ('2', 'A', null, 'Y', 'Y', '120.00'),
        ('3', 'B', null, 'N', 'N', '50.00'),
        ('4', 'C', '1018', 'N', 'Y', '70.00')
    ) as states (kind, control, type, final, latest, paid)
"""

# Accounts that end as the real ones do not: paid twice by the insurer, without a charge, and without a claim.
ENTRY = {"ID": "N1", "CLAIMID": "MADE1", "CHARGEID": "900001", "TYPE": "CHARGE", "FROMDATE": "2023-01-02T00:00:00Z"}
ENTRIES = [
    {"AMOUNT": "50.00", "TRANSFERTYPE": "1", "TODATE": "1970-01-01T00:00:00Z", "UNITS": "2"},
    {"ID": "N3", "CHARGEID": "900003", "TYPE": "PAYMENT", "PAYMENTS": "10.00", "METHOD": "CHECK"},
    {"ID": "N2", "CHARGEID": "900002", "TYPE": "PAYMENT", "PAYMENTS": "30.00", "METHOD": "ECHECK"},
    {"ID": "N4", "CLAIMID": "MADE2", "TYPE": "PAYMENT", "PAYMENTS": "5.00"},
    {"ID": "N5", "CLAIMID": "MADE3", "AMOUNT": "1.00", "TRANSFERTYPE": "p"},
    {"ID": "N6", "TYPE": "ADJUSTMENT"},
]
ACCOUNT = {"HEALTHCARECLAIMTYPEID1": "1", "SERVICEDATE": "2023-01-02T00:00:00Z", "PATIENTID": "NEW"}
ACCOUNTS = [{"Id": "MADE1", "PRIMARYPATIENTINSURANCEID": "0"}, {"Id": "MADE2"}]


def like(real: Path, other: Path, records: list[dict[str, str]]) -> Path:
    """Records under the header of a real file."""
    with gzip.open(real, "rt", encoding="utf-8", newline="") as source:
        header = next(csv.reader(source))
    with other.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, header)
        writer.writeheader()
        writer.writerows(records)
    return other


def parquet(path: Path, query: str) -> Path:
    duckdb.execute(f"copy ({query}) to '{path}' (format parquet)")
    return path


@pytest.fixture(scope="module")
def files(shared_data: Path) -> dict[str, Path]:
    return {table: shared_data / "cms_idr_generated" / f"SYNTHETIC_{table}.parquet" for table in TABLES}


@pytest.fixture(scope="module")
def synthea(shared_data: Path) -> dict[str, Path]:
    return {name: shared_data / "synthea_csv" / f"{name}.csv.gz" for name in ("claims", "claims_transactions")}


@pytest.fixture(scope="module")
def mesh(
    mesh_warehouse: Callable[[str], MeshWarehouse],
    files: dict[str, Path],
    synthea: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> MeshWarehouse:
    """The tables of both; other states of claims without lines, one of them in a former version too; other accounts."""
    made, folder = mesh_warehouse("claims_sources"), tmp_path_factory.mktemp("claims")
    query = f"select CLM_UNIQ_ID from '{files['CLM']}' where CLM_TYPE_CD = '40' order by CLM_UNIQ_ID limit 1"
    [(number,)] = duckdb.sql(query).fetchall()
    later = LATER.format(clm=files["CLM"], number=number)
    former = f"""
        select * replace ('2026-11-01' as CLM_EFCTV_DT, '99.00' as CLM_PMT_AMT)
        from ({later})
        where CLM_UNIQ_ID = 'NEW1'
    """
    made.ingest(*files.values())
    made.ingest(
        parquet(folder / "LATER_CLM.parquet", later),
        parquet(folder / "EARLIER_CLM.parquet", former),
        parquet(
            folder / "LATER_CLM_PROD.parquet",
            f"select * replace ('NEW9' as CLM_NUM_SK) from '{files['CLM_PROD']}' limit 1",
        ),
    )
    made.ingest(
        *synthea.values(),
        like(synthea["claims"], folder / "synthea_claim.csv", [{**ACCOUNT, **row} for row in ACCOUNTS]),
        like(
            synthea["claims_transactions"],
            folder / "synthea_claim_transaction.csv",
            [{**ENTRY, **row} for row in ENTRIES],
        ),
    )
    made.build("+package:claims")
    return made


def test_states_marks_and_drug_claims_are_the_control_totals(mesh: MeshWarehouse, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "cms_idr_generated")
    found = mesh.rows(
        """
        select
            count(*),
            count(*) filter (where final_action = 'Y'),
            count(*) filter (where latest = 'Y'),
            count(*) filter (where claim_type = 'pharmacy')
        from claims_internal.stg_claim_header
        where header_part = 'claim' and claim_id not like '%NEW%'
        """,
    )
    claims, final, latest = totals.several("claims, final action claims, latest claims")
    drugs, _ = totals.several("Part D lines, members with Part D lines")
    assert found == [(claims, final, latest, drugs)]


def test_a_claim_and_its_copy_in_a_contractors_system_are_paid_once(
    mesh: MeshWarehouse, files: dict[str, Path]
) -> None:
    """Of 1,678 final states 433 are drugs and 246 copies; the copies and 266 states in work share a control number."""
    found = mesh.rows(
        f"""
        select count(*), sum(counted_claims), sum(n_versions), count(*) filter (where n_versions = 2), sum(paid_amount)
        from claims.claim_final where {MEDICAL}
        """,
    )
    settled = f"""
        select sum(cast(CLM_PMT_AMT as decimal(18, 2)))
        from '{files["CLM"]}'
        where cast(CLM_TYPE_CD as int) between 5 and 999
    """
    [(paid,)] = duckdb.sql(settled).fetchall()
    assert paid == Decimal("252846613.05")
    assert found == [(1678 - 433 - 246, 999, 1944 - 433, 512, paid)]


def test_lines_and_ledger_add_up_to_the_claims(mesh: MeshWarehouse) -> None:
    for product in ("claim_line_final", "claim_ledger"):
        found = mesh.rows(f"select sum(paid_amount) from claims.{product} where {MEDICAL}")
        assert found == [(Decimal("252846613.05"),)]
    dates = mesh.rows(
        "select count(discharge_date), min(first_adjudication_date) >= date '2018-01-02'"
        f" from claims.claim_final where {MEDICAL}",
    )
    assert dates == [(500, True)]


def test_diagnoses_that_are_told_twice_count_once(mesh: MeshWarehouse, files: dict[str, Path]) -> None:
    found = mesh.rows(f"select diagnosis_level, count(*) from claims.diagnosis where {MEDICAL} group by 1")
    settled = f"""
        select CLM_PROD_TYPE_CD, count(*) from '{files["CLM_PROD"]}' where cast(CLM_TYPE_CD as int) < 1000 group by 1
    """
    sent = dict(duckdb.sql(settled).fetchall())
    assert {level: count for level, count in found if level != "line"} == {
        "header": sent["D"],
        "admitting": sent["A"],
        "external": sent["E"],
        "reason": sent["R"],
    }


def test_procedures_have_the_day_that_was_sent(mesh: MeshWarehouse, files: dict[str, Path]) -> None:
    found = mesh.rows(
        f"select code, service_date, count(*) from claims.procedure where {MEDICAL} and procedure_level = 'header'"
        " group by all order by all",
    )
    settled = f"""
        select CLM_PRCDR_CD, cast(CLM_PRCDR_PRFRM_DT as date), count(*)
        from '{files["CLM_PROD"]}'
        where CLM_PROD_TYPE_CD = 'S' and cast(CLM_TYPE_CD as int) < 1000
        group by all order by all
    """
    assert found == duckdb.sql(settled).fetchall()


def test_other_states_end_as_their_marks_say(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select split_part(family_id, '|', 1), final_status, n_versions, n_lines, paid_amount, counted_claims
        from claims.claim_final
        where family_id like '%NEW%'
        order by 1
        """,
    )
    assert found == [
        ("idr:NEWA", "paid", 2, 1, Decimal(120), 1),
        ("idr:NEWB", "void", 1, 1, Decimal(0), 0),
        ("idr:NEWC", "pending", 1, 1, Decimal(0), 0),
    ]


def test_every_row_is_kept_or_has_a_reason(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        "select file_name, reason, column_name, row_number from claims_internal.claims_rejects order by all"
    )
    assert found == [
        ("EARLIER_CLM.parquet", "superseded", None, 1),
        ("LATER_CLM_PROD.parquet", "no_header", None, 1),
        ("synthea_claim.csv", "no_charge", None, 2),
        ("synthea_claim_transaction.csv", "no_charge", None, 4),
        ("synthea_claim_transaction.csv", "type_error", "claim_start_date", 5),
        ("synthea_claim_transaction.csv", "type_error", "entry_type", 6),
    ]


def test_a_renamed_column_is_refused_by_name(mesh: MeshWarehouse, files: dict[str, Path], tmp_path: Path) -> None:
    drifted = parquet(
        tmp_path / "DRIFTED_CLM.parquet", f"select * rename (CLM_PMT_AMT as CLM_PAYMT_AMT) from '{files['CLM']}'"
    )
    refused = mesh.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    assert "'CLM_PMT_AMT'" in refused.stderr
    assert "'CLM_PAYMT_AMT'" in refused.stderr


def test_synthea_claims_and_payments_are_the_control_totals(mesh: MeshWarehouse, shared_data: Path) -> None:
    """Payments exceed charges by 11,101.22: copays are paid in full, also for what cost less."""
    totals = ControlTotals.read(shared_data, "synthea_csv")
    claims, entries, payments = totals.several("claims, transactions, payments")
    types = totals.by("transactions by TYPE")
    real = "data_source = 'synthea' and claim_id not like 'synthea:MADE%'"
    told = mesh.rows("select entry_type, count(*) from claims_internal.stg_account_entry group by all")
    made_up = {"CHARGE": 2, "PAYMENT": 3}
    assert {kind: count - made_up.get(kind, 0) for kind, count in told} == types
    assert sum(types.values()) == entries
    found = mesh.rows(
        f"""
        select count(distinct claim_id), count(*), sum(charge_amount), sum(allowed_amount), sum(paid_amount),
            sum(other_payer_amount), sum(copay_amount), sum(coinsurance_amount)
        from claims.claim_line_final where {real}
        """,
    )
    parts = [Decimal("14950.30"), Decimal("523.28"), Decimal("28540.00"), Decimal("1059490.37")]
    assert found == [(claims, types["CHARGE"], Decimal("1092402.73"), Decimal(str(round(payments, 2))), *parts)]
    assert sum(parts) == found[0][3]


def test_synthea_claims_belong_to_the_patients_and_their_plans(mesh: MeshWarehouse, shared_data: Path) -> None:
    found = mesh.rows(
        """
        select count(distinct person_id), count(plan), count(*) filter (where claim_type = 'institutional'),
            min(final_status)
        from claims.claim_final where data_source = 'synthea' and family_id not like 'synthea:MADE%'
        """,
    )
    assert found == [(27, 1267 - 216, 445, "paid")]
    patients = {
        f"synthea:{member}"
        for (member,) in duckdb.sql(f"select Id from '{shared_data / 'synthea_csv' / 'patients.csv.gz'}'").fetchall()
    }
    members = mesh.rows("select distinct member_id from claims.claim_final where family_id like 'synthea:%'")
    assert {member for (member,) in members} - patients == {"synthea:NEW"}


def test_an_account_is_settled_in_the_order_of_its_entries(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        """
        select claim_line_number, charge_amount, paid_amount, coinsurance_amount, service_quantity,
            cast(service_start_date as varchar), cast(service_end_date as varchar)
        from claims.claim_line_final where claim_id = 'synthea:MADE1'
        """,
    )
    assert found == [(900001, Decimal(50), Decimal(40), Decimal(0), Decimal(2), "2023-01-02", "2023-01-02")]


def test_a_drifted_export_is_refused_by_name(mesh: MeshWarehouse, synthea: dict[str, Path], tmp_path: Path) -> None:
    text = gzip.decompress(synthea["claims_transactions"].read_bytes()).replace(b"TRANSFERTYPE", b"TRANSFER_TYPE", 1)
    drifted = tmp_path / "claims_transactions.csv"
    drifted.write_bytes(text)
    refused = mesh.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    said = " ".join(refused.stderr.split())
    assert "'TRANSFERTYPE' of domains/claims/feeds/synthea_claim_transaction.yml, version 1 is missing" in said
