"""ZIP packages: unpacked for the time of an ingest and then read like folders, each member a file of its own.

A package is recognised by content, whatever its name; a package inside a package is unpacked too.
"""

import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path

from mesh.events.log import EventLog
from mesh.events.refusal import refusal
from mesh.events.segments import scratch, sha256_of
from mesh.events.stream import EXPANSION_FLOOR_BYTES, MAX_EXPANSION

_MAGIC = b"PK\x03\x04"
# Every workbook of Excel (xlsx) is a zip file with this member.
_WORKBOOK = "[Content_Types].xml"
_MAX_DEPTH = 3
_ASK = "ask the sender for it again"


def is_package(path: Path) -> bool:
    """Whether the file begins like a zip file and is not a workbook of Excel."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            return False
    try:
        with zipfile.ZipFile(path) as package:
            return _WORKBOOK not in package.namelist()
    except zipfile.BadZipFile:
        return True


class Packages:
    """Unpacks packages under the log's folder for scratch files; what it unpacked goes when `stack` is closed."""

    def __init__(self, log: EventLog, stack: ExitStack) -> None:
        self._log = log
        self._stack = stack
        self._open: dict[str, Path] = {}

    def unpack(self, path: Path) -> Path:
        """The folder with the members of a package. Raises RefusedError for a damaged, locked or huge one."""
        digest = sha256_of(path)
        if digest not in self._open:
            # Named and locked like a topic, so that the sweep finds what a killed process left.
            name = f"package-{digest[:16]}"
            self._stack.enter_context(self._log.topic_lock(name))
            folder = self._stack.enter_context(scratch(self._log, name))
            _extract(path, folder, path.name, _MAX_DEPTH)
            self._open[digest] = folder
        return self._open[digest]


def _extract(path: Path, folder: Path, name: str, depth: int) -> None:
    """Unpack a package, and those in it, into a folder. `name` is what the user calls it."""
    try:
        with zipfile.ZipFile(path) as package:
            for member in package.infolist():
                if member.file_size > max(EXPANSION_FLOOR_BYTES, member.compress_size * MAX_EXPANSION):
                    raise refusal(name, f"{member.filename} unpacks to more than {MAX_EXPANSION} times its size", _ASK)
                if member.flag_bits & 1:
                    raise refusal(name, f"{member.filename} in it is locked with a password", "unpack it first")
            package.extractall(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise refusal(name, f"the zip package is truncated or damaged ({error})", _ASK) from error
    except NotImplementedError as error:
        raise refusal(name, f"its way of compression is unknown ({error})", "unpack it first") from error
    for inner in [file for file in sorted(folder.rglob("*")) if is_package(file)]:
        if depth == 1:
            raise refusal(name, f"its packages are more than {_MAX_DEPTH} deep", "unpack it first")
        packed = inner.rename(inner.with_name(f"{inner.name}.packed"))
        inner.mkdir()
        _extract(packed, inner, f"{name}/{inner.name}", depth - 1)
        packed.unlink()
