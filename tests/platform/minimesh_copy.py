"""A mesh of three tiny domains: shop -> finance, and weather beside them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from mesh.build.pipeline import build_mesh
from mesh.build.report import Outcome, Silent
from mesh.build.session import Options
from mesh.config import PACKAGE_ROOT, Settings
from mesh.contracts import META_COLUMNS, load_contract
from mesh.events.entries import FileEntry, Segment
from mesh.events.log import EventLog
from mesh.releases.store import ReleaseStore

TEMPLATE = Path(__file__).parent / "minimesh"
SALES = (("s1", "tea", "2.50"), ("s2", "tea", "2.50"), ("s3", "cake", "4.00"))

Sale = tuple[str, str, str]


@dataclass(frozen=True)
class MiniMesh:
    """The tiny mesh in a folder of its own."""

    settings: Settings

    @classmethod
    def create(cls, folder: Path) -> "MiniMesh":
        """Copy the template with the real macros and profiles into an empty folder."""
        shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
        shutil.copytree(
            PACKAGE_ROOT / "macros", folder / "macros", ignore=shutil.ignore_patterns("target", "dbt_packages")
        )
        shutil.copy(PACKAGE_ROOT / "profiles.yml", folder)
        return cls(Settings(root=folder, warehouse=folder / "warehouse"))

    def copy(self, folder: Path) -> "MiniMesh":
        """The same mesh, built as far as it is, in another folder."""
        root = self.settings.root
        shutil.copytree(root, folder, symlinks=True)
        for link in folder.rglob("dbt_packages/*"):
            target = link.readlink()
            link.unlink()
            link.symlink_to(folder / target.relative_to(root))
        return MiniMesh(Settings(root=folder, warehouse=folder / "warehouse"))

    def build(self, *names: str, **options: object) -> dict[str, Outcome]:
        """Build; outcome by domain."""
        outcomes = build_mesh(self.settings, names, Options(**options), Silent())  # type: ignore[arg-type]
        return {outcome.domain: outcome for outcome in outcomes}

    def store(self, domain: str) -> ReleaseStore:
        """The releases of a domain."""
        return ReleaseStore(self.settings, domain)

    def current(self, domain: str) -> str | None:
        """The current release of a domain."""
        return self.store(domain).current_id()

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace text in a file of the mesh."""
        path = self.settings.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def query(self, domain: str, sql: str) -> list[tuple[object, ...]]:
        """Query the published file of a domain."""
        with duckdb.connect(str(self.settings.published_dir / f"{domain}.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def sell(self, sales: Sequence[Sale] = SALES) -> None:
        """Append sales to the event log, as an ingest would."""
        log = EventLog(self.settings.log_dir)
        contract = load_contract(self.settings.domains_dir / "shop" / "feeds" / "till_sale.yml", "shop")
        first = log.head(contract.topic)
        last = first + len(sales) - 1
        name = f"sales_{first}"
        path = Path("segments") / contract.topic / f"{first}.parquet"
        log.path_of(segment := _segment(contract.topic, first, last, path)).parent.mkdir(parents=True, exist_ok=True)
        values = ", ".join(
            f"({first + number}, '{name}.csv', '{sale_id}', '{item}', '{price}')"
            for number, (sale_id, item, price) in enumerate(sales)
        )
        known = {"_offset": "o", "_file_name": "f", "_event_type": "'upsert'"}
        meta = ", ".join(f'cast({known.get(c, "null")} as {kind}) as "{c}"' for c, kind in META_COLUMNS.items())
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (select {meta}, sale_id, item, price from (values {values}) as v (o, f, sale_id, item, price)) "
                f"to '{log.path_of(segment)}' (format parquet)"
            )
        file = FileEntry(
            contract.topic, name, name, 1, len(sales), len(sales), 0, 0, None, segment.created_at, first, last
        )
        assert log.register(file, [segment])


def _segment(topic: str, first: int, last: int, path: Path) -> Segment:
    columns = (*META_COLUMNS, "sale_id", "item", "price")
    now = datetime.now(UTC).isoformat()
    return Segment(topic, first, last, path.as_posix(), f"{topic}{first}", 1, last - first + 1, columns, now)
