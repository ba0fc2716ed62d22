"""Domains read each other only through public products, and say so in packages.yml."""

import re
from collections.abc import Iterator, Sequence

from mesh.config import Settings
from mesh.domains import REFERENCE, Domain, local_packages
from mesh.governance.finding import Finding, folder_of, sql_file, yaml_file
from mesh.manifest import Manifest, Node, is_public

_JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r"'(?:[^']|'')*'")
# `is not distinct from` compares, it does not read.
_HARD_CODED = re.compile(r"(?<!distinct )\b(?:from|join)\s+((?:\w+\.\w+)|(?:read_\w+\s*\())", re.IGNORECASE)


def cross_domain_reads(manifest: Manifest) -> Iterator[Finding]:
    """Every edge between packages ends at a public model with a contract, or at public reference data."""
    for node in (*manifest.nodes.values(), *manifest.unit_tests.values()):
        for read_id in node["depends_on"].get("nodes", []):
            read = manifest.nodes.get(read_id) or manifest.sources.get(read_id)
            if read is not None and read["package_name"] != node["package_name"]:
                yield from _judge_edge(node, read)


def _judge_edge(node: Node, read: Node) -> Iterator[Finding]:
    owner, name = read["package_name"], read["name"]
    if read["resource_type"] == "source":
        yield Finding(
            sql_file(node), f"reads the feed {name} of the domain {owner}: read a product of {owner} instead."
        )
    elif not is_public(read):
        how = "mark it with meta: {access: public}" if read["resource_type"] == "seed" else "read a product"
        yield Finding(
            sql_file(node), f"reads {name}, which the domain {owner} keeps private: {how} or ask {owner} for one."
        )
    elif read["resource_type"] == "model" and not read["config"].get("contract", {}).get("enforced"):
        yield Finding(
            yaml_file(read), f"{name} is read by {node['package_name']} but has no enforced contract: enforce it."
        )


def raw_sources(manifest: Manifest) -> Iterator[Finding]:
    """A source shows feeds of its own domain."""
    for source in manifest.sources.values():
        expected = f"raw_{source['package_name']}"
        if source["schema"] != expected:
            yield Finding(
                sql_file(source),
                f"declares the source {source['source_name']}.{source['name']} over {source['schema']}: "
                f"a domain reads only its own feeds, in {expected}.",
            )


def hard_coded_names(manifest: Manifest) -> Iterator[Finding]:
    """Tables are read through ref() and source(), so that lineage and access rules see it."""
    for node in manifest.nodes.values():
        if node["resource_type"] not in ("model", "test") or node.get("language", "sql") != "sql":
            continue
        text = _TEXT.sub("''", _COMMENT.sub(" ", _JINJA.sub(" jinja ", node.get("raw_code") or "")))
        for name in _HARD_CODED.findall(text):
            yield Finding(sql_file(node), f"reads {name.rstrip('( ')} by name: read it through ref() or source().")


def declared_packages(settings: Settings, domains: Sequence[Domain], manifest: Manifest) -> Iterator[Finding]:
    """packages.yml of a domain lists exactly the domains it reads; that of the root lists all of them."""
    for domain in domains:
        read = _packages_read(manifest, domain.name)
        file = f"{folder_of(domain.name)}/packages.yml"
        for name in sorted(read - set(domain.upstream)):
            yield Finding(file, f"{domain.name} reads {name}, but does not install it: add {folder_of(name)}.")
        for name in sorted(set(domain.upstream) - read):
            yield Finding(file, f"{domain.name} installs {name}, but reads nothing of it: remove {folder_of(name)}.")
    installed = set(local_packages(settings.root))
    for domain in domains:
        if folder_of(domain.name) not in installed:
            yield Finding("packages.yml", f"{folder_of(domain.name)} is missing: add it, so that the mesh builds it.")


def _packages_read(manifest: Manifest, package: str) -> set[str]:
    read = {
        manifest.nodes[read_id]["package_name"]
        for node in manifest.of_package(package)
        for read_id in node["depends_on"].get("nodes", [])
        if read_id in manifest.nodes
    }
    return read - {package}


def public_only_in_products(manifest: Manifest) -> Iterator[Finding]:
    """Only models under models/products/ are public; every model belongs to its domain's group."""
    for node in manifest.nodes.values():
        if node["resource_type"] != "model" or node["package_name"] == REFERENCE:
            continue
        in_products = node["original_file_path"].replace("\\", "/").startswith("models/products/")
        if is_public(node) and not in_products:
            yield Finding(
                sql_file(node), "is public although it is no product: move it to models/products/ or keep it private."
            )
        elif in_products and not is_public(node):
            yield Finding(sql_file(node), "stands among the products but is not public: move it to another folder.")
        elif not in_products and node.get("access") != "private":
            yield Finding(sql_file(node), f"has access {node.get('access')}: everything but products is private.")
        if node.get("group") != node["package_name"]:
            yield Finding(
                sql_file(node), f"belongs to the group {node.get('group')}: set +group: {node['package_name']}."
            )
