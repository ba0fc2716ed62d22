"""A process that has others publish, or seal, and kills them at random moments; tests of crashes read what it prints.

    python -m tests.events.publishing ROOT publish|seal KILLS

Prints the number of the last message that was acknowledged. The others are forked, which a process that has DuckDB
loaded must not do: that is why this is a process of its own.
"""

import datetime as dt
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mesh.config import Settings
from mesh.events.publisher import Publisher

LONGEST_SECONDS = {"publish": 0.08, "seal": 0.3}


def publish(settings: Settings, first: int, tell: Callable[[int], None], count: int = 1_000_000) -> None:
    """Publish numbered messages, one by one, each under its own key, and tell what was acknowledged."""
    with Publisher.of("till_tick", settings) as publisher:
        for number in range(first, first + count):
            publisher.publish([{"tick": number}], key=f"message {number}")
            tell(number)


def seal(settings: Settings, tell: Callable[[int], None]) -> None:
    """Seal, put together and forget, over and over."""
    import duckdb  # noqa: F401, PLC0415 - before the clock of the murderer starts

    from mesh.events import housekeeping, sealing  # noqa: PLC0415

    sealing.KEEP_RETIRED = dt.timedelta(0)
    tell(-1)
    while True:
        list(housekeeping.keep_house(settings))


def _tell(pipe: int, number: int) -> None:
    os.write(pipe, f"{number}\n".encode())


def killed(work: Callable[[Callable[[int], None]], None], seconds: float) -> list[int]:
    """Run work in a process of its own, kill it some time after it first told something, and return what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        work(lambda number: _tell(writing, number))
        os._exit(0)
    os.close(writing)
    told = os.read(reading, 1 << 16)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1 << 16):
        told += more
    os.close(reading)
    return [int(line) for line in told.split()]


def main(root: Path, what: str, kills: int) -> None:
    """Kill as often as asked, going on each time behind the last acknowledged message."""
    settings = Settings(root, root / "warehouse")
    rng = random.Random(5)  # noqa: S311
    last = -1
    for _ in range(kills):
        seconds = rng.uniform(0, LONGEST_SECONDS[what])
        if what == "publish":
            last = killed(lambda tell, first=last + 1: publish(settings, first, tell), seconds)[-1]  # type: ignore[misc]
        else:
            publish(settings, last + 1, lambda _: None, count=7)
            last += 7
            killed(lambda tell: seal(settings, tell), seconds)
    print(last)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
