"""What the command line brought about is shown in Dagster, once."""

from pathlib import Path

import dagster as dg

from mesh.domains import discover
from orchestration.sensors import due, news
from tests.platform.minimesh_copy import MiniMesh


def test_events_and_releases_of_the_command_line_are_reported_once_and_due_domains_come_upstream_first(
    tmp_path: Path,
) -> None:
    mini = MiniMesh.create(tmp_path / "mini")
    mini.sell()
    domains, models = discover(mini.settings), {"shop": [dg.AssetKey(["shop", "sale_v1"])]}
    with dg.instance_for_test() as instance:
        assert [request.job_name for request in due(mini.settings, domains, instance)] == ["shop", "weather"]
        mini.build()
        assert list(due(mini.settings, domains, instance)) == []

        events = list(news(mini.settings, domains, models, instance))
        reported = {event.asset_key.to_user_string(): event.metadata for event in events}
        assert set(reported) == {
            "shop/till_sale",
            "shop/sale_v1",
            "shop/release",
            "weather/release",
            "finance/release",
        }
        assert reported["shop/sale_v1"]["dagster/row_count"].value == 3
        for event in events:
            instance.report_runless_asset_event(event)
        assert list(news(mini.settings, domains, models, instance)) == []

        mini.sell([("s4", "cake", "4.00")])
        assert [event.asset_key.path for event in news(mini.settings, domains, models, instance)] == [
            ["shop", "till_sale"]
        ]
        assert [request.job_name for request in due(mini.settings, domains, instance)] == ["shop"]
