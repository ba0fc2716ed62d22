"""What dbt found out about the mesh: a typed view of the one manifest of the umbrella project."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mesh.domains import REFERENCE
from mesh.errors import MeshError

Node = Mapping[str, Any]
"""One entry of the manifest, as JSON."""


@dataclass(frozen=True)
class PublicModel:
    """A model that other domains may read: the table of one version of a product, or a reference table."""

    unique_id: str
    domain: str
    name: str
    """The product's name, without version: that of its view, else that of the model."""
    relation: str
    """The table's name, claim_final_v1."""
    view: str | None
    """The unsuffixed view on it, when this is the latest version and it has one."""
    description: str
    columns: Mapping[str, Mapping[str, Any]]
    node: Node

    @property
    def deprecation_date(self) -> dt.date | None:
        """The day on which this version ends, when its owner set one."""
        text = self.node.get("deprecation_date")
        return dt.datetime.fromisoformat(str(text)).date() if text else None

    @property
    def column_descriptions(self) -> dict[str, str]:
        """Column -> description."""
        return {name: column.get("description") or "" for name, column in self.columns.items()}


class Manifest:
    """The manifest of one parse."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read manifest.json; MeshError when it is not there."""
        try:
            return cls(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise MeshError(f"There is no {path}: run `mesh build` first.") from error

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Models, seeds, snapshots and data tests by unique id."""
        nodes: Mapping[str, Node] = self.content["nodes"]
        return nodes

    @cached_property
    def unit_tests(self) -> Mapping[str, Node]:
        """Unit tests by unique id."""
        tests: Mapping[str, Node] = self.content.get("unit_tests", {})
        return tests

    @cached_property
    def sources(self) -> Mapping[str, Node]:
        """Sources by unique id."""
        sources: Mapping[str, Node] = self.content["sources"]
        return sources

    def of_package(self, package: str, *kinds: str) -> Iterator[Node]:
        """The nodes of a package with one of the given resource types (all types without)."""
        for node in self.nodes.values():
            if node["package_name"] == package and (not kinds or node["resource_type"] in kinds):
                yield node

    def public_models(self, domain: str) -> tuple[PublicModel, ...]:
        """What a domain publishes, by name of the table; the reference project publishes its seeds."""
        kind = "seed" if domain == REFERENCE else "model"
        public = (node for node in self.of_package(domain, kind, "model") if is_public(node))
        return tuple(sorted(map(_public_model, public), key=lambda model: model.relation))

    def key_of(self, unique_id: str) -> tuple[str, ...]:
        """The columns of the first test unique_key on a model; none without one."""
        for key in self.tests_by_node.get(unique_id, ()):
            meta = self.nodes.get(key, {}).get("test_metadata") or {}
            if meta.get("name") == "unique_key":
                return tuple(meta["kwargs"]["columns"])
        return ()

    def feeds_read(self, model: PublicModel) -> set[str]:
        """The names of the feeds that a model reads, also through other models of its domain."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [model.unique_id]
        while waiting:
            key = waiting.pop()
            node = self.nodes.get(key) or self.sources.get(key)
            if node is None or key in seen or node["package_name"] != model.domain:
                continue
            seen.add(key)
            if node["resource_type"] == "source":
                found.add(node["name"])
            else:
                waiting += node["depends_on"].get("nodes", ())  # seeds depend on nothing
        return found

    @cached_property
    def tests_by_node(self) -> Mapping[str, tuple[str, ...]]:
        """Unique id of a model or seed -> ids of the data tests and unit tests attached to it."""
        attached: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            if node["resource_type"] == "test" and (tested := tested_node(node)):
                attached[tested] = (*attached.get(tested, ()), node["unique_id"])
        for test in self.unit_tests.values():
            for tested in test["depends_on"]["nodes"][:1]:
                attached[tested] = (*attached.get(tested, ()), test["unique_id"])
        return attached


def is_public(node: Node) -> bool:
    """Whether other domains may read it: a model with access public, or a seed marked with meta access: public."""
    if node["resource_type"] == "seed":
        return (node["config"].get("meta") or {}).get("access") == "public"
    return node.get("access") == "public"


def tested_node(test: Node) -> str | None:
    """The node that a data test is attached to: for a test over several models, the one it is written under."""
    attached: str | None = test.get("attached_node")
    if attached:
        return attached
    nodes = test["depends_on"]["nodes"]
    return str(nodes[0]) if nodes else None


def product_name(node: Node) -> str:
    """What a model is called as a product: the alias of its view, when the model's own name would not be unique."""
    pointer = node["config"].get("latest_version_pointer") or {}
    name: str = pointer.get("alias") or node["name"]
    return name


def _public_model(node: Node) -> PublicModel:
    version, latest = node.get("version"), node.get("latest_version")
    pointer = node["config"].get("latest_version_pointer") or {}
    name = product_name(node)
    return PublicModel(
        unique_id=node["unique_id"],
        domain=node["package_name"],
        name=name,
        relation=node["alias"],
        view=name if version is not None and version == latest and pointer.get("enabled") else None,
        description=node.get("description") or "",
        columns=node["columns"],
        node=node,
    )
