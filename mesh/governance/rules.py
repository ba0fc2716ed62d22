"""Every business rule stands in one place, has an id and a worked example; every feed has its mapping."""

from collections import defaultdict
from collections.abc import Iterator

from mesh.config import Settings
from mesh.contracts import load_contracts
from mesh.domains import Domain
from mesh.governance.finding import Finding, folder_of, sql_file, yaml_file
from mesh.manifest import Manifest, Node
from mesh.rules.choices import choices as read_choices
from mesh.rules.register import Register, rule_ids


def rules(manifest: Manifest, domain: Domain) -> Iterator[Finding]:
    """Models in models/rules/ have a rule id or prepare the input of one; every rule has a unit test."""
    models = {node["unique_id"]: node for node in manifest.of_package(domain.name, "model")}
    with_rule = {unique_id for unique_id, node in models.items() if rule_ids(node)}
    prepare = _ancestors(models, with_rule)
    tested = {read for test in manifest.unit_tests.values() for read in test["depends_on"]["nodes"]}
    tested_rules: set[str] = set()
    rule_files: dict[str, str] = {}
    for unique_id, node in models.items():
        in_rules = _path(node).startswith("models/rules/")
        if in_rules and unique_id not in with_rule | prepare:
            yield Finding(sql_file(node), "has no rule id and no rule reads it: set config.meta.rule_id in its YAML.")
        if in_rules and rule_ids(node):
            rule_files.update(dict.fromkeys(rule_ids(node), yaml_file(node)))
            if unique_id in tested:
                tested_rules.update(rule_ids(node))
    for rule, file in sorted(rule_files.items()):
        if rule not in tested_rules:
            yield Finding(file, f"the rule {rule} has no unit test: add its worked case under unit_tests.")


def choices(settings: Settings, manifest: Manifest, domain: Domain) -> Iterator[Finding]:
    """Every var says what it means, and names rules that there are."""
    known = Register(manifest).rules
    file = domain.path / "dbt_project.yml"
    place = file.relative_to(settings.root).as_posix()
    for choice in read_choices(file, domain.name):
        if not choice.meaning:
            yield Finding(place, f"the var {choice.name} has no comment above it: say what it means.")
        for rule in choice.rules:
            if rule not in known:
                yield Finding(place, f"the var {choice.name} belongs to {rule}, which no model or macro owns.")


def _ancestors(models: dict[str, Node], start: set[str]) -> set[str]:
    """All models of the domain that the given ones read, directly or through others."""
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        for read in models[waiting.pop()]["depends_on"]["nodes"]:
            if read in models and read not in reached:
                reached.add(read)
                waiting.append(read)
    return reached


def feeds(settings: Settings, manifest: Manifest, domain: Domain) -> Iterator[Finding]:
    """Every feed contract has one source table and one mapping, and the other way round."""
    contracts = {contract.feed: contract for contract in load_contracts(settings, domain.name).values()}
    sources = {node["name"]: node for node in manifest.sources.values() if node["package_name"] == domain.name}
    mappings: dict[str, list[Node]] = defaultdict(list)
    for node in manifest.of_package(domain.name, "model"):
        for read in node["depends_on"]["nodes"]:
            if read in manifest.sources and _path(node).startswith("models/input/"):
                mappings[manifest.sources[read]["name"]].append(node)
    for feed, contract in sorted(contracts.items()):
        place = f"{folder_of(domain.name)}/feeds/{feed}.yml"
        if feed not in sources:
            yield Finding(
                place, f"no source shows the feed {feed}: add it to models/input/{contract.source}/_sources.yml."
            )
        elif not mappings[feed]:
            folder = f"models/input/{contract.source}"
            yield Finding(place, f"no model maps the feed {feed}: add {folder}/map_{contract.source}__<entity>.sql.")
        for node in mappings[feed]:
            yield from _mapping_name(node, contract.source)
    for name in sorted(set(sources) - set(contracts)):
        yield Finding(
            sql_file(sources[name]),
            f"the source {name} has no contract: add {folder_of(domain.name)}/feeds/{name}.yml.",
        )
    models = {node["name"] for node in manifest.of_package(domain.name, "model")}
    for name in (f"{domain.name}_rejects", f"{domain.name}_feed_rows"):
        if contracts and name not in models:
            yield Finding(
                f"{folder_of(domain.name)}/models", f"there is no model {name}: every row of a feed is accounted for."
            )


def _mapping_name(node: Node, source: str) -> Iterator[Finding]:
    if not _path(node).startswith(f"models/input/{source}/map_{source}__"):
        yield Finding(
            sql_file(node), f"maps a feed of {source}: it belongs in models/input/{source}/map_{source}__<entity>.sql."
        )


def readme(settings: Settings, domain: Domain) -> Iterator[Finding]:
    """A domain explains itself."""
    if not (domain.path / "README.md").exists():
        yield Finding(
            f"{folder_of(domain.name)}/README.md",
            "is missing: say what the domain is for, who owns it, what it offers.",
        )


def _path(node: Node) -> str:
    path: str = node["original_file_path"].replace("\\", "/")
    return path
