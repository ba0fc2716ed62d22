"""DE-SynPUF claims: control totals of the real files, and files in the full CMS layout."""

import csv
import gzip
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from mesh.contracts import load_contract
from tests.support.warehouse import ROOT, MeshWarehouse

pytestmark = pytest.mark.e2e

FEEDS = ROOT / "domains" / "claims" / "feeds"


def build(mesh: MeshWarehouse, *paths: Path) -> MeshWarehouse:
    """Ingest the files and build the domain with what it reads."""
    mesh.ingest(*paths)
    mesh.build("+package:claims")
    return mesh


def control_totals(shared_data: Path, data_set: str, prefix: str) -> dict[str, Decimal]:
    """Measures of a set whose name starts with the prefix, by the rest of the name."""
    with (shared_data / "CONTROL_TOTALS.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["measure"].removeprefix(prefix).strip(" |"): Decimal(line["value"])
            for line in csv.DictReader(file)
            if line["set"] == data_set and line["measure"].startswith(prefix)
        }


@pytest.fixture(scope="module")
def mesh_500(mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path) -> MeshWarehouse:
    folder = shared_data / "claims_desynpuf_500"
    names = ("bene", "carrier", "inpatient", "outpatient")
    return build(mesh_warehouse("claims_500"), *(folder / f"{name}.csv.gz" for name in names))


def write_feed(path: Path, feed: str, records: list[Mapping[str, str]]) -> Path:
    """A file with every column that CMS publishes for the feed; what a record does not name is empty."""
    names = load_contract(FEEDS / f"{feed}.yml", "claims").column_names
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(records)
    return path


def cms_files(folder: Path) -> list[Path]:
    """Carrier and outpatient claims with 13 line slots, 45 HCPCS codes and 10 diagnoses; some cannot be read."""
    claim = {"DESYNPUF_ID": "A1", "CLM_FROM_DT": "20100105", "CLM_THRU_DT": "20100106"}
    slots = {13: ("G0001", "A", "70", "80"), 2: ("", "C", "0", "0"), 7: ("G0002", "C", "5", "5")}
    carrier = {**claim, "CLM_ID": "1", "ICD9_DGNS_CD_8": "4019"}
    for slot, (hcpcs, indicator, paid, allowed) in slots.items():
        carrier[f"HCPCS_CD_{slot}"] = hcpcs
        carrier[f"LINE_PRCSG_IND_CD_{slot}"] = indicator
        carrier[f"LINE_NCH_PMT_AMT_{slot}"] = paid
        carrier[f"LINE_ALOWD_CHRG_AMT_{slot}"] = allowed
    outpatient = {**claim, "SEGMENT": "1", "CLM_PMT_AMT": "100", "HCPCS_CD_3": "G0380", "HCPCS_CD_45": "G0381"}
    return [
        write_feed(
            folder / "DE1_0_2008_to_2010_Carrier_Claims_Sample_1A.csv",
            "desynpuf_carrier",
            [carrier, {**claim, "CLM_ID": "2", "LINE_NCH_PMT_AMT_1": "1"}],
        ),
        write_feed(
            folder / "DE1_0_2008_to_2010_Outpatient_Claims_Sample_1.csv",
            "desynpuf_outpatient",
            [
                {**outpatient, "CLM_ID": "3"},
                {**outpatient, "CLM_ID": "4", "CLM_PMT_AMT": "1OO"},
                {**outpatient, "CLM_ID": "5", "SEGMENT": "one"},
            ],
        ),
    ]


