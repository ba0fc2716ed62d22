"""Reading the contracts of the mesh."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from mesh.config import Settings
from mesh.contracts.feed import FeedContract
from mesh.errors import MeshError
from mesh.yamltext import parse_yaml


def _sentence(error: ValidationError, path: Path) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "contract"
    message = first["msg"].removeprefix("Value error, ")
    return f"The feed contract {path} is wrong at {where!r}: {message}. Correct it (docs/reference/feed-contract.md)."


def load_contract(path: Path, domain: str) -> FeedContract:
    """Read one contract. Raises MeshError with the place and the reason when it is not a valid contract."""
    try:
        content = parse_yaml(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise MeshError(f"The feed contract {path} is not valid YAML: {reason}. Correct the file.") from error
    if not isinstance(content, dict):
        raise MeshError(f"The feed contract {path} is empty or not a mapping. See docs/reference/feed-contract.md.")
    try:
        return FeedContract.model_validate({**content, "domain": domain, "path": path})
    except ValidationError as error:
        raise MeshError(_sentence(error, path)) from error


def contract_paths(settings: Settings, domain: str | None = None) -> list[Path]:
    """Paths of all feed contracts (of one domain, when given), sorted."""
    return sorted(settings.domains_dir.glob(f"{domain or '*'}/feeds/*.yml"))


def load_contracts(settings: Settings, domain: str | None = None) -> dict[str, FeedContract]:
    """Read the contracts of all domains (or of one) by topic. Raises MeshError for a wrong or a doubled one."""
    contracts = [load_contract(path, path.parent.parent.name) for path in contract_paths(settings, domain)]
    by_feed: dict[str, FeedContract] = {}
    for contract in contracts:
        other = by_feed.setdefault(contract.feed, contract)
        if other is not contract:
            raise MeshError(
                f"Two feed contracts are called {contract.feed}: {other.path} and {contract.path}. "
                "A feed's name is unique over the whole mesh; rename one."
            )
    return {contract.topic: contract for contract in contracts}
