"""Drug events of DE-SynPUF and the dirty CareBridge claims, together with other files of the same shapes."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

OTHER_EVENTS = """\
DESYNPUF_ID,PDE_ID,SRVC_DT,PROD_SRVC_ID,QTY_DSPNSD_NUM,DAYS_SUPLY_NUM,PTNT_PAY_AMT,TOT_RX_CST_AMT
AAAA000000000002,900000000000002,20100215,60411000201,30,400,10,70
AAAA000000000001,900000000000001,20100105,0002-1433-80,30,30,5,30
AAAA000000000001,900000000000001,20100105,0002-1433-80,30,30,5,30
AAAA000000000001,,20100106,00002143380,30,30,5,30
AAAA000000000001,900000000000003,20101301,00002143380,30,30,5,30
AAAA000000000001,900000000000004,20100107,00002143380,30,30,5,abc
AAAA000000000001,900000000000005,20100108,00002143380,30,30,5,
,900000000000006,20100109,00002143380,30,30,5,30
"""
OTHER_CLAIMS = """\
claim_id,member_id,drug_class,pharmacy_name,claim_date,paid_amount,claim_status
D0000003,M90001,Diabetes,CVS,2025-08-03,,Reversed
D0000002,M90001,Diabetes,CVS,2025-08-02,12.50,Denied
D0000001,M90001,Diabetes,CVS,2025-08-01,12.50,PAID
D0000004,,Diabetes,CVS,2025-08-04,12.50,Paid
,M90001,Diabetes,CVS,2025-08-05,12.50,Paid
D0000005,M90001,Diabetes,CVS,2025-08-06,,Paid
D0000006,M90001,Diabetes,CVS,2025-08-06,12.50,
"""


@pytest.fixture(scope="module")
def mesh(
    mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> MeshWarehouse:
    """The real files and the other ones, through `mesh ingest` and `dbt build` of the domain with what it reads."""
    made = mesh_warehouse("pharmacy")
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "pde_2010.csv").write_text(OTHER_EVENTS, encoding="utf-8")
    (folder / "pharmacy_claims_august.csv").write_text(OTHER_CLAIMS, encoding="utf-8")
    made.ingest(
        shared_data / "claims_desynpuf_500" / "pde.csv.gz",
        shared_data / "pharmacy_dirty_carebridge" / "pharmacy_claims.csv.gz",
        folder,
    )
    made.build("+package:pharmacy")
    return made


def control_totals(shared_data: Path, prefix: str) -> dict[str, Decimal]:
    """Measures of claims_desynpuf_500 whose name starts with the prefix, by the rest of the name."""
    with (shared_data / "CONTROL_TOTALS.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["measure"].removeprefix(prefix).strip(" |"): Decimal(line["value"])
            for line in csv.DictReader(file)
            if line["set"] == "claims_desynpuf_500" and line["measure"].startswith(prefix)
        }


def test_drug_cost_by_year_is_the_control_total(mesh: MeshWarehouse, shared_data: Path) -> None:
    found = mesh.rows(
        """
        select cast(year(fill_date) as varchar), sum(allowed_amount), sum(paid_amount + patient_paid_amount)
        from pharmacy.fill
        where data_source = 'desynpuf' and year(fill_date) < 2010
        group by 1
        """,
    )
    totals = control_totals(shared_data, "PDE total drug cost by year")
    assert {year: cost for year, cost, _ in found} == totals
    assert {year: parts for year, _, parts in found} == totals


def test_members_with_an_event_and_zero_days_supply_are_the_control_totals(
    mesh: MeshWarehouse, shared_data: Path
) -> None:
    [(members, zero, fills)] = mesh.rows(
        """
        select
            count(distinct person_id),
            count(*) filter (where days_supply_reason = 'days_supply_zero'),
            count(*) filter (where state = 'active')
        from pharmacy.fill
        where data_source = 'desynpuf' and year(fill_date) < 2010
        """,
    )
    assert members == control_totals(shared_data, "members with a PDE")[""]
    assert zero == control_totals(shared_data, "PDE days supply zero")[""]
    assert fills == 10_026


def test_every_carebridge_claim_is_kept_or_rejected_with_a_reason(mesh: MeshWarehouse) -> None:
    reasons = mesh.rows(
        """
        select reason, column_name, count(*), count(distinct row_number)
        from pharmacy_internal.pharmacy_rejects
        where file_name = 'pharmacy_claims.csv.gz'
        group by 1, 2
        order by 1, 2
        """,
    )
    assert reasons == [
        ("duplicate", None, 8, 8),
        ("missing_value", "paid_amount", 11, 11),
        ("type_error", "date_of_service", 5, 5),
    ]
    states = dict(
        mesh.rows(
            """
            select state, count(*) from pharmacy.fill
            where data_source = 'carebridge' and member_id <> 'carebridge:M90001'
            group by 1
            """,
        )
    )
    assert states == {"active": 1757, "rejected": 162, "reversed": 75}
    assert sum(states.values()) + 8 + 11 + 5 == 2018


def test_other_files_of_the_same_shape_are_judged_row_by_row(mesh: MeshWarehouse) -> None:
    rejects = mesh.rows(
        """
        select file_name, row_number, reason, column_name
        from pharmacy_internal.pharmacy_rejects
        where file_name in ('pde_2010.csv', 'pharmacy_claims_august.csv')
        order by 1, 2
        """,
    )
    assert rejects == [
        ("pde_2010.csv", 3, "duplicate", None),
        ("pde_2010.csv", 4, "missing_key", "transaction_id"),
        ("pde_2010.csv", 5, "type_error", "date_of_service"),
        ("pde_2010.csv", 6, "type_error", "allowed_amount"),
        ("pde_2010.csv", 7, "missing_value", "paid_amount"),
        ("pde_2010.csv", 8, "missing_value", "member_id"),
        ("pharmacy_claims_august.csv", 2, "type_error", "declared_state"),
        ("pharmacy_claims_august.csv", 4, "missing_value", "member_id"),
        ("pharmacy_claims_august.csv", 5, "missing_key", "transaction_id"),
        ("pharmacy_claims_august.csv", 6, "missing_value", "paid_amount"),
        ("pharmacy_claims_august.csv", 7, "missing_value", "declared_state"),
    ]
    fills = mesh.rows(
        """
        select rx_number, cast(fill_date as varchar), ndc11, days_supply_reason, state, paid_amount
        from pharmacy.fill
        where year(fill_date) = 2010 or member_id = 'carebridge:M90001'
        order by 1
        """,
    )
    assert fills == [
        ("carebridge:D0000001", "2025-08-01", None, "days_supply_missing", "active", Decimal("12.50")),
        ("carebridge:D0000003", "2025-08-03", None, "days_supply_missing", "reversed", Decimal(0)),
        ("desynpuf:900000000000001", "2010-01-05", "00002143380", None, "active", Decimal(25)),
        ("desynpuf:900000000000002", "2010-02-15", "60411000201", "days_supply_gt_max", "active", Decimal(60)),
    ]