@pytest.fixture(scope="module")
def mesh_10k(
    mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> MeshWarehouse:
    """The real inpatient file of CMS, with made-up carrier and outpatient files of CMS's layout."""
    inpatient = shared_data / "claims_desynpuf_10k" / "DE1_0_2008_to_2010_Inpatient_Claims_Sample_1.csv.gz"
    return build(mesh_warehouse("claims_10k"), inpatient, *cms_files(tmp_path_factory.mktemp("cms")))


@pytest.mark.parametrize(
    ("feed", "measure"),
    [
        ("desynpuf_inpatient", "inpatient paid by year of CLM_FROM_DT"),
        ("desynpuf_outpatient", "outpatient paid by year"),
        ("desynpuf_carrier", "carrier paid (5 line slots) by year"),
    ],
)
def test_paid_by_year_is_the_control_total(mesh_500: MeshWarehouse, shared_data: Path, feed: str, measure: str) -> None:
    by_year = (
        "select cast(year(claim_start_date) as varchar), sum(paid_amount) from claims.{} where feed = '{}' group by 1"
    )
    totals = control_totals(shared_data, "claims_desynpuf_500", measure)
    assert dict(mesh_500.rows(by_year.format("claim_final", feed))) == totals
    assert dict(mesh_500.rows(by_year.format("claim_line_final", feed))) == totals


def test_claims_members_and_negative_payments_are_the_control_totals(
    mesh_500: MeshWarehouse, shared_data: Path
) -> None:
    found = mesh_500.rows(
        """
        select
            count(distinct person_id),
            count(*) filter (where feed = 'desynpuf_outpatient' and paid_amount < 0),
            count(*) filter (where feed = 'desynpuf_carrier'),
            count(*) filter (where feed = 'desynpuf_outpatient'),
            count(*) filter (where feed = 'desynpuf_inpatient')
        from claims.claim_final
        """,
    )
    [members] = control_totals(shared_data, "claims_desynpuf_500", "members with any medical claim").values()
    [negative] = control_totals(shared_data, "claims_desynpuf_500", "outpatient negative payments").values()
    assert found == [(members, negative, 9_451, 1_645, 124)]


def test_carrier_lines_are_the_control_totals(mesh_500: MeshWarehouse, shared_data: Path) -> None:
    lines = "from claims.claim_line_final where feed = 'desynpuf_carrier'"
    [(total, with_hcpcs)] = mesh_500.rows(f"select count(*), count(hcpcs_code) {lines}")
    [expected] = control_totals(shared_data, "claims_desynpuf_500", "carrier lines with a HCPCS").values()
    assert (total, with_hcpcs) == (17_364, expected)
    indicators = dict(mesh_500.rows(f"select denial_reason_code, count(*) {lines} group by 1"))
    assert indicators == control_totals(shared_data, "claims_desynpuf_500", "carrier lines by processing indicator")


def test_readmissions_in_30_days_are_the_control_total(mesh_500: MeshWarehouse, shared_data: Path) -> None:
    found = mesh_500.rows(
        """
        select count(*)
        from (
            select discharge_date, lead(admit_date) over (partition by person_id order by admit_date) as next_admit
            from claims.inpatient_stay
        )
        where next_admit - discharge_date between 0 and 30
        """,
    )
    [expected] = control_totals(shared_data, "claims_desynpuf_500", "inpatient 30-day readmissions").values()
    assert found == [(expected,)]


def test_every_segment_of_the_10k_file_is_paid(mesh_10k: MeshWarehouse) -> None:
    """Second segments have no from date and a payment of their own: neither is lost nor moves the claim's year."""
    found = mesh_10k.rows(
        "select count(*), sum(n_lines), count(distinct person_id), sum(paid_amount)"
        " from claims.claim_final where feed = 'desynpuf_inpatient'",
    )
    assert found == [(5_768, 5_775, 3_268, Decimal("55731120.00"))]
    segments = mesh_10k.rows(
        "select min(claim_start_date), count(*), sum(paid_amount) from claims.claim_line_final"
        " where family_id = 'desynpuf:196481177004964'",
    )
    assert [(str(start), lines, paid) for start, lines, paid in segments] == [("2010-01-18", 2, Decimal("5000.00"))]
    assert mesh_10k.rows("select * from claims_internal.claims_rejects where feed = 'desynpuf_inpatient'") == []


def test_files_in_the_full_cms_layout(mesh_10k: MeshWarehouse) -> None:
    """Slot numbers are line numbers; a claim without a used slot stays; an unreadable payment rejects its whole row."""
    lines = """
        select claim_id, claim_line_number, line_status, paid_amount
        from claims.claim_line_final
        where feed <> 'desynpuf_inpatient'
        order by claim_id, claim_line_number
    """
    assert mesh_10k.rows(lines) == [
        ("desynpuf:1", 2, "denied", Decimal(0)),
        ("desynpuf:1", 7, "paid", Decimal(5)),
        ("desynpuf:1", 13, "paid", Decimal(70)),
        ("desynpuf:2", 1, "paid", Decimal(1)),
        ("desynpuf:3", 3, "paid", Decimal(100)),
        ("desynpuf:3", 45, "paid", Decimal(0)),
    ]
    rejects = (
        "select row_number, reason, column_name, count(*) from claims_internal.claims_rejects group by all order by 1"
    )
    assert mesh_10k.rows(rejects) == [(2, "type_error", "paid_amount", 2), (3, "type_error", "claim_line_number", 2)]
    counted = """
        select feed, rows_in, rows_kept, rows_rejected
        from claims_internal.claims_feed_rows
        where feed <> 'desynpuf_inpatient'
        order by feed
    """
    assert mesh_10k.rows(counted) == [("desynpuf_carrier", 2, 2, 0), ("desynpuf_outpatient", 3, 1, 2)]
    codes = "select diagnosis_position, code_type, code_display from claims.diagnosis where family_id = 'desynpuf:1'"
    assert mesh_10k.rows(codes) == [(8, "icd-9-cm", "401.9")]


def test_procedures_are_those_of_the_file_that_can_be_some(mesh_10k: MeshWarehouse, shared_data: Path) -> None:
    """Beside ICD-9 procedures the file's columns hold diagnoses; those of five digits or with a letter are kept out."""
    path = shared_data / "claims_desynpuf_10k" / "DE1_0_2008_to_2010_Inpatient_Claims_Sample_1.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        sent = [
            (f"desynpuf:{row['CLM_ID']}", slot, row[f"ICD9_PRCDR_CD_{slot}"])
            for row in csv.DictReader(file)
            for slot in range(1, 7)
            if row[f"ICD9_PRCDR_CD_{slot}"]
        ]
    expected = sorted(row for row in sent if re.fullmatch(r"[0-9]{3,4}", row[2]))
    found = mesh_10k.rows(
        "select family_id, procedure_position, code from claims.procedure where code_type = 'icd-9-pcs' order by all",
    )
    assert found == expected
    kept_out = "select count(*) from claims_internal.int_procedure where reason = 'code_pattern'"
    assert mesh_10k.rows(kept_out) == [(len(sent) - len(expected),)]


def test_services_without_a_place_are_visits_but_not_in_hospital(mesh_500: MeshWarehouse) -> None:
    """The carrier file names no place: a service on a day in hospital is that of a hospital's doctor."""
    [(visits, in_hospital)] = mesh_500.rows(
        """
        with days as (
            select distinct person_id, unnest(generate_series(admit_date, discharge_date, interval 1 day)) as day
            from claims.inpatient_stay
        )
        select count(*), count(days.day)
        from claims.ambulatory_visit as visits
        left join days on visits.person_id = days.person_id and visits.visit_date = days.day
        """,
    )
    assert (visits > 5_000, in_hospital) == (True, 0)
