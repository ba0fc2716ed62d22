"""Which feed a file belongs to."""

import difflib
import fnmatch
import gzip
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mesh.contracts import FeedContract
from mesh.errors import MeshError
from mesh.events.header import delimiter, fitting_form, split_header
from mesh.events.packages import Packages, is_package
from mesh.events.refusal import RefusedError, refusal

_HEAD_BYTES = 1 << 16
_SPARE = (".tmp", ".part", ".partial", ".swp")


@dataclass(frozen=True)
class Found:
    """A file to ingest with its contract, or the refusal that says why it has none."""

    path: Path
    contract: FeedContract | None
    refused: RefusedError | None = None


def choose_feed(contracts: Mapping[str, FeedContract], name: str) -> FeedContract:
    """The contract of a feed given by its name or topic. Raises MeshError for an unknown one."""
    for contract in contracts.values():
        if name in (contract.feed, contract.topic):
            return contract
    raise MeshError(f"There is no feed {name!r}. {_feeds(contracts, name)} Nothing was changed.")


def _feeds(contracts: Mapping[str, FeedContract], name: str) -> str:
    names = sorted(contract.feed for contract in contracts.values())
    stem = name.split(".", maxsplit=1)[0].lower()
    close = difflib.get_close_matches(stem, names, n=1, cutoff=0.5)
    nearest = f"The closest is {close[0]}; the" if close else "The"
    return f"{nearest} feeds are {', '.join(names) or 'none: add a contract under domains/<domain>/feeds'}."


def matching(contracts: Mapping[str, FeedContract], path: Path) -> list[FeedContract]:
    """Contracts with a pattern in `files` that fits the file's name (upper and lower case alike)."""
    name = path.name.lower()
    return [
        contract
        for contract in contracts.values()
        if any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in contract.files)
    ]


def find(
    contracts: Mapping[str, FeedContract], paths: Sequence[Path], feed: FeedContract | None, packages: Packages
) -> tuple[list[Found], list[Path]]:
    """Files to ingest, and the files in folders and packages that belong to no feed.

    A file goes to every domain with a feed for it. A file that is named must belong to a feed (or to `feed`), otherwise
    it is refused; in a folder or package, searched with its subfolders, the other files are left alone. A named package
    without a file of any feed is refused. Raises MeshError when a folder holds no file of any feed.
    """
    found: dict[tuple[Path, str], Found] = {}

    def keep(items: Iterable[Found]) -> None:
        for item in items:
            found.setdefault((item.path.resolve(), item.contract.topic if item.contract else ""), item)

    ignored: list[Path] = []
    what = f"of the feed {feed.feed}" if feed else "of any feed"
    for path in paths:
        if not path.is_dir() and not is_package(path):
            keep(_named(contracts, path, feed))
            continue
        held, broken = _held(path, packages)
        mine = [file for file in held if (feed in matching(contracts, file) if feed else matching(contracts, file))]
        ignored += [file for file in held if file not in set(mine)]
        keep([*broken, *(item for file in mine for item in _named(contracts, file, feed))])
        if mine or broken:
            continue
        hint = "" if feed else _feeds(contracts, "")
        if path.is_dir():
            raise MeshError(f"The folder {path} holds no file {what}. {hint} Nothing was changed.")
        names = ", ".join(file.name for file in held) or "no file at all"
        why = f"the package holds no file {what}, but {names}"
        keep([Found(path, None, refusal(path.name, why, "name the feed of a file with --feed"))])
    return list(found.values()), ignored


def _held(path: Path, packages: Packages) -> tuple[list[Path], list[Found]]:
    """The files in a folder or package and in the packages that it holds; packages that cannot be opened."""
    if is_package(path):
        try:
            return _held(packages.unpack(path), packages)
        except RefusedError as error:
            return [], [Found(path, None, error)]
    files: list[Path] = []
    broken: list[Found] = []
    for file in sorted(path.rglob("*")):
        if not file.is_file() or not _visible(file, path):
            continue
        inner, faults = _held(file, packages) if is_package(file) else ([file], [])
        files += inner
        broken += faults
    return files, broken


def _visible(file: Path, folder: Path) -> bool:
    inner = file.relative_to(folder).parts
    return not any(part.startswith(".") for part in inner) and file.suffix.lower() not in _SPARE


def _named(contracts: Mapping[str, FeedContract], path: Path, feed: FeedContract | None) -> list[Found]:
    """The feeds of a file, at most one of each domain; or the refusal."""
    if not path.exists():
        return [Found(path, None, refusal(str(path), "there is no such file", "check the path"))]
    if feed is not None:
        return [Found(path, feed)]
    fitting = matching(contracts, path)
    if len(fitting) > 1:
        fitting = [contract for contract in fitting if _header_fits(contract, path)] or fitting
    if fitting and len({contract.domain for contract in fitting}) == len(fitting):
        return [Found(path, contract) for contract in fitting]
    if fitting:
        names = " and ".join(contract.feed for contract in fitting)
        return [Found(path, None, refusal(path.name, f"its name fits the feeds {names}", "name one with --feed"))]
    by_header = [contract.feed for contract in contracts.values() if _header_fits(contract, path)]
    hint = f"its header fits {by_header[0]}: add --feed {by_header[0]}" if by_header else "name its feed with --feed"
    why = f"no feed's `files` patterns fit its name. {_feeds(contracts, path.name)[:-1]}"
    return [Found(path, None, refusal(path.name, why, hint))]


def _header_fits(contract: FeedContract, path: Path) -> bool:
    """Whether the first line of a delimited file has the contract's columns."""
    if contract.format not in ("csv", "pipe"):
        return False
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            head = gzip.GzipFile(fileobj=raw).read(_HEAD_BYTES) if packed else raw.read(_HEAD_BYTES)
        line = head.decode("utf-8-sig", "replace").splitlines()[0]
    except (OSError, EOFError, zlib.error, IndexError):
        return False
    return fitting_form(contract, split_header(line, delimiter(contract))) is not None
