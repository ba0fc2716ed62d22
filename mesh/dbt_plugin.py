"""The plugin that dbt-duckdb loads (profiles.yml): it shows the event log to dbt as raw_<domain>.<feed>.

dev   the views stand in the one development database; products not built there are those of the last release.
prod  the main connection is ':memory:'. The build file of the domain named in MESH_DOMAIN is attached read-write
      under the domain's name, the published releases of all others read-only under theirs, and the raw views are
      created in the domain being built.
"""

import os
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from mesh import config
from mesh.events.views import configure
from mesh.released_upstream import show_released

DOMAIN_VARIABLE = "MESH_DOMAIN"


class Plugin(BasePlugin):  # type: ignore[misc]
    """Configured in the profile with `config: {mode: dev}` or `{mode: prod}`."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Read the mode, and see to it that the warehouse folder exists: DuckDB does not create folders."""
        config.load().warehouse.mkdir(parents=True, exist_ok=True)
        self.mode = plugin_config.get("mode", "dev")
        if self.mode not in ("dev", "prod"):
            raise ValueError(f"profiles.yml: the mesh plugin's mode is {self.mode!r}; it must be dev or prod.")

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Attach what the target needs and create the raw views; called once, when dbt connects."""
        domain = os.environ.get(DOMAIN_VARIABLE) if self.mode == "prod" else None
        if self.mode == "dev" or domain:
            configure(conn, config.load(), domain)
        if self.mode == "dev":
            show_released(conn, config.load())
