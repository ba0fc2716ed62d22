"""The files of the repository, as git lists them; without git, as a source archive has them."""

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

_NOT_OURS = {".venv", ".tools", ".git", "target", "dbt_packages", "logs", "warehouse", "__pycache__"}


@functools.cache
def repository_files() -> tuple[Path, ...]:
    """All files under version control, and those that are new and not ignored; absolute, sorted."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        paths = {ROOT / name for name in listing.stdout.decode().split("\0") if name}
    else:
        paths = {path for path in ROOT.rglob("*") if not _NOT_OURS & set(path.relative_to(ROOT).parts)}
    return tuple(sorted(path for path in paths if path.is_file()))


def with_suffix(*suffixes: str) -> list[Path]:
    """The repository's files that end in one of the suffixes."""
    return [path for path in repository_files() if path.suffix in suffixes]
