"""Install the local dbt packages of every project, so that plain `dbt` commands work at the root and in each domain."""

from pathlib import Path

from mesh.build.dbt import Dbt
from mesh.config import Settings
from mesh.domains import discover, local_packages, read_yaml
from mesh.errors import MeshError
from mesh.locks import exclusive

_WAIT_SECONDS = 300.0


def projects(settings: Settings) -> tuple[Path, ...]:
    """Every dbt project that people run commands in: the umbrella, the reference data and the domains."""
    return (settings.root, *(domain.path for domain in discover(settings)))


def expected_packages(settings: Settings, project: Path) -> dict[str, Path]:
    """Package name -> folder of all packages that a project needs, also through other packages."""
    found: dict[str, Path] = {}
    waiting = [project]
    while waiting:
        for package in local_packages(waiting.pop()):
            folder = settings.root / package
            name = read_yaml(folder / "dbt_project.yml").get("name")
            if not name:
                raise MeshError(f"{folder / 'dbt_project.yml'} has no name.")
            if name not in found:
                found[name] = folder
                waiting.append(folder)
    return found


def is_installed(settings: Settings, project: Path) -> bool:
    """Whether dbt_packages/ of the project links to exactly the packages that it needs."""
    installed = project / "dbt_packages"
    present = {entry.name: entry.resolve() for entry in installed.iterdir()} if installed.is_dir() else {}
    expected = {name: folder.resolve() for name, folder in expected_packages(settings, project).items()}
    return present == expected


def ensure(settings: Settings) -> tuple[Path, ...]:
    """Install what is missing; the projects that needed it. Safe to call at any time, also twice at once."""
    if all(is_installed(settings, project) for project in projects(settings)):
        return ()
    with exclusive(settings.root / "target" / "setup.lock", "The setup", _WAIT_SECONDS):
        missing = tuple(project for project in projects(settings) if not is_installed(settings, project))
        if missing:
            dbt = Dbt(settings)
            for project in missing:
                dbt.deps(project)
        return missing
