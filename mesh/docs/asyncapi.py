"""AsyncAPI 3.0 documents of the topics: one per domain, made from the feed contracts and the dbt YAML of its products.

A domain receives the events of its feeds and sends those of its products; the platform sends mesh.lifecycle. Headers
are the attributes of an event, the payload is its data.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Literal, get_args

from mesh.config import Settings
from mesh.contracts import META_COLUMNS, FeedContract, Form, load_contracts
from mesh.domains import REFERENCE, discover
from mesh.events.lifecycle import LIFECYCLE, Kind
from mesh.governance.products import phi_class
from mesh.manifest import Manifest, PublicModel
from mesh.releases.changes import BEFORE_COLUMN
from mesh.releases.copy import RELEASE_COLUMN
from mesh.releases.emit import product_topic

Json = dict[str, Any]
PLATFORM = "mesh"

_SCALAR = ["string", "number", "boolean", "null"]
_DECLARED: dict[str, Json] = {
    "text": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "string", "null"], "pattern": r"^\s*[+-]?\d+(\.0*)?\s*$|^$"},
    "number": {"type": ["number", "string", "null"]},
    "date": {"type": ["string", "null"]},
    "timestamp": {"type": ["string", "null"]},
    "boolean": {"type": ["boolean", "string", "null"], "enum": [True, False, "true", "false", "", None]},
}
_ATTRIBUTES = {"bigint": "integer", "timestamp": "string", "date": "string", "varchar": "string"}
_ALWAYS = ("_offset", "_event_id", "_event_type", "_source", "_event_time", "_dataschema", "_received_at")


@dataclass(frozen=True)
class _Topic:
    """A channel: which way its events go, seen from the document's domain, and its messages' payloads by name."""

    name: str
    title: str
    action: Literal["send", "receive"]
    payloads: Mapping[str, Json]


def documents(settings: Settings, manifest: Manifest) -> dict[str, Json]:
    """The document of every domain, and of the platform, by name."""
    found = {}
    for domain in discover(settings):
        if domain.name != REFERENCE:
            contracts = load_contracts(settings, domain.name).values()
            topics = [*map(_feed, contracts), *_products(manifest, domain.name)]
            found[domain.name] = _document(domain.name, f"Events that {domain.name} receives and sends.", topics)
    lifecycle = _Topic(LIFECYCLE.topic, LIFECYCLE.title, "send", {kind: _lifecycle(kind) for kind in get_args(Kind)})
    found[PLATFORM] = _document(PLATFORM, "Events of the platform itself.", [lifecycle])
    return found


def _document(name: str, description: str, topics: Iterable[_Topic]) -> Json:
    channels: Json = {}
    operations: Json = {}
    messages: Json = {}
    for topic in sorted(topics, key=lambda topic: topic.name):
        place = {"$ref": f"#/channels/{topic.name}"}
        held = {}
        for message, payload in topic.payloads.items():
            key = f"{topic.name}.{message}"
            messages[key] = {
                "name": key,
                "title": topic.title,
                "contentType": "application/json",
                "headers": {"$ref": "#/components/schemas/attributes"},
                "payload": payload,
            }
            held[message] = {"$ref": f"#/components/messages/{key}"}
        channels[topic.name] = {"address": topic.name, "title": topic.title, "messages": held}
        operations[f"{topic.action}.{topic.name}"] = {
            "action": topic.action,
            "channel": place,
            "messages": [{"$ref": f"#/channels/{topic.name}/messages/{message}"} for message in held],
        }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": name, "version": version("healthcare-data-mesh"), "description": description},
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": {"attributes": _attributes()}},
    }


def _attributes() -> Json:
    """The attributes of every event."""
    properties = {
        name.removeprefix("_"): {"type": [_ATTRIBUTES[kind]] if name in _ALWAYS else [_ATTRIBUTES[kind], "null"]}
        for name, kind in META_COLUMNS.items()
    }
    return {"type": "object", "properties": properties, "required": [name.removeprefix("_") for name in _ALWAYS]}


def _feed(contract: FeedContract) -> _Topic:
    """A feed: one message per layout."""
    payloads = {f"v{form.version}": _layout(contract, form) for form in contract.forms}
    return _Topic(contract.topic, contract.title, "receive", payloads)


def _layout(contract: FeedContract, form: Form) -> Json:
    properties = {name: _sent(contract, name) for name in (*form.required, *form.optional)}
    return {
        "type": "object",
        "properties": properties,
        "required": list(form.required),
        "additionalProperties": False,
        "x-key": list(contract.key),
        "x-dataschema": contract.dataschema(form.version),
    }


def _sent(contract: FeedContract, name: str) -> Json:
    """What a message may hold as the value of a column."""
    declared = contract.types[name]
    schema = dict(_DECLARED[declared]) if declared else {"type": [*_SCALAR, *_nested(contract)]}
    if name in contract.key:
        kept = [kind for kind in schema["type"] if kind != "null"]
        return {**schema, "type": kept, "minLength": 1}
    return schema


def _nested(contract: FeedContract) -> list[str]:
    return ["object", "array"] if contract.format == "json" else []


def _products(manifest: Manifest, domain: str) -> Iterator[_Topic]:
    """The products of a domain in their latest versions."""
    for model in manifest.public_models(domain):
        if model.node.get("version") == model.node.get("latest_version"):
            version_name = f"v{model.node['version']}"
            title = f"Changes of {domain}.{model.name}, release by release."
            payload = _row(manifest, model)
            yield _Topic(product_topic(domain, model.name), title, "send", {version_name: payload})


def _row(manifest: Manifest, model: PublicModel) -> Json:
    properties: Json = {}
    for name, column in model.columns.items():
        filled = any(constraint["type"] == "not_null" for constraint in column.get("constraints") or ())
        kind = _of_sql(str(column.get("data_type") or "varchar"))
        types = kind["type"]
        properties[name] = {
            **kind,
            "type": types if filled else [*types, "null"],
            "description": " ".join((column.get("description") or "").split()),
            "x-phi": phi_class(column) or "none",
        }
    properties[RELEASE_COLUMN] = {"type": ["string"], "description": "The release that changed the row."}
    properties[BEFORE_COLUMN] = {
        "type": ["object", "null"],
        "description": "The row before; null for a new one. A delete has the row that was in its columns, too.",
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "x-key": list(manifest.key_of(model.unique_id)),
    }


def _of_sql(data_type: str) -> Json:
    """The JSON of an SQL type."""
    name = re.split(r"[(\s]", data_type.lower(), maxsplit=1)[0]
    if data_type.endswith("]"):
        return {"type": ["array"]}
    if name in ("integer", "bigint", "smallint", "tinyint", "hugeint"):
        return {"type": ["integer"]}
    if name in ("decimal", "double", "float", "numeric"):
        return {"type": ["number"]}
    if name == "boolean":
        return {"type": ["boolean"]}
    return {"type": ["string"], "format": "date"} if name == "date" else {"type": ["string"]}


def _lifecycle(kind: str) -> Json:
    properties: Json = {name: {"type": ["string", "null"]} for name in LIFECYCLE.column_names}
    properties["event_key"] = {"type": ["string"], "pattern": f"^{re.escape(kind)}/"}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
