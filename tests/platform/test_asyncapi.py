"""AsyncAPI documents say what the topics really hold."""

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from mesh.build.report import Silent
from mesh.build.session import Options, Session
from mesh.docs.asyncapi import documents
from mesh.domains import discover
from mesh.errors import MeshError
from mesh.events import Publisher
from mesh.events.replay import Reader
from tests.platform.minimesh_copy import MiniMesh
from tests.support.asyncapi import faults


@pytest.fixture(scope="module")
def made(released: MiniMesh) -> dict[str, Any]:
    session = Session(released.settings, discover(released.settings), Options(), Silent())
    return documents(released.settings, session.recent_manifest())


def payload(made: dict[str, Any], domain: str, topic: str, message: str) -> Any:
    return made[domain]["components"]["messages"][f"{topic}.{message}"]["payload"]


def test_every_domain_and_the_platform_have_a_document_as_the_specification_says(made: dict[str, Any]) -> None:
    assert set(made) == {"shop", "finance", "weather", "mesh"}
    assert [fault for document in made.values() for fault in faults(document)] == []
    assert set(made["shop"]["channels"]) == {"shop.till_sale", "products.shop.sale"}
    assert made["shop"]["operations"]["receive.shop.till_sale"]["action"] == "receive"
    assert made["finance"]["operations"]["send.products.finance.turnover"]["action"] == "send"
    broken = json.loads(json.dumps(made["shop"]))
    broken["operations"]["send.products.shop.sale"]["action"] = "shout"
    broken["channels"]["shop.till_sale"]["messages"]["v1"]["$ref"] = "#/components/messages/none"
    assert len(faults(broken)) == 2


def test_the_events_of_every_topic_are_as_the_document_says(made: dict[str, Any], released: MiniMesh) -> None:
    for domain, topic, message in (
        ("shop", "products.shop.sale", "v1"),
        ("finance", "products.finance.turnover", "v1"),
        ("mesh", "mesh.lifecycle", "release.published"),
    ):
        events = [json.loads(line) for lines in Reader(released.settings, topic).lines() for line in lines]
        assert events
        attributes = jsonschema.Draft7Validator(made[domain]["components"]["schemas"]["attributes"])
        data = jsonschema.Draft7Validator(payload(made, domain, topic, message))
        for event in events:
            assert [error.message for error in data.iter_errors(event.pop("data"))] == []
            assert [error.message for error in attributes.iter_errors(event)] == []


@pytest.mark.parametrize(
    ("message", "good"),
    [
        ({"sale_id": "s9", "item": "tea", "price": 2.5}, True),
        ({"sale_id": "s9", "item": None, "price": "2.50"}, True),
        ({"sale_id": "", "item": "tea", "price": 1}, False),
        ({"sale_id": None, "item": "tea", "price": 1}, False),
        ({"sale_id": "s9", "item": "tea"}, False),
        ({"sale_id": "s9", "item": "tea", "price": 1, "colour": "red"}, False),
        ({"sale_id": "s9", "item": ["tea"], "price": 1}, False),
    ],
)
def test_a_message_fits_the_document_when_it_can_be_published(
    made: dict[str, Any], mini: MiniMesh, message: dict[str, Any], good: bool
) -> None:
    schema = payload(made, "shop", "shop.till_sale", "v1")
    assert jsonschema.Draft7Validator(schema).is_valid(message) == good
    with Publisher.of("shop.till_sale", mini.settings) as publisher:
        if good:
            assert publisher.publish([message]).count == 1
        else:
            with pytest.raises(MeshError):
                publisher.publish([message])
