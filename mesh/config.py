"""Where things are: the repository, the warehouse and the domains."""

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Absolute paths of one mesh. Nothing is created by asking for a path."""

    root: Path
    warehouse: Path

    @property
    def domains_dir(self) -> Path:
        """The folder with one dbt project per domain."""
        return self.root / "domains"

    @property
    def log_dir(self) -> Path:
        """The event log: log.db (manifest) and segments/."""
        return self.warehouse / "log"

    @property
    def landing_dir(self) -> Path:
        """Where feed files wait to be ingested."""
        return self.warehouse / "landing"

    @property
    def build_dir(self) -> Path:
        """One DuckDB file per domain, opened by that domain's build only; disposable."""
        return self.warehouse / "build"

    @property
    def releases_dir(self) -> Path:
        """Immutable releases: <domain>/<release id>.duckdb."""
        return self.warehouse / "releases"

    @property
    def published_dir(self) -> Path:
        """The current release of every domain: <domain>.duckdb."""
        return self.warehouse / "published"


def load() -> Settings:
    """Read MESH_ROOT and MESH_WAREHOUSE; without them, the repository this package stands in and its warehouse/.

    The warehouse anchors like profiles.yml does, so that dbt and `mesh` always open the same files.
    """
    root = Path(os.environ.get("MESH_ROOT") or PACKAGE_ROOT).resolve()
    warehouse = Path(os.environ.get("MESH_WAREHOUSE") or root / "warehouse").resolve()
    return Settings(root=root, warehouse=warehouse)
