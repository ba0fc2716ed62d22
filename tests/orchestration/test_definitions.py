"""The graph that Dagster shows: every domain with its feeds, models, checks and release, and lineage across domains."""

import subprocess
import sys

import dagster as dg
import pytest

from mesh.domains import REFERENCE, discover
from orchestration.definitions import EVERYTHING
from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e

IMPORT_ONLY = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import orchestration.definitions
read = (".yml", ".json", ".sql", ".db", ".duckdb")
touched = [name for name in opened if name.endswith(read) and "site-packages" not in name]
assert not touched, touched
"""


def _deps(definitions: dg.Definitions, *path: str) -> set[str]:
    graph = definitions.get_repository_def().asset_graph
    return {key.to_user_string() for key in graph.get(dg.AssetKey(path)).parent_keys}


def test_importing_the_definitions_reads_no_file_of_the_mesh() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ONLY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_there_is_a_job_for_every_domain_and_one_for_all(definitions: dg.Definitions, warehouse: MeshWarehouse) -> None:
    jobs = {job.name for job in definitions.get_repository_def().get_all_jobs() if not job.name.startswith("__")}
    assert jobs == {EVERYTHING, *(domain.name for domain in discover(warehouse.settings))}
    assert {"claims", "everything", "members", "pharmacy", "reference", "supply_chain"} <= jobs


def test_lineage_crosses_the_domains_at_products_and_releases(definitions: dg.Definitions) -> None:
    assert _deps(definitions, "members", "release") >= {"members/person_v1", "members/member_month_v1"}
    graph = definitions.get_repository_def().asset_graph
    claims = [key for key in graph.get_all_asset_keys() if key.path[0] == "claims"]
    read = {dep.to_user_string() for key in claims for dep in graph.get(key).parent_keys if dep.path[0] == "members"}
    assert "members/release" in read
    assert read > {"members/release"}
    assert _deps(definitions, "members", "map_sample__eligibility") == {"members/sample_eligibility"}


def test_every_asset_is_grouped_owned_and_shown_with_its_kind(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.group_name == key.path[0]
        assert node.kinds
        assert key.path[0] == REFERENCE or node.owners, key


def test_a_product_shows_description_columns_and_checks(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    person = graph.get(dg.AssetKey(["members", "person_v1"]))
    assert person.description
    assert person.description.startswith("Who the member is now.")
    schema = person.metadata["dagster/column_schema"]
    columns = {column.name: column for column in schema.columns}
    assert columns["person_id"].type == "varchar"
    assert columns["person_id"].constraints.nullable is False
    assert columns["person_id"].tags == {"phi": "direct_identifier"}
    assert person.tags["product"] == "true"
    names = {check.name for check in graph.get_check_keys_for_assets({person.key})}
    assert any("unique_key" in name for name in names)
