"""One sample population for all tests of the generator, written once and read as tables."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from mesh import config
from mesh.contracts import FeedContract, load_contracts
from mesh.sample import SampleOptions, generate

OPTIONS = SampleOptions(members=800, months=24, seed=5)
# Planted rows that cannot be read have keys of their own, which start with this letter.
PLANTED = "X"


@dataclass(frozen=True)
class Sample:
    """A generated sample, and a connection with one table per feed: all text, without the planted unreadable rows."""

    folder: Path
    con: duckdb.DuckDBPyConnection
    contracts: dict[str, FeedContract]

    def value(self, query: str) -> int:
        """The one number that a query gives; null counts as 0."""
        row = self.con.execute(query).fetchone()
        assert row is not None
        return int(row[0] or 0)

    def files(self, feed: str) -> list[Path]:
        """The files of a feed, in the order of their dates."""
        return sorted(self.folder.glob(f"{feed}_2*"))


def read_feed(con: duckdb.DuckDBPyConnection, contract: FeedContract, files: list[Path]) -> None:
    """Create the table <feed> from its files; malformed lines are skipped."""
    paths = [str(path) for path in files]
    if contract.format == "parquet":
        con.execute(
            f"create table {contract.feed} as select cast(columns(*) as varchar)"
            f" from read_parquet({paths}, filename = true)"
        )
        return
    if contract.format == "fixed_width":
        cuts = ", ".join(f"trim(substr(line, {c.start}, {c.width})) as {c.name}" for c in contract.columns)
        con.execute(
            f"create table {contract.feed} as select {cuts} from read_csv({paths}, header = false, auto_detect = false,"
            " delim = '\t', quote = '', escape = '', columns = {'line': 'varchar'})"
        )
        return
    delimiter = "|" if contract.format == "pipe" else ","
    columns = dict.fromkeys(contract.column_names, "varchar")
    con.execute(
        f"create table {contract.feed} as select * from read_csv({paths}, header = true, auto_detect = false,"
        f" delim = '{delimiter}', quote = '\"', columns = {columns}, ignore_errors = true, filename = true)"
        f" where {contract.key[0]} is not null and not starts_with({contract.key[0]}, '{PLANTED}')"
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("population") / "sample"
    generate(OPTIONS, folder)
    contracts = {
        contract.feed: contract for contract in load_contracts(config.load()).values() if contract.source == "sample"
    }
    loaded = Sample(folder, duckdb.connect(), contracts)
    for feed, contract in contracts.items():
        read_feed(loaded.con, contract, loaded.files(feed))
    return loaded
