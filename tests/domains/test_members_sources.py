"""Members from public files of four senders: Tuva, Synthea, CMS CCLF and the CMS Integrated Data Repository."""

import csv
import datetime as dt
import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.control_totals import ControlTotals
from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

Row = dict[str, str]


def _rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _months(first: dt.date, last: dt.date) -> Iterator[str]:
    """Every month from one day to another as YYYY-MM, none when the last day is before the first."""
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{month // 12}-{month % 12 + 1:02}"


@pytest.fixture(scope="module")
def mesh(mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path) -> MeshWarehouse:
    """One mesh with the files of all four; CMS packs its files, and some in the package are no CCLF files."""
    made = mesh_warehouse("members_sources")
    old_synthea, synthea = shared_data / "synthea_1k_partial", shared_data / "synthea_csv"
    exports = [folder / f"{name}.csv.gz" for folder in (synthea, old_synthea) for name in SYNTHEA]
    made.ingest(shared_data / "tuva_input_layer" / "eligibility.csv.gz", *exports)
    made.ingest(shared_data / "cms_idr_generated", shared_data / "cms_idr_members" / "SYNTHETIC_BENE_XREF.csv.gz")
    made.run("mesh", "ingest", shared_data / "cms_cclf_files" / "cclf_valid.zip", check=False)
    made.build("+package:members")
    return made


SYNTHEA = ("patients", "payers", "payer_transitions")


def _query(mesh: MeshWarehouse, query: str) -> list[tuple[Any, ...]]:
    with mesh.connect() as connection:
        return connection.execute(query).fetchall()


def _member_months(mesh: MeshWarehouse, source: str) -> set[tuple[str, str]]:
    """Person (without namespace) and month of medical coverage."""
    months = _query(
        mesh,
        f"select split_part(person_id, ':', 2), year_month from members.member_month_v1"
        f" where person_id like '{source}:%' and coverage_type = 'medical'",
    )
    assert len(months) == len(set(months)) > 0
    return set(months)


def test_every_row_of_every_file_is_accounted_for(mesh: MeshWarehouse, shared_data: Path) -> None:
    received = dict(_query(mesh, "select feed, sum(rows_in) from members_internal.members_feed_rows group by feed"))
    assert received["tuva_eligibility"] == len(_rows(shared_data / "tuva_input_layer" / "eligibility.csv.gz"))
    for feed, name in zip(("patient", "payer", "payer_transition"), SYNTHEA, strict=True):
        files = [shared_data / folder / f"{name}.csv.gz" for folder in ("synthea_csv", "synthea_1k_partial")]
        assert received[f"synthea_{feed}"] == sum(len(_rows(file)) for file in files)
    lost = "rows_in <> rows_kept + rows_rejected + rows_duplicate + rows_superseded"
    assert _query(mesh, f"select * from members_internal.members_feed_rows where {lost}") == []


def test_tuva_member_months_are_those_that_tuva_counts_except_after_death(
    mesh: MeshWarehouse, shared_data: Path
) -> None:
    folder = shared_data / "tuva_input_layer"
    sent = _rows(folder / "eligibility.csv.gz")
    counted = _member_months(mesh, "tuva")
    deaths = {row["member_id"]: row["death_date"][:7] for row in sent if row["death_date"]}
    after_death = {
        (row["member_id"], month)
        for row in sent
        for month in _months(
            dt.date.fromisoformat(row["enrollment_start_date"]), dt.date.fromisoformat(row["enrollment_end_date"])
        )
        if month > deaths.get(row["member_id"], "9999-12")
    }
    assert after_death
    ours = Counter(month.replace("-", "") for _, month in counted | after_death)
    with (folder / "tuva_reference.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["metric"] == "member_months by year_month"]
    assert ours == {line["key"]: int(float(line["value"])) for line in lines}
    assert not counted & after_death


def test_tuva_members_are_persons_with_their_attributes(mesh: MeshWarehouse, shared_data: Path) -> None:
    sent = _rows(shared_data / "tuva_input_layer" / "eligibility.csv.gz")
    persons = _query(
        mesh,
        "select count(*), count(distinct state), max(length(state)) from members.person_v1 where data_source = 'tuva'",
    )
    assert persons == [
        (len({row["member_id"] for row in sent}), len({row["state"] for row in sent if row["state"]}), 2)
    ]


@pytest.mark.parametrize("folder", ["synthea_csv", "synthea_1k_partial"])
def test_synthea_months_are_insured_ones_up_to_death(mesh: MeshWarehouse, shared_data: Path, folder: str) -> None:
    patients, payers, periods = (_rows(shared_data / folder / f"{name}.csv.gz") for name in SYNTHEA)
    uninsured = {row["Id"] for row in payers if row["NAME"] == "NO_INSURANCE"}
    deaths = {row["Id"]: dt.date.fromisoformat(row["DEATHDATE"][:10]) for row in patients if row["DEATHDATE"]}
    expected = set()
    for row in periods:
        start, end = row["START_YEAR"], row["END_YEAR"]
        first = dt.date(int(start), 1, 1) if len(start) == 4 else dt.date.fromisoformat(start[:10])
        last = dt.date(int(end), 12, 31) if len(end) == 4 else dt.date.fromisoformat(end[:10])
        if row["PAYER"] not in uninsured:
            last = min(last, deaths.get(row["PATIENT"], last))
            expected |= {(row["PATIENT"], month) for month in _months(first, last) if first <= last}
    people = {row["Id"] for row in patients}
    assert {month for month in _member_months(mesh, "synthea") if month[0] in people} == expected
    known = {person for (person,) in _query(mesh, "select split_part(person_id, ':', 2) from members.person_v1")}
    assert people <= known


def test_idr_members_and_merges_are_the_control_totals(mesh: MeshWarehouse, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "cms_idr_generated")
    current, history, merged = totals.several("members current, history rows, merged (xref)")
    rows = _query(
        mesh,
        "select count(*), count(*) filter (where IDR_LTST_TRANS_FLG = 'Y'), count(distinct BENE_SK)"
        " from raw_members.idr_beneficiary",
    )
    assert rows == [(history, current, current)]
    kept = _query(mesh, "select rows_kept from members_internal.members_feed_rows where feed = 'idr_beneficiary'")
    assert kept == [(history,)]
    outcomes = _query(
        mesh,
        "select rows_in, rows_kept, rows_rejected from members_internal.members_feed_rows"
        " where feed = 'idr_beneficiary_xref' and file_name like '%parquet'",
    )
    uncredited = _query(
        mesh,
        "select count(*) from raw_members.idr_beneficiary_xref"
        " where _file_name like '%parquet' and BENE_KILL_CRED_CD <> '2'",
    )[0][0]
    assert outcomes == [(merged, merged - uncredited, uncredited)]
    # Two keys that were merged are one person; without credit they are two.
    persons = _query(
        mesh, "select count(*) from members.person_v1 where data_source = 'idr' and birth_date is not null"
    )
    assert persons == [(current - (merged - uncredited),)]


def test_idr_ids_lead_to_the_merged_key_and_shared_ones_to_nobody(mesh: MeshWarehouse) -> None:
    merges = "from raw_members.idr_beneficiary_xref where _file_name like '%parquet' and BENE_KILL_CRED_CD"
    unresolved = _query(
        mesh,
        f"select BENE_XREF_SK from (select BENE_XREF_SK, BENE_SK {merges} = '2') as merged"
        " left join members.person_crosswalk_v1 as crosswalk on crosswalk.member_id = 'idr:' || merged.BENE_XREF_SK"
        " where crosswalk.person_id is distinct from 'idr:' || merged.BENE_SK",
    )
    assert unresolved == []
    shared = _query(
        mesh,
        "select distinct 'idr:mbi:' || BENE_MBI_ID from raw_members.idr_beneficiary"
        f" where BENE_SK in (select BENE_SK {merges} <> '2')"
        " and BENE_MBI_ID in (select BENE_MBI_ID from raw_members.idr_beneficiary"
        f" where BENE_SK in (select BENE_XREF_SK {merges} <> '2'))",
    )
    assert shared
    found = {member for (member,) in _query(mesh, "select member_id from members.person_crosswalk_v1")}
    assert not found & {member for (member,) in shared}


def test_idr_coverage_begins_with_entitlement_or_enrolment(mesh: MeshWarehouse) -> None:
    """For people whose keys were not merged; whoever died before was never covered."""
    wrong = _query(
        mesh,
        """
        with periods as (
            select BENE_SK, 'medical' as coverage_type, cast(BENE_RNG_BGN_DT as date) as first_day
            from raw_members.idr_entitlement where BENE_MDCR_ENTLMT_STUS_CD <> 'F'
            union all
            select BENE_SK, 'medical', cast(BENE_ENRLMT_BGN_DT as date)
            from raw_members.idr_enrollment where BENE_ENRLMT_PGM_TYPE_CD in ('1', '3')
            union all
            select BENE_SK, 'rx', cast(BENE_ENRLMT_BGN_DT as date)
            from raw_members.idr_enrollment where BENE_ENRLMT_PGM_TYPE_CD in ('2', '3')
        ),

        expected as (
            select BENE_SK, coverage_type, min(first_day) as first_day
            from periods left join members.person_v1 as person on person.person_id = 'idr:' || periods.BENE_SK
            where first_day <= coalesce(death_date, date '9999-12-31')
            group by all
        ),

        told as (
            select split_part(person_id, ':', 2) as BENE_SK, coverage_type, min(start_date) as first_day
            from members.coverage_span_v1
            where person_id like 'idr:%'
            group by all
        )

        select expected.*, told.first_day
        from expected full join told using (BENE_SK, coverage_type)
        where expected.first_day is distinct from told.first_day
            and BENE_SK not in (select BENE_SK from raw_members.idr_beneficiary_xref)
            and BENE_SK not in (select BENE_XREF_SK from raw_members.idr_beneficiary_xref)
            and BENE_SK in (select BENE_SK from raw_members.idr_entitlement)
        """,
    )
    assert wrong == []


def test_cclf_chains_of_ids_end_at_the_current_one(mesh: MeshWarehouse) -> None:
    ids = dict(
        _query(mesh, "select member_id, person_id from members.person_crosswalk_v1 where member_id like 'cclf:%'")
    )
    for former in ("1A69B98CD32", "1A69B98CD33", "1A69B98CD34", "203031406M"):
        assert ids[f"cclf:{former}"] == "cclf:1A69B98CD35"
    assert ids["cclf:203031401A"] == "cclf:1A69B98CD30"
    persons = _query(
        mesh,
        "select first_name, gender, birth_date, state, zip_code, medicare_status_code, first_covered_on, covered_until"
        " from members.person_v1 where person_id = 'cclf:1A69B98CD30'",
    )
    assert persons == [
        ("FnameOne", "male", dt.date(1940, 10, 27), "MD", "21117", "10", dt.date(2016, 8, 1), dt.date(9999, 12, 31))
    ]


def test_a_file_in_the_package_that_is_no_cclf_file_is_refused(mesh: MeshWarehouse, shared_data: Path) -> None:
    """Some of CMS's test packages hold the beneficiary id and nothing else in a line."""
    refused = mesh.run(
        "mesh",
        "ingest",
        shared_data / "cms_cclf_files" / "cclf_valid.zip",
        "--feed",
        "cclf_beneficiary",
        "--file-date",
        "2018-11-20",
        check=False,
    )
    assert refused.returncode != 0
    assert "ZC8 was refused" in refused.stderr


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("tuva_input_layer/eligibility", "enrollment_start_date"),
        ("synthea_csv/payer_transitions", "START_YEAR"),
        ("synthea_csv/patients", "BIRTHDATE"),
        ("cms_idr_members/SYNTHETIC_BENE_MDCR_STUS", "IDR_LTST_TRANS_FLG"),
    ],
)
def test_a_renamed_column_is_refused_by_its_name(
    mesh: MeshWarehouse, shared_data: Path, tmp_path: Path, file: str, column: str
) -> None:
    source = shared_data / f"{file}.csv.gz"
    target = tmp_path / source.name.removesuffix(".gz")
    target.write_bytes(gzip.decompress(source.read_bytes()).replace(column.encode(), b"RENAMED", 1))
    refused = mesh.run("mesh", "ingest", target, check=False)
    assert refused.returncode != 0
    assert column in refused.stderr or "RENAMED" in refused.stderr
