"""One owner per rule: what a rule's `owns_literals` describe stands in its owners and nowhere else.

What is searched is the SQL that dbt compiles, without comments: also a literal that comes from a variable or a macro of
one's own is found. Where a model calls the owning macro, its literals are in the compiled SQL by right, so there the
text as written is searched instead.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from mesh.governance.finding import Finding, folder_of, sql_file, yaml_file
from mesh.manifest import Manifest, Node
from mesh.rules.register import Register, Rule

# Texts are kept, so that a comment sign inside one does not begin a comment.
_TOKEN = re.compile(r"('(?:[^']|'')*')|--[^\n]*|/\*.*?\*/|\{#.*?#\}", re.DOTALL)


def searched(sql: str) -> str:
    """SQL without comments and with single blanks, as `owns_literals` are searched in it."""
    return " ".join(_TOKEN.sub(lambda match: match[1] or " ", sql).split())


def copied_literals(manifest: Manifest, compiled: Mapping[str, str]) -> Iterator[Finding]:
    """Literals of a rule in a model or macro that is not its owner.

    compiled: unique id of a model -> its SQL; what is missing is searched as written.
    """
    register = Register(manifest)
    for rule in register.rules.values():
        held = False
        for text, owners in rule.literals.items():
            try:
                pattern = re.compile(text)
            except re.error as error:
                yield Finding(yaml_file(owners[0]), f"owns_literals of {rule.rule_id}: {text!r} is wrong: {error}.")
                continue
            yield from _copies(register, rule, pattern, owners, compiled)
            held = held or any(pattern.search(searched(_sql(node, compiled))) for node in (*rule.models, *rule.macros))
        if rule.literals and not held:
            place = yaml_file((*rule.models, *rule.macros)[0])
            yield Finding(place, f"no owner of {rule.rule_id} holds any of its owns_literals: correct or remove them.")


def _copies(
    register: Register, rule: Rule, pattern: re.Pattern[str], owners: Sequence[Node], compiled: Mapping[str, str]
) -> Iterator[Finding]:
    for key, node in (*register.models.items(), *register.macros.items()):
        if key in rule.owner_ids:
            continue
        by_right = register.macros_called(key) & rule.owner_ids
        found = pattern.search(searched(_sql(node, {} if by_right else compiled)))
        if found:
            yield Finding(
                _file(node),
                f"holds {found[0]!r}, which belongs to {rule.rule_id} ({rule.title}): "
                f"{_instead(register, rule, owners, node)} instead.",
            )


def _sql(node: Node, compiled: Mapping[str, str]) -> str:
    return compiled.get(node["unique_id"]) or node.get("raw_code") or node.get("macro_sql") or ""


def _instead(register: Register, rule: Rule, owners: Sequence[Node], node: Node) -> str:
    """What to use in place of the copy, seen from where the copy stands."""
    if macros := [owner for owner in owners if owner["resource_type"] == "macro"]:
        return "call " + " or ".join(f"{macro['package_name']}.{macro['name']}()" for macro in macros)
    if node["package_name"] == rule.domain:
        return "read " + " or ".join(owner["name"] for owner in owners)
    product = register.nearest_product(rule)
    return f"read the product {rule.domain}.{product['name']}" if product else f"ask {rule.domain} for a product"


def _file(node: Node) -> str:
    if node["resource_type"] == "macro":
        return f"{folder_of(node['package_name'])}/{node['original_file_path']}"
    return sql_file(node)
