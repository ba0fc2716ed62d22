"""The FDA's shortage lists: four real snapshots, sent in several ways, against known totals and a row-by-row count."""

import csv
import gzip
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from mesh.events.log import EventLog
from tests.support.control_totals import ControlTotals
from tests.support.shortage_lists import NDC, Changes, changes_counted, packages, read, words
from tests.support.warehouse import MeshWarehouse, differences

pytestmark = pytest.mark.e2e

TITLE = (
    "rows | full duplicates | columns | distinct (generic, company, presentation) | new keys | gone keys | "
    "distinct NDC in text | new NDC | gone NDC | rows without NDC"
)


# The last list comes once more, in the layout of January 2022: short names, without notes and links.
RENAMED_ON = date(2022, 1, 3)
SHORT_NAMES = [
    *("generic_name", "company_name", "contact_info", "presentation", "update_type", "update_date", "availability"),
    *("related_info", "resolved_note", "reason_for_shortage", "therapeutic_category", "status", "change_date"),
    *("date_discontinued", "initia_posting_date"),
]


@dataclass(frozen=True)
class Lists:
    """The snapshots by date without the renamed one, and the meshes that all were sent to."""

    files: dict[date, Path]
    in_turn: MeshWarehouse
    at_once: MeshWarehouse
    shuffled: MeshWarehouse


