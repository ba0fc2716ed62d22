"""Members of public files: CMS DE-SynPUF and a small payer, against figures computed from the files by others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.control_totals import ControlTotals
from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

BY_YEAR = """
select
    cast(coverage_year as varchar),
    count(distinct member_id),
    count(distinct case when death_date is not null then member_id end)
from members_internal.stg_eligibility
where data_source = 'desynpuf'
group by coverage_year
"""


@pytest.fixture(scope="module")
def make_members(mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path) -> Callable[..., MeshWarehouse]:
    """Make a mesh of the members domain with the feed files of some folders."""

    def make(*folders: str) -> MeshWarehouse:
        mesh = mesh_warehouse("members")
        mesh.ingest(*(shared_data / name for name in folders))
        mesh.build("+package:members")
        return mesh

    return make


@pytest.fixture(scope="module")
def public_files(make_members: Callable[..., MeshWarehouse]) -> MeshWarehouse:
    """The DE-SynPUF extract of 300 people, and the CareBridge payer."""
    return make_members("claims_desynpuf_500", "pharmacy_dirty_carebridge")


@pytest.fixture(scope="module")
def public_members(make_members: Callable[..., MeshWarehouse]) -> MeshWarehouse:
    """The DE-SynPUF sample of 10,000 people with three years of membership."""
    return make_members("claims_desynpuf_10k")


def _number(mesh: MeshWarehouse, query: str) -> int:
    with mesh.connect() as connection:
        return int(connection.execute(query).fetchall()[0][0])


def test_member_rows_by_year_of_the_extract(public_files: MeshWarehouse, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "claims_desynpuf_500")
    with public_files.connect() as connection:
        by_year = {year: members for year, members, _ in connection.execute(BY_YEAR).fetchall()}
    assert by_year == totals.by("member rows by year")
    persons = _number(public_files, "select count(*) from members.person_v1 where data_source = 'desynpuf'")
    assert persons == totals.number("members")


def test_member_rows_and_deaths_by_year_of_the_sample(public_members: MeshWarehouse, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "claims_desynpuf_10k")
    with public_members.connect() as connection:
        by_year = {year: [members, deaths] for year, members, deaths in connection.execute(BY_YEAR).fetchall()}
    assert by_year == {year: totals.several(f"beneficiaries {year}, deaths") for year in ("2008", "2009", "2010")}
    everybody = _number(public_members, "select count(*) from members.person_v1 where data_source = 'desynpuf'")
    assert everybody == by_year["2008"][0]


def test_months_covered_are_those_that_the_files_count(public_members: MeshWarehouse) -> None:
    """Coverage is imputed from months per year: for the living, counting the months gives the files' own sums."""
    with public_members.connect() as connection:
        counted, sent = connection.execute(
            """
            with living as (
                select person_id from members.person_v1 where death_date is null
            ),

            sent as (
                select 'desynpuf:' || DESYNPUF_ID as person_id, cast(PLAN_CVRG_MOS_NUM as integer) as months
                from raw_members.desynpuf_beneficiary
            )

            select
                (
                    select count(*) from members.member_month_v1
                    where coverage_type = 'rx' and person_id in (from living)
                ),
                (select sum(months) from sent where person_id in (from living))
            """
        ).fetchall()[0]
    assert counted == sent > 0


def test_the_small_payers_members_and_enrolments(public_files: MeshWarehouse) -> None:
    """506 members are listed; every row of both files is in use or rejected with a reason."""
    with public_files.connect() as connection:
        rows = connection.execute(
            "select feed, rows_in, rows_kept + rows_rejected + rows_duplicate + rows_superseded"
            " from members_internal.members_feed_rows where data_source = 'carebridge' order by feed"
        ).fetchall()
        listed = connection.execute(
            "select count(distinct member_id) from raw_members.carebridge_member where member_id is not null"
        ).fetchall()
    assert rows == [("carebridge_enrollment", 508, 508), ("carebridge_member", 506, 506)]
    known = _number(
        public_files,
        "select count(distinct member_id) from members_internal.stg_eligibility where feed = 'carebridge_member'",
    )
    assert known == listed[0][0]
