"""Claims of the CMS Integrated Data Repository: control totals, and states of claims that come late, twice or alone."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

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


def parquet(path: Path, query: str) -> Path:
    duckdb.execute(f"copy ({query}) to '{path}' (format parquet)")
    return path


@pytest.fixture(scope="module")
def files(shared_data: Path) -> dict[str, Path]:
    return {table: shared_data / "cms_idr_generated" / f"SYNTHETIC_{table}.parquet" for table in TABLES}


@pytest.fixture(scope="module")
def mesh(
    mesh_warehouse: Callable[[str], MeshWarehouse], files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> MeshWarehouse:
    """The eight tables; then four other states of claims without lines, the first of them in a former version too."""
    made, folder = mesh_warehouse("idr_claims"), tmp_path_factory.mktemp("idr")
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
    made.build("+package:claims")
    return made


def rows(mesh: MeshWarehouse, query: str) -> list[tuple[Any, ...]]:
    with mesh.connect() as connection:
        return connection.execute(query).fetchall()


def test_states_marks_and_drug_claims_are_the_control_totals(mesh: MeshWarehouse, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "cms_idr_generated")
    found = rows(
        mesh,
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
    found = rows(
        mesh,
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
        found = rows(mesh, f"select sum(paid_amount) from claims.{product} where {MEDICAL}")
        assert found == [(Decimal("252846613.05"),)]
    dates = rows(
        mesh,
        "select count(discharge_date), min(first_adjudication_date) >= date '2018-01-02'"
        f" from claims.claim_final where {MEDICAL}",
    )
    assert dates == [(500, True)]


def test_diagnoses_that_are_told_twice_count_once(mesh: MeshWarehouse, files: dict[str, Path]) -> None:
    found = rows(mesh, f"select diagnosis_level, count(*) from claims.diagnosis where {MEDICAL} group by 1")
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


def test_other_states_end_as_their_marks_say(mesh: MeshWarehouse) -> None:
    found = rows(
        mesh,
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
    found = rows(mesh, "select file_name, reason, count(*) from claims_internal.claims_rejects group by all order by 1")
    assert found == [("EARLIER_CLM.parquet", "superseded", 1), ("LATER_CLM_PROD.parquet", "no_header", 1)]


def test_a_renamed_column_is_refused_by_name(mesh: MeshWarehouse, files: dict[str, Path], tmp_path: Path) -> None:
    drifted = parquet(
        tmp_path / "DRIFTED_CLM.parquet", f"select * rename (CLM_PMT_AMT as CLM_PAYMT_AMT) from '{files['CLM']}'"
    )
    refused = mesh.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    assert "'CLM_PMT_AMT'" in refused.stderr
    assert "'CLM_PAYMT_AMT'" in refused.stderr
