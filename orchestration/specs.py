"""The assets of a domain as Dagster shows them: described, owned, typed and checked as in the dbt project."""

import re
from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, build_dbt_asset_specs

from mesh.domains import Domain
from mesh.governance.finding import sql_file
from mesh.governance.products import phi_class
from mesh.manifest import Manifest, Node, is_public, tested_node
from orchestration.keys import node_key, release_key

_NOT_IN_TAGS = re.compile(r"[^A-Za-z0-9_.-]")


class Translator(DagsterDbtTranslator):
    """How dagster-dbt shows the mesh: keys, groups and owners by domain, typed columns, the rule as a tag."""

    def __init__(self, domain: Domain, manifest: Manifest) -> None:
        super().__init__()
        self._owners = owners(manifest, domain)

    def get_asset_key(self, dbt_resource_props: Node) -> dg.AssetKey:
        """What a model or seed makes, [domain, table]; of a source, the feed that it shows."""
        return node_key(dbt_resource_props)

    def get_group_name(self, dbt_resource_props: Node) -> str:
        """The domain."""
        return str(dbt_resource_props["package_name"])

    def get_description(self, dbt_resource_props: Node) -> str:
        """The description alone: the SQL stands in dbt's documentation."""
        return dbt_resource_props.get("description") or ""

    def get_owners(self, dbt_resource_props: Node) -> list[str]:
        """The e-mail of the domain's group."""
        return self._owners

    def get_tags(self, dbt_resource_props: Node) -> dict[str, str]:
        """Whether it is a product, and which rule it stands for."""
        return _tags(dbt_resource_props)

    def get_metadata(self, dbt_resource_props: Node) -> dict[str, Any]:
        """Name of the table, file of the model, and the contract's columns."""
        return _metadata(dbt_resource_props)


def model_specs(domain: Domain, manifest: Manifest) -> Iterator[dg.AssetSpec]:
    """One asset per model, seed and snapshot of the domain.

    dagster-dbt reads the manifest; what it cannot know is that a product of another domain comes from that domain's
    release, and how a model is materialised.
    """
    specs = build_dbt_asset_specs(
        manifest=manifest.content,
        dagster_dbt_translator=Translator(domain, manifest),
        select=f"package:{domain.name}",
    )
    nodes = {node_key(node): node for node in manifest.of_package(domain.name, "model", "seed", "snapshot")}
    for spec in specs:
        node = nodes[spec.key]
        releases = {release_key(dep.asset_key.path[0]) for dep in spec.deps if dep.asset_key.path[0] != domain.name}
        yield spec.replace_attributes(deps=[*spec.deps, *sorted(releases)], kinds={"dbt", "duckdb", _kind(node)})


def release_spec(domain: Domain, manifest: Manifest) -> dg.AssetSpec:
    """The release of the domain; it follows from all of its products."""
    public = [dg.AssetKey([domain.name, model.relation]) for model in manifest.public_models(domain.name)]
    return dg.AssetSpec(
        key=release_key(domain.name),
        deps=public,
        description=(
            f"All products of {domain.name}, published together in one step after every test passed. "
            "The domains downstream read this; a build that fails leaves the last release in place."
        ),
        group_name=domain.name,
        owners=owners(manifest, domain),
        kinds={"duckdb"},
    )


def check_specs(domain: Domain, manifest: Manifest) -> Iterator[tuple[str, dg.AssetCheckSpec]]:
    """One asset check per data test and unit test, with the id of the test in dbt."""
    for test in manifest.of_package(domain.name, "test"):
        tested = tested_node(test)
        if tested and manifest.nodes.get(tested, {}).get("package_name") == domain.name:
            yield test["unique_id"], _check(test, manifest.nodes[tested], test.get("description"))
    for unit_test in manifest.unit_tests.values():
        tested = unit_test["depends_on"]["nodes"][0]
        if unit_test["package_name"] == domain.name and tested in manifest.nodes:
            yield unit_test["unique_id"], _check(unit_test, manifest.nodes[tested], unit_test.get("description"))


def owners(manifest: Manifest, domain: Domain) -> list[str]:
    """The e-mail of the domain's group, as Dagster wants owners."""
    groups = manifest.content.get("groups", {}).values()
    found = (group.get("owner", {}).get("email") for group in groups if group["name"] == domain.name)
    return [email for email in found if email]


def _check(test: Node, tested: Node, description: str | None) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(name=test["name"], asset=node_key(tested), description=description or None)


def _kind(node: Node) -> str:
    return "seed" if node["resource_type"] == "seed" else str(node["config"].get("materialized", "table"))


def _tags(node: Node) -> dict[str, str]:
    """Whether it is a product, and which rule it stands for."""
    meta = node["config"].get("meta") or {}
    tags = {"product": "true"} if is_public(node) else {}
    if isinstance(meta.get("rule_id"), str):
        tags["rule"] = _NOT_IN_TAGS.sub("_", meta["rule_id"])
    return tags


def _metadata(node: Node) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "dagster/table_name": f"{node['package_name']}.{node['schema']}.{node_key(node).path[-1]}",
        "file": sql_file(node),
    }
    if node["columns"]:
        metadata["dagster/column_schema"] = dg.TableSchema(columns=[_column(c) for c in node["columns"].values()])
    return metadata


def _column(column: dict[str, Any]) -> dg.TableColumn:
    not_null = any(constraint.get("type") == "not_null" for constraint in column.get("constraints") or [])
    phi = phi_class(column)
    return dg.TableColumn(
        name=column["name"],
        type=column.get("data_type") or "",
        description=column.get("description") or None,
        constraints=dg.TableColumnConstraints(nullable=not not_null),
        tags={"phi": phi} if phi else {},
    )
