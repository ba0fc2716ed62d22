"""One writer per domain."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from mesh.errors import MeshError
from mesh.locks import exclusive

HOLD = """
import sys, time
from pathlib import Path
from mesh.locks import exclusive
with exclusive(Path(sys.argv[1]), "The domain claims", 0):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_holds_the_lock_and_gets_it_when_the_holder_is_killed(tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "claims.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            said: list[str] = []
            with (
                pytest.raises(MeshError, match=rf"The domain claims is being written by process {holder.pid}"),
                exclusive(lock, "The domain claims", 0.3, said.append),
            ):
                pytest.fail("two processes hold the lock")
            assert len(said) == 1
        finally:
            holder.kill()
    started = time.monotonic()
    with exclusive(lock, "The domain claims", 5):
        assert time.monotonic() - started < 1
