"""A page per data product."""

from collections.abc import Iterator, Mapping
from typing import Any

from mesh.config import Settings
from mesh.docs.text import MADE, link, one_line, page, sentence, table
from mesh.domains import REFERENCE, Domain, discover
from mesh.governance.products import phi_class
from mesh.manifest import Manifest, Node, PublicModel
from mesh.products import Descriptor, read_descriptors
from mesh.rules.register import Register, full_name, rule_ids


def product_pages(settings: Settings, manifest: Manifest, register: Register) -> dict[str, str]:
    """Name of the file -> its text, one page per product with its latest version."""
    pages: dict[str, str] = {}
    rows: list[tuple[object, ...]] = []
    for domain in discover(settings):
        if domain.name == REFERENCE:
            continue
        described = read_descriptors(domain)
        for model in manifest.public_models(domain.name):
            descriptor = described.get(model.name)
            if descriptor is None or model.node.get("version") != model.node.get("latest_version"):
                continue
            name = full_name(model.node)
            pages[f"{name}.md"] = _page(manifest, register, domain, model, descriptor)
            rows.append((f"[{name}]({name}.md)", one_line(descriptor.purpose), one_line(descriptor.decision)))
    head = ["# Data products", "", MADE, ""]
    return {"README.md": page(head, table(("product", "what it is", "decision it serves"), rows)), **pages}


def _page(manifest: Manifest, register: Register, domain: Domain, model: PublicModel, descriptor: Descriptor) -> str:
    node = model.node
    return page(
        [f"# {full_name(node)}", "", MADE, "", f"**{descriptor.title}.** {one_line(descriptor.purpose)}", ""],
        [one_line(model.description), ""],
        table(("", ""), _facts(model, descriptor)),
        _example(domain, descriptor),
        _columns(model),
        _rules(register, node),
        _tests(manifest, node),
        [f"Written in [{node['original_file_path']}]({link(node, node['original_file_path'])})."],
    )


def _facts(model: PublicModel, descriptor: Descriptor) -> Iterator[tuple[object, object]]:
    yield "decision it serves", descriptor.decision
    yield "audience", ", ".join(descriptor.audience)
    yield "kind", descriptor.type.replace("_", "-")
    yield "version", f"{model.node['version']}, table `{model.relation}`, view `{model.view}`"
    yield "owner", f"{descriptor.owner}; questions to {descriptor.steward}"
    slo = descriptor.slo
    rejected = f"at most {slo.reject_share * 100:g} % of a feed's rows rejected"
    yield "promise", f"released within {slo.freshness_hours} hours; {rejected}"
    yield "use", descriptor.use_class
    yield "health information about a person (PHI)", "yes" if descriptor.contains_phi else "no"


def _example(domain: Domain, descriptor: Descriptor) -> Iterator[str]:
    yield "## Example"
    yield ""
    yield f"In `warehouse/published/{domain.name}.duckdb`:"
    yield ""
    yield "```sql"
    yield from descriptor.example.rstrip().splitlines()
    yield "```"
    yield ""


def _columns(model: PublicModel) -> Iterator[str]:
    yield "## Columns"
    yield ""
    rows = (
        (f"`{name}`", column["data_type"], "no" if _is_filled(column) else "yes", _phi(column), column["description"])
        for name, column in model.columns.items()
    )
    yield from table(("column", "type", "may be empty", "PHI", "meaning"), rows)


def _is_filled(column: Mapping[str, Any]) -> bool:
    return any(constraint["type"] == "not_null" for constraint in column.get("constraints") or ())


def _phi(column: Mapping[str, Any]) -> str:
    return (phi_class(column) or "").replace("_", " ")


def _rules(register: Register, node: Node) -> Iterator[str]:
    own = rule_ids(node)
    below = [rule for rule in register.rules.values() if node in register.products(rule)]
    if not below:
        return
    yield "## Rules"
    yield ""
    for rule in below:
        if rule.rule_id in own:
            yield f"- [{rule.rule_id}](../rules/{rule.rule_id}.md) {rule.title}"
    others = [f"[{rule.rule_id}](../rules/{rule.rule_id}.md)" for rule in below if rule.rule_id not in own]
    if others:
        yield f"- {'and through what it reads' if own else 'through what it reads'}: {', '.join(others)}"
    yield ""


def _tests(manifest: Manifest, node: Node) -> Iterator[str]:
    """What holds for every row, and the worked cases of the product itself."""
    found = []
    for key in manifest.tests_by_node.get(node["unique_id"], ()):
        test = manifest.nodes.get(key) or manifest.unit_tests[key]
        found.append(_test(test))
    if found:
        yield "## Tested at every build"
        yield ""
        yield from (f"- {text}" for text in sorted(found))
        yield ""


def _test(test: Node) -> str:
    if test["resource_type"] == "unit_test":
        return f"{sentence(test['name'])} {one_line(test['description'] or '')}".strip()
    meta = test.get("test_metadata") or {"name": "", "kwargs": {}}
    kwargs = meta["kwargs"]
    columns = kwargs.get("columns") or ([kwargs["column_name"]] if kwargs.get("column_name") else [])
    listed = ", ".join(f"`{column}`" for column in columns)
    match meta["name"]:
        case "unique_key" | "unique":
            return f"One row per {listed}."
        case "accepted_values":
            values = ", ".join(f"`{value}`" for value in kwargs["values"])
            return f"{listed} is one of {values}."
        case "not_null":
            return f"{listed} is never empty."
        case "relationships":
            return f"Every {listed} is a `{kwargs['field']}` of {_referred(str(kwargs['to']))}."
    return sentence(test["name"])


def _referred(expression: str) -> str:
    """The name in ref('members', 'person', v=1)."""
    quoted = expression.split("'")[1::2]
    return f"`{'.'.join(quoted)}`"
