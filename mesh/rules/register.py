"""The register of rules.

A rule is owned by the models and macros that carry its id in `config.meta.rule_id` (or, for several, `rule_ids`), with
`rule_title` and `source`. A product that carries it too shows the rule; it owns only what no private model does.
`owns_literals` are regular expressions of what only its owners may write.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mesh.manifest import Manifest, Node, is_public, product_name

MACROS = "mesh_macros"


@dataclass(frozen=True)
class Rule:
    """One business rule with its owners, in the order of their names."""

    rule_id: str
    title: str
    domain: str
    """The domain whose models own it; mesh_macros when only shared macros do."""
    sources: tuple[str, ...]
    """Where it comes from and what we chose, once each."""
    models: tuple[Node, ...]
    macros: tuple[Node, ...]
    literals: dict[str, tuple[Node, ...]]
    """Pattern of what only owners may write -> the owners that declare it."""

    @property
    def owner(self) -> str:
        """The owners in words: claims.int_service_setting, macro age_years."""
        return ", ".join([*map(full_name, self.models), *(f"macro {node['name']}" for node in self.macros)])

    @property
    def owner_ids(self) -> frozenset[str]:
        """Unique ids of the owners."""
        return frozenset(node["unique_id"] for node in (*self.models, *self.macros))


def full_name(node: Node) -> str:
    """The name of a model with its domain, claims.claim_final."""
    return f"{node['package_name']}.{product_name(node)}"


def meta_of(node: Node) -> dict[str, Any]:
    """The `config.meta` of a model or macro."""
    return (node.get("config") or {}).get("meta") or node.get("meta") or {}


def rule_ids(node: Node) -> tuple[str, ...]:
    """The rules that a model or macro carries."""
    meta = meta_of(node)
    one, many = meta.get("rule_id"), meta.get("rule_ids") or ()
    return (*([one] if isinstance(one, str) else one or ()), *many)


class Register:
    """All rules of a manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    @cached_property
    def models(self) -> dict[str, Node]:
        """Models by unique id."""
        return {key: node for key, node in self._manifest.nodes.items() if node["resource_type"] == "model"}

    @cached_property
    def macros(self) -> dict[str, Node]:
        """Macros of the mesh by unique id, without those of dbt."""
        packages = {node["package_name"] for node in self.models.values()} | {MACROS}
        macros: dict[str, Node] = self._manifest.content["macros"]
        return {key: macro for key, macro in macros.items() if macro["package_name"] in packages}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by id, in order."""
        carriers: dict[str, list[Node]] = {}
        for node in sorted([*self.models.values(), *self.macros.values()], key=lambda node: node["unique_id"]):
            for rule_id in rule_ids(node):
                carriers.setdefault(rule_id, []).append(node)
        return {rule_id: _rule(rule_id, carriers[rule_id]) for rule_id in sorted(carriers)}

    def dependants(self, rule: Rule) -> list[Node]:
        """Models of all domains that use the rule instead of a copy: they read an owner, directly or through others, or
        their own SQL calls an owning macro. Owners do not count."""
        found = self._below([node["unique_id"] for node in rule.models])
        for key, node in self.models.items():
            if rule.owner_ids.intersection(node["depends_on"].get("macros", ())):
                found.add(key)
        return [self.models[key] for key in sorted(found - rule.owner_ids)]

    def products(self, rule: Rule) -> list[Node]:
        """The latest version of each product that owns the rule or depends on it, by name."""
        public = [node for node in (*rule.models, *self.dependants(rule)) if is_public(node)]
        return sorted((n for n in public if n.get("version") == n.get("latest_version")), key=full_name)

    def nearest_product(self, rule: Rule) -> Node | None:
        """The product of the rule's own domain with the fewest steps from an owner."""
        level = {node["unique_id"] for node in rule.models}
        seen: set[str] = set()
        while level:
            found = [key for key in sorted(level) if is_public(self.models[key])]
            found = [key for key in found if self.models[key]["package_name"] == rule.domain]
            if found:
                return self.models[found[0]]
            seen |= level
            level = {child for key in level for child in self._children.get(key, ())} - seen
        return None

    def macros_called(self, model_id: str) -> frozenset[str]:
        """Unique ids of the macros that a model's SQL calls, or may call through others."""
        return self._calls.get(model_id, frozenset())

    @cached_property
    def _children(self) -> dict[str, set[str]]:
        children: dict[str, set[str]] = {}
        for key, node in self.models.items():
            for read in node["depends_on"]["nodes"]:
                children.setdefault(read, set()).add(key)
        return children

    def _below(self, start: Iterable[str]) -> set[str]:
        reached: set[str] = set()
        waiting = list(start)
        while waiting:
            new = self._children.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return reached

    @cached_property
    def _calls(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(self._called(node)) for key, node in self.models.items()}

    def _called(self, node: Node) -> Iterator[str]:
        seen: set[str] = set()
        waiting = list(node["depends_on"].get("macros", ()))
        while waiting:
            key = waiting.pop()
            if key in seen or key not in self.macros:
                continue
            seen.add(key)
            yield key
            waiting += self.macros[key]["depends_on"].get("macros", ())


def _rule(rule_id: str, carriers: list[Node]) -> Rule:
    carrying = [node for node in carriers if node["resource_type"] == "model"]
    models = tuple(node for node in carrying if not is_public(node)) or tuple(carrying)
    macros = tuple(node for node in carriers if node["resource_type"] == "macro")
    # A title that a node gives to this rule alone says more than one that it gives to several.
    by_focus = sorted(carriers, key=lambda node: len(rule_ids(node)))
    titles = [str(meta_of(node)["rule_title"]) for node in by_focus if meta_of(node).get("rule_title")]
    sources = [" ".join(str(meta_of(node)["source"]).split()) for node in by_focus if meta_of(node).get("source")]
    literals: dict[str, tuple[Node, ...]] = {}
    for node in carriers:
        for pattern in meta_of(node).get("owns_literals") or ():
            literals[pattern] = (*literals.get(pattern, ()), node)
    return Rule(
        rule_id=rule_id,
        title=titles[0] if titles else "",
        domain=(models or macros)[0]["package_name"],
        sources=tuple(dict.fromkeys(sources)),
        models=models,
        macros=macros,
        literals=literals,
    )
