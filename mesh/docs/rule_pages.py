"""A page per business rule, and the register of all."""

from collections.abc import Iterator, Sequence

from mesh.config import Settings
from mesh.docs.text import MADE, link, one_line, page, sentence, table, yaml_value
from mesh.domains import discover
from mesh.manifest import Manifest, Node
from mesh.rules.choices import Choice, choices
from mesh.rules.register import Register, Rule, full_name


def rule_pages(settings: Settings, manifest: Manifest, register: Register) -> dict[str, str]:
    """Name of the file -> its text."""
    chosen = {domain.name: choices(domain.path / "dbt_project.yml", domain.name) for domain in discover(settings)}
    every = [choice for group in chosen.values() for choice in group]
    pages = {
        f"{rule.rule_id}.md": page(
            [f"# {rule.rule_id} {rule.title}", "", MADE, ""],
            _facts(rule),
            _sources(rule),
            _choices([choice for choice in every if rule.rule_id in choice.rules]),
            _worked(manifest, rule),
            _dependants(register, rule),
        )
        for rule in register.rules.values()
    }
    return {"README.md": _register(register, chosen), **pages}


def _facts(rule: Rule) -> Iterator[str]:
    owners = [f"[{full_name(node)}]({link(node, node['original_file_path'])})" for node in rule.models]
    owners += [f"macro [{node['name']}]({link(node, node['original_file_path'])})" for node in rule.macros]
    yield f"Owner: {', '.join(owners)}."
    yield ""
    if rule.literals:
        yield f"Only the owner may write {', '.join(f'`{pattern}`' for pattern in rule.literals)}."
        yield ""


def _sources(rule: Rule) -> Iterator[str]:
    yield "## Source"
    yield ""
    for source in rule.sources:
        yield source
        yield ""


def _choices(found: Sequence[Choice]) -> Iterator[str]:
    if found:
        yield "## Choices"
        yield ""
        yield from table(
            ("var", "default", "meaning"),
            ((f"`{choice.name}`", yaml_value(choice.default), choice.meaning) for choice in found),
        )


def _worked(manifest: Manifest, rule: Rule) -> Iterator[str]:
    """The unit tests of the owners: what holds, and which row shows it."""
    owners = {node["unique_id"] for node in rule.models}
    tests = [test for test in manifest.unit_tests.values() if set(test["depends_on"]["nodes"][:1]) & owners]
    if tests:
        yield "## Worked cases"
        yield ""
        for test in sorted(tests, key=_worked_cases_first):
            where = f"[{test['model']}]({link(test, test['original_file_path'])})"
            yield f"- **{sentence(test['name'])}** {one_line(test['description'] or '')} ({where})"
        yield ""


def _worked_cases_first(test: Node) -> tuple[bool, str, str]:
    worked = str(test["description"] or "").startswith("Worked case")
    return not worked, test["original_file_path"], test["name"]


def _dependants(register: Register, rule: Rule) -> Iterator[str]:
    products = register.products(rule)
    yield "## Used by"
    yield ""
    avoided = len(register.dependants(rule))
    yield f"Models that use it instead of a copy of their own: {avoided}. Products that rest on it:"
    yield ""
    for node in products:
        yield f"- [{full_name(node)}](../products/{full_name(node)}.md)"
    if not products:
        yield "- none yet"


def _register(register: Register, chosen: dict[str, tuple[Choice, ...]]) -> str:
    rows = [
        (f"[{rule.rule_id}]({rule.rule_id}.md)", rule.title, rule.owner, len(register.dependants(rule)))
        for rule in register.rules.values()
    ]
    lines = [
        "# Business rules",
        "",
        MADE,
        "",
        "Each rule stands in one place. The number says how many models use it instead of a copy of their own.",
        "",
        *table(("rule", "what it says", "owner", "copies avoided"), rows),
    ]
    for domain, group in chosen.items():
        if shared := [choice for choice in group if not choice.rules]:
            lines += [f"## Choices of {domain} that more than one rule follows", ""]
            found = ((f"`{choice.name}`", yaml_value(choice.default), choice.meaning) for choice in shared)
            lines += table(("var", "default", "meaning"), found)
    return page(lines)
