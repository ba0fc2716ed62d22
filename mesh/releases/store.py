"""The releases of every domain on disk.

published/<domain>.duckdb               the current release; the only thing that decides what is current
releases/<domain>/<id>.duckdb           every kept release; only releases that were published once have this name
releases/<domain>/<id>.json             the release document, for listing without opening the database

A release is published by renaming a finished file over published/<domain>.duckdb, so that there is no moment at which
readers see half of it. Callers that write hold the domain's lock.
"""

from collections.abc import Iterator
from pathlib import Path

from mesh import files
from mesh.config import Settings
from mesh.errors import MeshError
from mesh.releases.copy import read_document
from mesh.releases.document import Release, is_release_id, parse_release

KEEP = 10
"""How many releases of a domain are kept, unless said otherwise."""


class ReleaseStore:
    """The releases of one domain."""

    def __init__(self, settings: Settings, domain: str) -> None:
        self.domain = domain
        self.published = settings.published_dir / f"{domain}.duckdb"
        self.folder = settings.releases_dir / domain

    def ids(self) -> tuple[str, ...]:
        """The ids of the kept releases, newest first."""
        found = (file.stem for file in self.folder.glob("*.duckdb"))
        return tuple(sorted(filter(is_release_id, found), reverse=True))

    def current_id(self) -> str | None:
        """The id of the published release, or None when nothing was ever published."""
        if not self.published.exists():
            return None
        for release_id in self.ids():
            if files.same_file(self.database(release_id), self.published):
                return release_id
        return read_document(self.published).release_id

    def current(self) -> Release | None:
        """The published release, or None when nothing was ever published."""
        release_id = self.current_id()
        return self.read(release_id) if release_id else None

    def all(self) -> tuple[Release, ...]:
        """The kept releases, newest first."""
        return tuple(self.read(release_id) for release_id in self.ids())

    def read(self, release_id: str) -> Release:
        """One kept release; MeshError for an id that is not kept."""
        document = self._document(release_id)
        if document.exists():
            return parse_release(document.read_text(encoding="utf-8"), document)
        for database in (self.database(release_id), self.published):
            if database.exists() and (release := read_document(database)).release_id == release_id:
                return release
        raise MeshError(
            f"The domain {self.domain} has no release '{release_id}': `mesh releases {self.domain}` lists those it has."
        )

    def superseding(self, release_id: str) -> tuple[Release, ...]:
        """The kept releases newer than the given one: those that a rollback to it set aside."""
        return tuple(self.read(newer) for newer in self.ids() if newer > release_id)

    def draft(self, release_id: str) -> Path:
        """The file in which a release is prepared; its name keeps it out of every list until it is published."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{release_id}.draft"

    def discard(self, release_id: str) -> None:
        """Delete a draft and what DuckDB left beside it."""
        for file in self.folder.glob(f".{release_id}.draft*"):
            file.unlink(missing_ok=True)

    def publish(self, release: Release) -> None:
        """Make the finished draft of the release the current release of the domain."""
        draft = self.draft(release.release_id)
        files.make_read_only(draft)
        files.write_durably(self._document(release.release_id), release.model_dump_json(indent=1))
        self._swap_in(draft)
        files.replace_durably(draft, self.database(release.release_id))

    def rollback(self, release_id: str) -> Release:
        """Make a kept release the current one again; MeshError for an id that is not kept."""
        release = self.read(release_id)
        if release_id != self.current_id():
            self._swap_in(self.database(release_id))
        return release

    def recover(self) -> None:
        """Tidy up after a crash: finish a release that was published already, drop everything unfinished."""
        current = self.current_id()
        if current and not self.database(current).exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            files.link_or_copy(self.published, self.database(current))
            files.write_durably(self._document(current), self.read(current).model_dump_json(indent=1))
        for leftover in self._leftovers():
            leftover.unlink(missing_ok=True)

    def prune(self, keep: int) -> None:
        """Delete all but the newest `keep` releases; the current one stays in any case."""
        current = self.current_id()
        for release_id in self.ids()[max(keep, 1) :]:
            if release_id != current:
                self.database(release_id).unlink()
                self._document(release_id).unlink(missing_ok=True)

    def _swap_in(self, database: Path) -> None:
        """Rename a second name of the database over the published file."""
        self.published.parent.mkdir(parents=True, exist_ok=True)
        incoming = self.published.with_name(f".{self.domain}.incoming")
        files.link_or_copy(database, incoming)
        files.replace_durably(incoming, self.published)

    def _leftovers(self) -> Iterator[Path]:
        yield self.published.with_name(f".{self.domain}.incoming")
        yield from self.folder.glob(".*")
        kept = set(self.ids())
        yield from (document for document in self.folder.glob("*.json") if document.stem not in kept)

    def database(self, release_id: str) -> Path:
        """The file of a release; it is there when the release is kept."""
        return self.folder / f"{release_id}.duckdb"

    def _document(self, release_id: str) -> Path:
        return self.folder / f"{release_id}.json"
