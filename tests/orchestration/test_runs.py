"""Dagster runs the real mesh: feeds are ingested, a domain is built, tested and released, and only when it is due."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import pytest

from mesh.releases.store import ReleaseStore
from orchestration.definitions import build_definitions
from tests.support.warehouse import MeshWarehouse

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.instance_for_test() as made:
        yield made


def _run(definitions: dg.Definitions, job: str, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    return definitions.resolve_job_def(job).execute_in_process(instance=instance, raise_on_error=False)


def _due(definitions: dg.Definitions, instance: dg.DagsterInstance) -> tuple[list[str | None], set[str]]:
    """Jobs that the sensor asks for, and the domains of the events that it reports."""
    repository = definitions.get_repository_def()
    context = dg.build_sensor_context(instance=instance, repository_def=repository)
    tick = repository.get_sensor_def("refresh").evaluate_tick(context)
    return [request.job_name for request in tick.run_requests or []], {
        event.asset_key.path[0] for event in tick.asset_events
    }


def test_nothing_is_due_in_an_empty_mesh_then_a_domain_is_built_once_and_the_next_is_due(
    definitions: dg.Definitions, warehouse: MeshWarehouse, instance: dg.DagsterInstance
) -> None:
    assert _due(definitions, instance) == ([], set())

    assert _run(definitions, "reference", instance).success
    run = _run(definitions, "members", instance)
    assert run.success
    rows: dict[str, Any] = {
        event.asset_key.to_user_string(): event.materialization.metadata["dagster/row_count"].value
        for event in run.get_asset_materialization_events()
        if event.asset_key and "dagster/row_count" in event.materialization.metadata
    }
    release = ReleaseStore(warehouse.settings, "members").current()
    assert release is not None
    assert rows["members/release"] == release.rows
    assert rows["members/person_v1"] >= 100
    assert rows["members/sample_eligibility"] == release.inputs.heads["members.sample_eligibility"]
    checks = run.get_asset_check_evaluations()
    assert len(checks) >= release.tests_passed > 10
    assert all(check.passed for check in checks)

    requested, reported = _due(definitions, instance)
    assert "members" not in requested
    assert requested[0] == "claims"
    assert not reported & {"members", "reference"}

    again = _run(definitions, "members", instance)
    assert again.success
    current = ReleaseStore(warehouse.settings, "members").current_id()
    assert current == release.release_id
    assert all(check.passed for check in again.get_asset_check_evaluations())


def test_a_failing_build_shows_its_reason_and_is_not_repeated_with_the_same_inputs(
    warehouse: MeshWarehouse, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mesh.build.audit.reject_shares", lambda *_: ["The feed sample_eligibility is bad."])
    definitions = build_definitions(warehouse.settings)
    before = ReleaseStore(warehouse.settings, "members").current_id()
    run = definitions.resolve_job_def("members").execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config={"ops": {"members__build": {"config": {"force": True}}}},
    )
    assert not run.success
    failure = run.failure_data_for_node("members__build")
    assert failure is not None
    assert "The feed sample_eligibility is bad." in str(failure)
    assert ReleaseStore(warehouse.settings, "members").current_id() == before
    keys = {event.asset_key for event in run.get_asset_materialization_events()}
    assert dg.AssetKey(["members", "person_v1"]) not in keys
