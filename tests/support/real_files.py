"""Short copies of the files of third parties that are at hand, for whatever feeds the mesh has."""

from contextlib import ExitStack
from pathlib import Path

from mesh.contracts import FeedContract, load_contracts
from mesh.events.log import EventLog
from mesh.events.packages import Packages
from mesh.events.recognise import find
from tests.support.redelivery import Records
from tests.support.warehouse import MeshWarehouse

ROWS, FILES = 300, 4


def short_copies(mesh: MeshWarehouse, source: Path, folder: Path) -> list[tuple[Path, FeedContract]]:
    """The first rows of the first files of every feed under `source`, each file in a folder of its own."""
    contracts = load_contracts(mesh.settings)
    copies: list[tuple[Path, FeedContract]] = []
    taken: dict[str, int] = {}
    with ExitStack() as stack:
        found, _ = find(contracts, [source], None, Packages(EventLog(folder / "unpacked"), stack))
        for item in sorted(found, key=lambda item: item.path.name):
            if item.contract is None or taken.get(item.contract.topic, 0) >= FILES:
                continue
            taken[item.contract.topic] = taken.get(item.contract.topic, 0) + 1
            target = folder / item.contract.feed / str(taken[item.contract.topic]) / item.path.name
            target.parent.mkdir(parents=True)
            records = Records(item.path, item.contract)
            copies.append((records.write(target, range(min(records.rows, ROWS))), item.contract))
    return copies