def shuffled(path: Path, folder: Path) -> Path:
    """The same list in another order, every tenth row twice, in UTF-8."""
    header, *rows = read(path)
    rng = random.Random(path.name)  # noqa: S311 - a reproducible choice, no secret
    rows += rng.sample(rows, len(rows) // 10)
    rng.shuffle(rows)
    target = folder / path.name.removesuffix(".gz")
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return target


def renamed(path: Path, folder: Path) -> Path:
    target = folder / f"snapshot_{RENAMED_ON}.csv.gz"
    with gzip.open(target, "wt", encoding="windows-1252", newline="") as file:
        csv.writer(file).writerows([SHORT_NAMES, *(row[: len(SHORT_NAMES)] for row in read(path)[1:])])
    return target


@pytest.fixture(scope="module")
def lists(
    mesh_warehouse: Callable[[str], MeshWarehouse], shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Lists:
    folder = shared_data / "supply_fda_shortages"
    if not folder.is_dir():
        pytest.skip(f"There is no {folder}: the shortage lists are not among the third-party files.")
    files = {date.fromisoformat(path.name[9:19]): path for path in sorted(folder.glob("snapshot_*.csv.gz"))}
    sent = [*files.values(), renamed(files[max(files)], tmp_path_factory.mktemp("renamed"))]
    in_turn, at_once, apart = (mesh_warehouse(name) for name in ("in_turn", "at_once", "shuffled"))
    for path in sent:
        in_turn.ingest(path)
    at_once.ingest(*reversed(sent))
    others = [shuffled(path, tmp_path_factory.mktemp("lists")) for path in sent]
    apart.ingest(others[0])
    apart.ingest(*reversed(others[1:]))
    for mesh in (in_turn, at_once, apart):
        mesh.build_untested("+drug_shortage", "+supply_chain_feed_rows")
    return Lists(files, in_turn, at_once, apart)


def changes_told(mesh: MeshWarehouse) -> dict[date, Changes]:
    """Packages on each list, and how many of them are new, changed and gone since the one before."""
    query = """
        with snapshots as (select distinct file_date as day from supply_chain_internal.stg_shortage_checked)

        select
            day,
            count(*) filter (where day between valid_from and valid_to),
            count(*) filter (where valid_from = day and started_by = 'new'),
            count(*) filter (where valid_from = day and started_by = 'changed'),
            count(*) filter (where valid_to = day - 1 and ended_by = 'gone')
        from snapshots
        cross join supply_chain.drug_shortage
        group by day
    """
    return {day: tuple(counts) for day, *counts in mesh.rows(query)}


def test_packages_new_and_gone_are_the_known_ones(lists: Lists, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "supply_fda_shortages")
    told = changes_told(lists.in_turn)
    known = {day: totals.values[f"{day} {TITLE}"].split(" | ") for day in lists.files}
    assert {day: str(told[day][0]) for day in known} == {day: figures[6] for day, figures in known.items()}
    later = list(lists.files)[1:]
    assert [(told[day][1], told[day][3]) for day in later] == [
        (int(known[day][7]), int(known[day][8])) for day in later
    ]


def test_packages_new_changed_and_gone_are_those_of_counting_row_by_row(lists: Lists) -> None:
    told = changes_told(lists.in_turn)
    assert told.keys() == {*lists.files, RENAMED_ON}
    assert {day: told[day] for day in lists.files} == changes_counted(lists.files)


@pytest.mark.parametrize("way", ["at_once", "shuffled"])
def test_the_way_of_sending_does_not_matter(lists: Lists, way: str) -> None:
    other: MeshWarehouse = getattr(lists, way)
    assert len(other.rows("from supply_chain.drug_shortage")) > 6000
    assert differences(lists.in_turn.database, other.database, ["supply_chain.drug_shortage_v1"]) == {}


def test_rows_and_rows_without_a_code_are_the_known_ones(lists: Lists, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "supply_fda_shortages")
    known = {day: totals.values[f"{day} {TITLE}"].split(" | ") for day in lists.files}
    entries = EventLog(lists.in_turn.settings.log_dir).files("supply_chain.fda_shortages")
    assert [(entry.rows_in, entry.faults) for entry in entries[:-1]] == [(int(known[day][0]), 0) for day in known]
    accounts = lists.in_turn.rows(
        "select rows_in, rows_kept + rows_rejected + rows_duplicate + rows_superseded, rows_rejected"
        " from supply_chain_internal.supply_chain_feed_rows where feed = 'fda_shortages' order by file_name",
    )
    assert [account[:2] for account in accounts] == [(entry.rows_in - entry.unchanged,) * 2 for entry in entries]
    without_code = [sum(not NDC.search(row[3]) for row in read(path)[1:]) for path in lists.files.values()]
    assert without_code == [int(known[day][9]) for day in known]
    assert accounts[0][2] == without_code[0]
    assert lists.in_turn.rows(
        "select distinct rule_id, reason, column_name from supply_chain_internal.supply_chain_rejects"
        " where reason not in ('duplicate', 'superseded')",
    ) == [("R-CLM-03", "missing_key", "package_ndc")]


def test_the_log_tells_the_rows_and_full_duplicates_of_every_list(lists: Lists, shared_data: Path) -> None:
    totals = ControlTotals.read(shared_data, "supply_fda_shortages")
    query = """
        with told as (
            select
                listing_id,
                file_date,
                count(distinct event_offset) filter (where event_type = 'upsert') as copies
            from supply_chain_internal.in_shortage
            group by listing_id, file_date
        ),

        standing as (
            select
                day,
                listing_id,
                max_by(copies, file_date) as copies
            from (select distinct file_date as day from told) as snapshots
            inner join told
                on file_date <= day
            group by day, listing_id
        )

        select day, sum(copies), sum(copies) - count(*) filter (where copies > 0)
        from standing
        group by day
    """
    known = {day: totals.values[f"{day} {TITLE}"].split(" | ")[:2] for day in lists.files}
    told = {day: [str(figure) for figure in figures] for day, *figures in lists.in_turn.rows(query)}
    assert told == {**known, RENAMED_ON: known[max(known)]}


def test_codes_in_no_form_of_an_ndc_are_kept_as_printed(lists: Lists) -> None:
    query = """
        select ndc_status, count(distinct package_ndc), count(distinct ndc11)
        from supply_chain.drug_shortage
        group by ndc_status
        order by ndc_status
    """
    printed = {ndc for path in lists.files.values() for ndc in packages(path)}
    odd = {
        ndc for ndc in printed if [len(part) for part in ndc.split("-")] in ([5, 3, 1], [4, 3, 2], [4, 4, 1], [4, 3, 1])
    }
    found = {status: counts for status, *counts in lists.in_turn.rows(query)}
    assert found["invalid_format"] == [len(odd), 0]
    assert found["ok"][0] == len(printed - odd)
    spellings = {
        "-".join(part.zfill(width) for part, width in zip(ndc.split("-"), (5, 4, 2), strict=True))
        for ndc in printed - odd
    }
    assert found["ok"][1] == len(spellings)


def test_a_drifted_list_is_refused_with_the_name_of_its_column(lists: Lists, tmp_path: Path) -> None:
    header, *lines = read(lists.files[min(lists.files)])
    header[[words(name) for name in header].index("Presentation")] = "Package"
    drifted = tmp_path / "snapshot_2030-01-01.csv"
    with drifted.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    refused = lists.shuffled.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    assert (
        "the key column 'Presentation' of domains/supply_chain/feeds/fda_shortages.yml, version 1 is missing"
        in " ".join((refused.stdout + refused.stderr).split())
    )


def test_a_list_with_the_other_names_of_its_columns_changes_no_package(lists: Lists) -> None:
    listed = changes_counted(lists.files)[max(lists.files)][0]
    assert changes_told(lists.in_turn)[RENAMED_ON] == (listed, 0, 0, 0)
