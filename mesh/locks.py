"""One writer at a time: a lock file per domain that the operating system frees when its holder dies."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mesh.errors import MeshError

_HOLDER_WIDTH = 60

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: IO[str]) -> bool:
        try:
            handle.seek(1 << 20)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: IO[str]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def exclusive(
    path: Path,
    what: str,
    wait_seconds: float,
    on_wait: Callable[[str], None] | None = None,
    poll_seconds: float = 0.2,
) -> Iterator[None]:
    """Hold the lock file `path` while the block runs.

    what: what is being locked, as it stands in sentences ("the domain claims").
    wait_seconds: how long to wait for another holder; MeshError naming the holder when it takes longer.
    on_wait: called once with a sentence as soon as waiting begins.
    poll_seconds: how long to wait between two looks; short where others hold the lock for milliseconds.

    The lock belongs to the open file, so it ends with the process however that ends. The file itself stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_seconds
    told = False
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+", encoding="utf-8") as handle:  # noqa: PTH123
        while not _try_lock(handle):
            holder = _holder(path)
            if time.monotonic() >= deadline:
                raise MeshError(
                    f"{what} is being written by {holder} since more than {wait_seconds:.0f} s: wait for it or end it."
                )
            if not told and on_wait:
                on_wait(f"{what} is being written by {holder}: waiting.")
                told = True
            time.sleep(poll_seconds)
        handle.seek(0)
        # As wide as any that was there before: cutting the file off costs as much as a commit of a database.
        handle.write(f"process {os.getpid()}, started {time.strftime('%H:%M:%S')}".ljust(_HOLDER_WIDTH))
        handle.flush()
        yield


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() or "another process"
    except OSError:
        return "another process"
