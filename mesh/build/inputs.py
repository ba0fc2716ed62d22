"""What a build depends on, and whether that changed since the current release."""

import hashlib
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from mesh import config
from mesh.config import Settings
from mesh.domains import Domain
from mesh.events.log import EventLog
from mesh.releases.document import Inputs
from mesh.releases.store import ReleaseStore

_NOT_CODE = {"target", "dbt_packages", "logs", "docs", "__pycache__"}
_NOT_CODE_FILES = {"README.md", "package-lock.yml"}
_PLATFORM_CODE = (
    "dbt_plugin.py",
    "contracts/columns.py",
    "contracts/feed.py",
    "events/hot_sql.py",
    "events/sql.py",
    "events/views.py",
)
_SHARED = ("dbt_project.yml", "profiles.yml")
_TOOLS = ("dbt-core", "dbt-duckdb", "duckdb")


def read_inputs(settings: Settings, domain: Domain) -> Inputs:
    """The inputs of a build that would start now. Upstream domains without a release are left out."""
    log = EventLog(settings.log_dir).heads()
    heads = {topic: log.get(topic, 0) for topic in topics(domain)}
    upstream = {name: ReleaseStore(settings, name).current_id() for name in domain.upstream}
    return Inputs(
        code=code_hash(settings, domain),
        heads=heads,
        log=log_hash(settings, heads),
        upstream={name: release for name, release in upstream.items() if release},
    )


def log_hash(settings: Settings, heads: Mapping[str, int]) -> str:
    """Hash of what the first events of each topic are, as many as `heads` says; 16 hex digits.

    That is told by the log's identity and its files and tombstones, and not by its segments: sealing them and putting
    them together changes no event.
    """
    log = EventLog(settings.log_dir)
    if not any(heads.values()):
        return hashlib.sha256().hexdigest()[:16]
    digest = hashlib.sha256(log.identity().encode())
    for entry in log.files():
        if entry.last_offset is not None and entry.last_offset < heads.get(entry.topic, 0):
            digest.update(f"{entry.topic}/{entry.first_offset}={entry.sha256}\n".encode())
    for dropped in log.tombstones():
        if dropped.topic in heads:
            digest.update(f"{dropped.topic}/{dropped.first_offset}-{dropped.last_offset}\n".encode())
    return digest.hexdigest()[:16]


def topics(domain: Domain) -> tuple[str, ...]:
    """The topics that a domain reads: one per feed contract."""
    return tuple(f"{domain.name}.{feed}" for feed in domain.feeds)


def code_hash(settings: Settings, domain: Domain) -> str:
    """Hash of all text that decides what the domain's build does, and of the versions of the tools; 16 hex digits."""
    digest = hashlib.sha256()
    for tool in _TOOLS:
        digest.update(f"{tool}={version(tool)}\n".encode())
    shared = [settings.root / name for name in _SHARED]
    platform = [config.PACKAGE_ROOT / "mesh" / name for name in _PLATFORM_CODE]
    for label, root, files in (
        ("domain", domain.path, _code_files(domain.path)),
        ("macros", settings.root / "macros", _code_files(settings.root / "macros")),
        ("shared", settings.root, shared),
        ("platform", config.PACKAGE_ROOT, platform),
    ):
        _add_files(digest, label, root, files)
    return digest.hexdigest()[:16]


def mesh_hash(settings: Settings, domains: Iterable[Domain]) -> str:
    """Hash of all that decides what dbt's manifest of the whole mesh says."""
    hashes = (f"{domain.name}={code_hash(settings, domain)}" for domain in domains)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _code_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and path.name not in _NOT_CODE_FILES and not _NOT_CODE & set(inside):
            yield path


def _add_files(digest: "hashlib._Hash", label: str, root: Path, files: Iterable[Path]) -> None:
    for file in files:
        if file.exists():
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{label}/{file.relative_to(root).as_posix()}={content}\n".encode())


def git_commit(settings: Settings) -> str | None:
    """The commit that is checked out, with '+' when files differ from it; None outside git."""
    commit = _git(settings, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return None
    changed = _git(
        settings, "status", "--porcelain", "--untracked-files=normal", "--", "domains", "macros", "seeds", "mesh"
    )
    return f"{commit}+" if changed else commit


def _git(settings: Settings, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            ["git", "-C", str(settings.root), *arguments],  # noqa: S607 - the git of the user
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
