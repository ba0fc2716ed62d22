"""What AsyncAPI 3.0 asks of a document, as far as the documents of the mesh use it."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]

_ROOT = {"asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations", "components"}
_CHANNEL = {"address", "messages", "title", "summary", "description", "servers", "parameters", "tags", "bindings"}
_OPERATION = {"action", "channel", "title", "summary", "description", "tags", "bindings", "messages", "reply"}
_MESSAGE = {"headers", "payload", "contentType", "name", "title", "summary", "description", "tags", "bindings"}
_COMPONENT = re.compile(r"^[\w.\-]+$")


def faults(document: dict[str, Any]) -> list[str]:
    """Everything in a document that is not as the specification says; a place and a few words each."""
    return list(_faults(document))


def _faults(document: dict[str, Any]) -> Iterator[str]:
    if document.get("asyncapi") != "3.0.0":
        yield "asyncapi is not 3.0.0"
    if not {"title", "version"} <= set(document.get("info", {})):
        yield "info lacks title or version"
    yield from _unknown("the document", document, _ROOT)
    for place, target in _references(document, "#"):
        if _resolved(document, target) is None:
            yield f"{place} refers to {target}, which is not there"
    for name, channel in document.get("channels", {}).items():
        yield from _unknown(f"channel {name}", channel, _CHANNEL)
    for name, operation in document.get("operations", {}).items():
        yield from _operation(name, operation)
    for kind, held in document.get("components", {}).items():
        yield from (f"component {kind}/{name} is misnamed" for name in held if not _COMPONENT.match(name))
    for name, message in document.get("components", {}).get("messages", {}).items():
        yield from _message(document, name, message)


def _operation(name: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from _unknown(f"operation {name}", operation, _OPERATION)
    if operation.get("action") not in ("send", "receive"):
        yield f"operation {name} neither sends nor receives"
    channel = operation["channel"]["$ref"]
    if not re.fullmatch(r"#/channels/[^/]+", channel):
        yield f"operation {name} has no channel of this document"
    for message in operation.get("messages", []):  # messages of an operation are those of its channel
        if not message["$ref"].startswith(f"{channel}/messages/"):
            yield f"operation {name} has the message of another channel"


def _message(document: dict[str, Any], name: str, message: dict[str, Any]) -> Iterator[str]:
    yield from _unknown(f"message {name}", message, _MESSAGE)
    for part in ("headers", "payload"):
        schema = _resolved(document, message[part]["$ref"]) if "$ref" in message[part] else message[part]
        jsonschema.Draft7Validator.check_schema(schema)
        if part == "headers" and schema.get("type") != "object":
            yield f"the headers of message {name} are no object"


def _unknown(place: str, held: dict[str, Any], known: set[str]) -> Iterator[str]:
    yield from (f"{place} has {key!r}" for key in held if key not in known and not key.startswith("x-"))


def _references(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield place, value["$ref"]
        for key, held in value.items():
            yield from _references(held, f"{place}/{key}")
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from _references(held, f"{place}/{number}")


def _resolved(document: Any, reference: str) -> Any:
    for part in reference.removeprefix("#/").split("/"):
        document = document.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(document, dict) else None
    return document
