"""A Tuva input layer: totals that Tuva's own reference gives, and what must not be lost or mixed up on the way."""

import csv
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def input_layer(shared_data: Path) -> Path:
    return shared_data / "tuva_input_layer"


@pytest.fixture(scope="module")
def reference(input_layer: Path) -> dict[tuple[str, str], Decimal]:
    """Totals of the files as tuva_reference.csv tells them, by metric and table."""
    with (input_layer / "tuva_reference.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["section"] == "input" and line["value"]]
    return {(line["metric"], line["key"]): Decimal(line["value"]) for line in lines}


def changed(source: Path, target: Path, **values: str) -> Path:
    """A file with the first three rows of another one, some of their columns changed."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        records = [{**record, **values} for record, _ in zip(reader, range(3), strict=False)]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return target


@pytest.fixture(scope="module")
def mesh(
    mesh_warehouse: Callable[[str], MeshWarehouse], input_layer: Path, tmp_path_factory: pytest.TempPathFactory
) -> MeshWarehouse:
    """Eligibility, and the claim tables with the first rows of each as if another payer in the layer had sent them."""
    made, folder = mesh_warehouse("tuva"), tmp_path_factory.mktemp("other_payer")
    medical, pharmacy = input_layer / "medical_claim.csv.gz", input_layer / "pharmacy_claim.csv.gz"
    made.ingest(
        input_layer / "eligibility.csv.gz",
        medical,
        pharmacy,
        changed(medical, folder / "tuva_medical_claim_other.csv", data_source="other payer", paid_amount="1.00"),
        changed(pharmacy, folder / "tuva_pharmacy_claim_other.csv", data_source="other payer", copayment_amount="2.50"),
    )
    made.build("+package:pharmacy", "package:claims")
    return made


def test_medical_claims_add_up_to_the_reference(mesh: MeshWarehouse, reference: dict[tuple[str, str], Decimal]) -> None:
    def total(metric: str) -> Decimal:
        return reference[metric, "medical_claim"]

    theirs = "family_id like 'tuva:medicare cclf:%'"
    [claims] = mesh.rows(
        f"select count(*), count(distinct person_id), sum(paid_amount), sum(charge_amount), sum(n_lines)"
        f" from claims.claim_final where {theirs}",
    )
    assert claims == (
        total("distinct claim_id"),
        total("distinct person_id"),
        total("sum paid_amount (exact, from CSV)"),
        total("sum charge_amount (exact, from CSV)"),
        total("rows"),
    )
    lines = mesh.rows(
        f"select sum(allowed_amount) filter (where allowed_source = 'reported')"
        f" from claims.claim_line_final where {theirs}",
    )
    assert lines == [(total("sum allowed_amount (exact, from CSV)"),)]
    by_type = mesh.rows(f"select claim_type, count(*) from claims.claim_line_final where {theirs} group by 1")
    assert dict(by_type) == {
        kind: reference["claim lines by claim_type", kind] for kind in ("institutional", "professional")
    }


def test_every_diagnosis_of_25_positions_arrives(mesh: MeshWarehouse) -> None:
    found = mesh.rows(
        "select count(*), max(diagnosis_position), count(distinct code_type) from claims.diagnosis"
        " where family_id like 'tuva:medicare cclf:%'",
    )
    assert found == [(18_083, 25, 1)]


def test_procedures_are_those_of_the_file_once_per_claim(mesh: MeshWarehouse, input_layer: Path) -> None:
    """Every line repeats the 25 procedures of its claim."""
    with gzip.open(input_layer / "medical_claim.csv.gz", "rt", encoding="utf-8", newline="") as file:
        expected = {
            (
                f"tuva:medicare cclf:{row['claim_id']}",
                slot,
                row[f"procedure_code_{slot}"],
                row[f"procedure_date_{slot}"],
            )
            for row in csv.DictReader(file)
            for slot in range(1, 26)
            if row[f"procedure_code_{slot}"]
        }
    found = mesh.rows(
        """
        select family_id, procedure_position, code, cast(service_date as varchar)
        from claims.procedure
        where procedure_level = 'header' and family_id like 'tuva:medicare cclf:%'
        """,
    )
    assert len(found) == len(expected) > 0
    assert set(found) == expected


def test_visits_are_in_ambulatory_places_and_more_than_laboratory(mesh: MeshWarehouse, input_layer: Path) -> None:
    """Every visit has a line of the file, in such a place or a fee of a hospital's doctor (1 such visit in 500), whose
    service is no laboratory, imaging, drug or supply."""
    places = ("11", "12", "19", "20", "22", "02", "10", "50", "72")
    with gzip.open(input_layer / "medical_claim.csv.gz", "rt", encoding="utf-8", newline="") as file:
        expected = {
            (row["claim_line_start_date"] or row["claim_start_date"], row["rendering_npi"] or row["billing_npi"])
            for row in csv.DictReader(file)
            if (row["place_of_service_code"] in places or row["revenue_center_code"][:3] in ("096", "097", "098"))
            and row["hcpcs_code"][:1] not in tuple("078ABCDEJKLMPQRUV")
            and row["hcpcs_code"][4:] not in ("F", "M", "U")
        }
    found = mesh.rows(
        "select distinct cast(visit_date as varchar), provider_id, setting from claims.ambulatory_visit"
        " where first_family_id like 'tuva:medicare cclf:%' and setting <> 'other' and setting <> 'clinic'",
    )
    assert len(found) > 1_000
    assert {(day, provider) for day, provider, _ in found} <= expected


def test_fills_add_up_to_the_reference_and_tell_that_their_days_supply_is_missing(
    mesh: MeshWarehouse, reference: dict[tuple[str, str], Decimal]
) -> None:
    [fills] = mesh.rows(
        """
        select
            count(*) filter (where state = 'active'),
            count(distinct person_id),
            sum(paid_amount),
            sum(allowed_amount),
            count(*) filter (where days_supply_reason = 'days_supply_missing'),
            count(*) filter (where ndc_status = 'ok')
        from pharmacy.fill
        where fill_id like '%tuva:medicare cclf:%'
        """,
    )
    total = {metric: value for (metric, table), value in reference.items() if table == "pharmacy_claim"}
    assert fills == (
        total["rows"],
        total["distinct person_id"],
        total["sum paid_amount (exact, from CSV)"],
        total["sum allowed_amount (exact, from CSV)"],
        total["rows"],
        total["rows"],
    )


def test_cost_per_member_and_month_is_that_of_tuva_except_after_death(mesh: MeshWarehouse, input_layer: Path) -> None:
    """Tuva counts what was paid in months in which the person was a member. It keeps the dead as members, we do not."""
    with (input_layer / "tuva_reference.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))

    def told(metric: str) -> dict[str, Decimal]:
        return {line["key"]: Decimal(line["value"]) for line in lines if line["metric"] == metric}

    months = "select person_id, year_month from members.member_month where coverage_type = 'medical'"
    ours = mesh.rows(
        f"""
        with months as ({months}),
        costs as (
            select 'medical' as kind, person_id, strftime(claim_start_date, '%Y-%m') as year_month, paid_amount
            from claims.claim_final where family_id like 'tuva:medicare cclf:%'
            union all
            select 'pharmacy', person_id, strftime(fill_date, '%Y-%m'), paid_amount
            from pharmacy.fill where fill_id like '%tuva:medicare cclf:%'
        )
        select substring(year_month, 1, 4) || ' | ' || kind, sum(paid_amount)
        from costs
        inner join months using (person_id, year_month)
        group by all
        """,
    )
    fills_after_death = {"2016": Decimal("997.54"), "2017": Decimal("1624.32"), "2018": Decimal("2077.65")}
    reference_paid = told("medical_paid|pharmacy_paid sum by year")
    for year, paid in fills_after_death.items():
        reference_paid[f"{year} | pharmacy"] -= paid
    assert dict(ours) == reference_paid
    counted = dict(mesh.rows(f"select substring(year_month, 1, 4), count(*) from ({months}) as months group by all"))
    months_after_death = {"2016": 8, "2017": 76, "2018": 113}
    for year, per_month in told("overall total paid PMPM by year").items():
        paid = sum(amount for key, amount in ours if key.startswith(year)) + fills_after_death[year]
        assert round(paid / (counted[year] + months_after_death[year]), 4) == per_month


def test_two_payers_with_the_same_claim_ids_stay_apart(mesh: MeshWarehouse) -> None:
    other = "'tuva:other payer:%'"
    medical = mesh.rows(
        f"select sum(n_lines), sum(paid_amount) from claims.claim_final where family_id like {other}",
    )
    assert medical == [(3, Decimal(3))]
    fills = mesh.rows(f"select count(*), sum(patient_paid_amount) from pharmacy.fill where rx_number like {other}")
    assert fills == [(3, Decimal("7.50"))]


def test_every_row_is_kept(mesh: MeshWarehouse) -> None:
    counted = [
        row
        for domain in ("claims", "pharmacy")
        for row in mesh.rows(
            f"select feed, sum(rows_in), sum(rows_kept) from {domain}_internal.{domain}_feed_rows"
            " where data_source = 'tuva' group by 1",
        )
    ]
    assert counted == [
        ("tuva_medical_claim", 13_872, 13_872),
        ("tuva_pharmacy_claim", 12_022, 12_022),
    ]


def test_a_renamed_column_is_refused_by_name(mesh: MeshWarehouse, input_layer: Path, tmp_path: Path) -> None:
    drifted = changed(input_layer / "pharmacy_claim.csv.gz", tmp_path / "tuva_pharmacy_claim.csv")
    text = drifted.read_text(encoding="utf-8")
    drifted.write_text(text.replace("days_supply", "days_of_supply", 1), encoding="utf-8")
    refused = mesh.run("mesh", "ingest", drifted, check=False)
    assert refused.returncode == 1
    assert "days_supply" in refused.stderr
    assert "days_of_supply" in refused.stderr
