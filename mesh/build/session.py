"""dbt and the parsed mesh, shared by all domains of one run and made only when one of them needs a build."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mesh.build import setup
from mesh.build.dbt import Dbt, manifest_path
from mesh.build.inputs import mesh_hash
from mesh.build.report import Reporter
from mesh.config import Settings
from mesh.domains import Domain
from mesh.errors import MeshError
from mesh.locks import exclusive
from mesh.manifest import Manifest
from mesh.releases.store import KEEP


class ParseError(MeshError):
    """dbt cannot parse the mesh, so that no domain can be built."""


@dataclass(frozen=True)
class Options:
    """How to build.

    force: build also what did not change, of the named domains only if any are named.
    allow_breaking: release even when a published column is lost.
    keep: releases to keep per domain. wait_seconds: how long to wait for another build of the same domain.
    """

    force: bool = False
    allow_breaking: bool = False
    keep: int = KEEP
    wait_seconds: float = 600.0


@dataclass
class Session:
    """One run over the mesh."""

    settings: Settings
    domains: tuple[Domain, ...]
    options: Options
    reporter: Reporter

    @cached_property
    def dbt(self) -> Dbt:
        """dbt, with the packages installed."""
        setup.ensure(self.settings)
        return Dbt(self.settings)

    @cached_property
    def _parsed(self) -> tuple[Any, Manifest]:
        self.reporter.note("Reading the dbt projects.")
        lock = self.settings.root / "target" / "parse.lock"  # several warehouses may share the projects
        with exclusive(lock, "The manifest", self.options.wait_seconds, self.reporter.note):
            parsed_from = self._hash()
            try:
                native = self.dbt.parse()
            except MeshError as error:
                raise ParseError(str(error)) from error
            _mark(self.settings).write_text(parsed_from, encoding="utf-8")
            return native, Manifest.read(manifest_path(self.settings))

    @property
    def native_manifest(self) -> Any:
        """dbt's own manifest, to build with; ParseError when the projects cannot be parsed."""
        return self._parsed[0]

    @property
    def manifest(self) -> Manifest:
        """The typed view of the same manifest."""
        return self._parsed[1]

    def compiled(self) -> dict[str, str]:
        """The SQL that dbt makes of every model, by unique id; ParseError when the projects cannot be parsed."""
        return self.dbt.compile(self.native_manifest)

    def recent_manifest(self) -> Manifest:
        """The manifest on disk when it was parsed from the files as they are now; else parse."""
        path, mark = manifest_path(self.settings), _mark(self.settings)
        recent = path.exists() and mark.exists() and mark.read_text(encoding="utf-8") == self._hash()
        return Manifest.read(path) if recent else self.manifest

    def _hash(self) -> str:
        return mesh_hash(self.settings, self.domains)


def _mark(settings: Settings) -> Path:
    """The hash of what the manifest on disk was parsed from."""
    return manifest_path(settings).with_suffix(".hash")
