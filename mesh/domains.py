"""The domains of the mesh, found in domains/*/dbt_project.yml and ordered so that upstream comes first.

The reference data in seeds/ is built and released like a domain of its own, which reads nothing. Which domain reads
which is written once, in each domain's packages.yml. The order is worked out here, without dbt, because `dbt deps`
loops for ever on a cycle of local packages.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from mesh.config import Settings
from mesh.errors import MeshError
from mesh.yamltext import parse_yaml

_DOMAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LOCAL_PATH = re.compile(r"^(?:\{\{.*\}\}/)?(.+?)/?$")

REFERENCE = "reference"
"""The dbt project in seeds/: code sets and calendar, read by every domain that installs it."""

_TAKEN = (REFERENCE, "mesh", "products")  # the last two begin the topics that the platform fills


@dataclass(frozen=True)
class Domain:
    """One domain: its name, its folder and the domains it reads directly."""

    name: str
    path: Path
    upstream: tuple[str, ...]

    @property
    def feeds_dir(self) -> Path:
        """The input contracts, one YAML file per feed."""
        return self.path / "feeds"

    @property
    def products_dir(self) -> Path:
        """The descriptors, one YAML file per product."""
        return self.path / "products"

    @cached_property
    def feeds(self) -> tuple[str, ...]:
        """The names of the domain's feeds, which are the names of their contract files."""
        return tuple(sorted(file.stem for file in self.feeds_dir.glob("*.yml")))


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML mapping; a file that is missing, broken or no mapping is a MeshError that names it."""
    try:
        content = parse_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MeshError(f"{path} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise MeshError(f"{path} is not valid YAML: {' '.join(str(error).split())}.") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise MeshError(f"{path} must hold a mapping of keys to values.")
    return content


def local_packages(project: Path) -> tuple[str, ...]:
    """The local packages that a project's packages.yml installs, as paths from the root of the mesh: domains/claims.

    They are written "{{ env_var('MESH_ROOT', '../..') }}/domains/claims", because dbt resolves a nested relative path
    against the project that is run.
    """
    packages_file = project / "packages.yml"
    if not packages_file.exists():
        return ()
    entries = read_yaml(packages_file).get("packages") or []
    found = (
        _LOCAL_PATH.match(str(entry["local"])) for entry in entries if isinstance(entry, dict) and "local" in entry
    )
    return tuple(match.group(1) for match in found if match)


def _upstream(project: Path) -> tuple[str, ...]:
    packages = local_packages(project)
    reference = (REFERENCE for package in packages if package == "seeds")
    read = (package.removeprefix("domains/") for package in packages if package.startswith("domains/"))
    return tuple(dict.fromkeys((*reference, *read)))


def discover(settings: Settings) -> tuple[Domain, ...]:
    """Find every domain, upstream before downstream and otherwise by name; the reference data comes first.

    Raises MeshError when a project is misnamed, reads a domain that does not exist, or the domains form a cycle.
    """
    found = [_read(project_file) for project_file in sorted(settings.domains_dir.glob("*/dbt_project.yml"))]
    seeds = settings.root / "seeds"
    if (seeds / "dbt_project.yml").exists():
        found.append(Domain(name=REFERENCE, path=seeds, upstream=()))
    return in_order(found)


def _read(project_file: Path) -> Domain:
    folder = project_file.parent
    name = read_yaml(project_file).get("name")
    if name != folder.name or name in _TAKEN or not _DOMAIN_NAME.fullmatch(folder.name):
        taken = "', '".join(_TAKEN)
        raise MeshError(
            f"{project_file} is called '{name}', but a domain has the name of its folder, "
            f"in lower case with underscores, and '{taken}' are taken: rename it."
        )
    return Domain(name=folder.name, path=folder, upstream=_upstream(folder))


def in_order(domains: Iterable[Domain]) -> tuple[Domain, ...]:
    """Sort domains so that each comes after those it reads; MeshError for a cycle or an unknown upstream domain."""
    waiting = {domain.name: domain for domain in sorted(domains, key=lambda domain: domain.name)}
    known = set(waiting)
    for domain in waiting.values():
        for missing in sorted(set(domain.upstream) - known):
            raise MeshError(
                f"{domain.path / 'packages.yml'} installs the domain '{missing}', but there is no domains/{missing}."
            )
    ordered: list[Domain] = []
    while waiting:
        ready = [domain for domain in waiting.values() if not set(domain.upstream) & set(waiting)]
        if not ready:
            raise MeshError(
                f"The domains {_cycle(waiting)} read each other in a circle: "
                f"remove one of these lines from their packages.yml files."
            )
        ordered.extend(ready)
        for domain in ready:
            del waiting[domain.name]
    return tuple(ordered)


def _cycle(waiting: dict[str, Domain]) -> str:
    """Follow upstream links among the waiting domains until one comes again; 'a -> b -> a'."""
    path = [next(iter(waiting))]
    while path[-1] not in path[:-1]:
        path.append(next(name for name in waiting[path[-1]].upstream if name in waiting))
    return " -> ".join(path[path.index(path[-1]) :])


def select(domains: Sequence[Domain], names: Iterable[str]) -> tuple[Domain, ...]:
    """The named domains in build order, or all of them when no name is given; MeshError for an unknown name."""
    wanted = list(names)
    for name in wanted:
        if name not in {domain.name for domain in domains}:
            raise MeshError(
                f"There is no domain '{name}'; the domains are {', '.join(domain.name for domain in domains)}."
            )
    return tuple(domain for domain in domains if not wanted or domain.name in wanted)


def downstream(domains: Sequence[Domain], name: str) -> tuple[Domain, ...]:
    """The domains that read the named one, directly or through others, in build order."""
    reached = {name}
    for domain in domains:
        if set(domain.upstream) & reached:
            reached.add(domain.name)
    return tuple(domain for domain in domains if domain.name in reached and domain.name != name)


def with_upstream(domains: Sequence[Domain], names: Iterable[str]) -> tuple[Domain, ...]:
    """The named domains and all that they read, directly or through others, in build order; all without a name."""
    wanted = {domain.name for domain in select(domains, names)}
    for domain in reversed(domains):
        if domain.name in wanted:
            wanted.update(domain.upstream)
    return tuple(domain for domain in domains if domain.name in wanted)
