"""Runs a command and measures it: wall time, processor time and peak memory of it and everything it starts."""

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Measured:
    """Seconds of wall and processor time, peak resident memory in bytes, and what the command printed."""

    wall: float
    cpu: float
    peak_bytes: int
    output: str


class _Watch(threading.Thread):
    """Adds up the memory and processor time of a process tree until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(pid)
        self.peak_bytes = 0
        self.cpu_by_process: dict[tuple[int, float], float] = {}

    def run(self) -> None:
        while self._look():
            time.sleep(_SECONDS_BETWEEN_LOOKS)

    def _look(self) -> bool:
        total = 0
        try:
            tree = [self.root, *self.root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return False
        for process in tree:
            try:
                with process.oneshot():
                    total += process.memory_info().rss
                    times = process.cpu_times()
                    self.cpu_by_process[process.pid, process.create_time()] = times.user + times.system
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
        self.peak_bytes = max(self.peak_bytes, total)
        return total > 0


def measure(command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command to its end; RuntimeError with its output when it fails."""
    started = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, _ = process.communicate()
        wall = time.perf_counter() - started
        watch.join(5)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{output[-4000:]}")
    return Measured(wall, sum(watch.cpu_by_process.values()), watch.peak_bytes, output)
