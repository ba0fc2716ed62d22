"""Products can be understood and relied on: descriptor, owner, key, columns with description, type and PHI class."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mesh.domains import REFERENCE, Domain
from mesh.errors import MeshError
from mesh.governance.finding import Finding, folder_of, yaml_file
from mesh.manifest import Manifest, PublicModel
from mesh.products import PHI_CLASSES, Descriptor, descriptor_file, read_descriptor

_KEY_TESTS = ("unique_key", "unique")
_WIDE_TYPE = re.compile(r"hugeint|(?:decimal|numeric)\s*\(\s*(?:19|[23]\d)\b", re.IGNORECASE)


def products(manifest: Manifest, domain: Domain) -> Iterator[Finding]:
    """Everything about the products of one domain."""
    if domain.name == REFERENCE:
        return
    models = manifest.public_models(domain.name)
    names = {model.name for model in models}
    for model in models:
        yield from _model(manifest, model)
        yield from _columns(model)
    for name in sorted(names):
        yield from _descriptor(manifest, domain, [model for model in models if model.name == name], name)
    for file in sorted(domain.products_dir.glob("*.yml")):
        if file.stem not in names:
            place = f"{folder_of(domain.name)}/products/{file.name}"
            yield Finding(
                place, f"describes {file.stem}, which is no public model: add the model or remove the descriptor."
            )


def _model(manifest: Manifest, model: PublicModel) -> Iterator[Finding]:
    file, node = yaml_file(model.node), model.node
    if not model.description:
        yield Finding(file, f"{model.relation} has no description: say what one row is.")
    if not node["config"].get("contract", {}).get("enforced"):
        yield Finding(file, f"{model.relation} has no enforced contract: set contract: {{enforced: true}}.")
    if node.get("version") is None:
        yield Finding(
            file, f"{model.relation} has no version: name the model {model.name}_v1 and list it under versions."
        )
    elif node["version"] == node.get("latest_version") and model.view is None:
        yield Finding(
            file,
            f"{model.name} has no view without version: set +latest_version_pointer: {{enabled: true}} for "
            f"products in {folder_of(model.domain)}/dbt_project.yml.",
        )
    tests = (manifest.nodes.get(test) for test in manifest.tests_by_node.get(model.unique_id, ()))
    kinds = {(test.get("test_metadata") or {}).get("name") for test in tests if test is not None}
    if not kinds.intersection(_KEY_TESTS):
        yield Finding(file, f"{model.relation} has no test of its key: add mesh_macros.unique_key.")


def _columns(model: PublicModel) -> Iterator[Finding]:
    file = yaml_file(model.node)
    if not model.columns:
        yield Finding(file, f"{model.relation} has no columns: list them with type, description and PHI class.")
    for name, column in model.columns.items():
        place = f"{model.relation}.{name}"
        if not column.get("description"):
            yield Finding(file, f"{place} has no description: add one.")
        data_type = column.get("data_type")
        if not data_type:
            yield Finding(file, f"{place} has no data_type: add it.")
        elif _WIDE_TYPE.search(data_type):
            yield Finding(
                file, f"{place} is {data_type}, which is slow and foreign to BI tools: use at most decimal(18,n)."
            )
        if phi_class(column) not in PHI_CLASSES:
            yield Finding(file, f"{place} has no PHI class: set config.meta.phi to one of {', '.join(PHI_CLASSES)}.")


def phi_class(column: Mapping[str, Any]) -> str | None:
    """The PHI class of a column of the manifest."""
    meta = (column.get("config") or {}).get("meta") or column.get("meta") or {}
    phi: str | None = meta.get("phi")
    return phi


def _descriptor(manifest: Manifest, domain: Domain, models: list[PublicModel], name: str) -> Iterator[Finding]:
    place = f"{folder_of(domain.name)}/products/{name}.yml"
    file = descriptor_file(domain, name)
    if not file.exists():
        yield Finding(place, f"is missing: describe the product {name} (purpose, decision, audience, owner ...).")
        return
    try:
        descriptor = read_descriptor(file)
    except MeshError as error:
        yield Finding(place, str(error))
        return
    yield from _owner(manifest, domain, descriptor, place)
    classes = {phi_class(column) for model in models for column in model.columns.values()} - {"none", None}
    if bool(classes) != descriptor.contains_phi:
        found = f"has columns that are {', '.join(sorted(map(str, classes)))}" if classes else "has no such column"
        yield Finding(
            place, f"says contains_phi: {str(descriptor.contains_phi).lower()}, but {name} {found}: correct one."
        )


def _owner(manifest: Manifest, domain: Domain, descriptor: Descriptor, place: str) -> Iterator[Finding]:
    groups = {
        group["name"]: group
        for group in manifest.content.get("groups", {}).values()
        if group["package_name"] == domain.name
    }
    group = groups.get(descriptor.owner)
    if group is None:
        yield Finding(
            place, f"the owner {descriptor.owner} is no group of {domain.name}: use one of {', '.join(groups)}."
        )
    elif not (group.get("owner") or {}).get("email"):
        yield Finding(
            f"{folder_of(domain.name)}/models/groups.yml", f"the group {descriptor.owner} has no owner with email."
        )
