"""A process that ingests a folder, and for tests of crashes kills itself at a given step.

python -m tests.events.worker ROOT FOLDER [STEP]
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mesh.config import Settings
from mesh.events import ingest as module
from mesh.events.log import EventLog

STEPS = ("write", "seal", "before register", "within register", "after register")


def die(*_: object) -> None:
    """End like a process whose plug was pulled."""
    os.kill(os.getpid(), signal.SIGKILL)


def _and_die(original: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        original(*arguments, **named)
        die()

    return call


def arm(step: str) -> None:
    """Make the process die at a step of ingesting its first file."""
    if step == "write":
        module.write_part = _and_die(module.write_part)  # type: ignore[attr-defined]
    elif step == "seal":
        module.seal = _and_die(module.seal)  # type: ignore[attr-defined]
    elif step == "before register":
        EventLog.register = die  # type: ignore[assignment,method-assign]
    elif step == "within register":
        EventLog._insert_segment = staticmethod(_and_die(EventLog._insert_segment))  # type: ignore[method-assign]
    else:
        EventLog.register = _and_die(EventLog.register)  # type: ignore[method-assign]


if __name__ == "__main__":
    root = Path(sys.argv[1])
    for name in sys.argv[3:]:
        arm(name)
    outcomes, _ = module.ingest(Settings(root, root / "warehouse"), [Path(sys.argv[2])], skip_known=True)
    sys.exit(any(outcome.status == "refused" for outcome in outcomes))
