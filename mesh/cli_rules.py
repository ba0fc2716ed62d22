"""`mesh rules`."""

from typing import TYPE_CHECKING, Annotated

import typer

from mesh import config
from mesh.cli_show import messages, output, table
from mesh.errors import MeshError

if TYPE_CHECKING:
    from rich.table import Table

    from mesh.rules.register import Register


def rules(
    rule: Annotated[str | None, typer.Argument(help="One rule, R-CLM-08; all without it.")] = None,
) -> None:
    """List the business rules: who owns each, and how many models use it instead of a copy of their own."""
    from mesh.build.report import Silent
    from mesh.build.session import Options, Session
    from mesh.domains import discover
    from mesh.rules.register import Register

    settings = config.load()
    with messages.status("Reading the dbt projects."):
        register = Register(Session(settings, discover(settings), Options(), Silent()).recent_manifest())
    if rule is not None:
        output.print(rule_text(register, rule.upper()), markup=False, soft_wrap=True)
        return
    shown, copies = rule_table(register)
    output.print(shown)
    output.print(f"{shown.row_count} rules, each in one place: {copies:,} copies avoided.", style="dim")


def rule_table(register: "Register") -> "tuple[Table, int]":
    """All rules, and how many copies of them the models that depend on them would need."""
    from mesh.rules.register import full_name

    numbers = ("products", "copies avoided")
    shown = table("rule", "what it says", "owner", "read it in", *numbers, numbers=numbers)
    copies = 0
    for rule in register.rules.values():
        avoided = len(register.dependants(rule))
        copies += avoided
        product = register.nearest_product(rule)
        products = len(register.products(rule))
        shown.add_row(
            rule.rule_id, rule.title, rule.owner, full_name(product) if product else "", str(products), str(avoided)
        )
    return shown, copies


def rule_text(register: "Register", rule_id: str) -> str:
    """One rule with its sources and everything that depends on it. MeshError when there is no such rule."""
    from mesh.rules.register import full_name

    rule = register.rules.get(rule_id)
    if rule is None:
        raise MeshError(f"There is no rule {rule_id}. `mesh rules` lists them.")
    dependants = register.dependants(rule)
    return "\n".join(
        [
            f"{rule.rule_id}: {rule.title}",
            *rule.sources,
            f"Owner: {rule.owner}",
            f"Products: {', '.join(map(full_name, register.products(rule))) or 'none'}",
            f"Copies avoided: {len(dependants)} ({', '.join(map(full_name, dependants)) or 'nothing uses it yet'})",
        ]
    )
