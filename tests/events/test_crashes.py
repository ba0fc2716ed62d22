"""kill -9 of ingest, publisher and sealer: nothing is lost, nothing is doubled, the next run finishes."""

import random
import signal
import subprocess
import sys
import time

import pytest

from mesh.events.housekeeping import keep_house
from mesh.events.verify import verify
from tests.events.shop import ORDER_HEADER, Shop
from tests.events.worker import STEPS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")

FILES, ROWS = 4, 6_000
KILLS, LIVE_KILLS = 8, 20


def worker(shop: Shop, *step: str) -> list[str]:
    return [sys.executable, "-m", "tests.events.worker", str(shop.settings.root), str(shop.landing), *step]


def fill(shop: Shop, rows: int) -> None:
    for number in range(FILES):
        lines = "".join(f"{number}-{row},1,a,b,1,2024-03-01\n" for row in range(rows))
        shop.file(f"till_order_{number}.csv", f"{ORDER_HEADER}\n{lines}")


def check_whole(shop: Shop, rows: int) -> None:
    shop.check_log("till_order")
    assert len(shop.log.files("shop.till_order")) == FILES
    assert shop.query(
        "select count(*), count(distinct order_id), count(distinct (_file_name, _row_number)) from raw_shop.till_order"
    ) == [(FILES * rows,) * 3]
    listed = {segment.path for segment in shop.log.segments("shop.till_order")}
    on_disk = {path.relative_to(shop.log.log_dir).as_posix() for path in shop.log.log_dir.rglob("*.parquet")}
    assert on_disk == listed


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_every_step(shop: Shop, step: str) -> None:
    fill(shop, 50)
    killed = subprocess.run(worker(shop, step), check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(shop.log.files("shop.till_order")) == (step == "after register")
    shop.check_log("till_order")
    assert subprocess.run(worker(shop), check=False).returncode == 0
    check_whole(shop, 50)


def test_killed_at_random_moments(shop: Shop) -> None:
    fill(shop, ROWS)
    rng = random.Random(11)  # noqa: S311
    started = time.monotonic()
    subprocess.run([*worker(shop)[:-1], str(shop.landing / "till_order_0.csv")], check=True)
    whole_run = time.monotonic() - started
    for _ in range(KILLS):
        with subprocess.Popen(worker(shop)) as process:
            time.sleep(rng.uniform(0.4, 1.3) * whole_run)
            process.kill()
        shop.check_log("till_order")
    assert subprocess.run(worker(shop), check=False).returncode == 0
    check_whole(shop, ROWS)


def live(shop: Shop, what: str, kills: int = LIVE_KILLS) -> int:
    """Have publishers or sealers killed at random moments; the number of the last acknowledged message."""
    command = [sys.executable, "-m", "tests.events.publishing", str(shop.settings.root), what, str(kills)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("what", ["publish", "seal"])
def test_live_events_survive_kills_of_publisher_and_sealer(shop: Shop, what: str) -> None:
    last = live(shop, what)
    assert verify(shop.log).faults == ()
    for _ in range(2):
        told = [int(tick) for (tick,) in shop.events("till_tick", "tick")]
        # The last message may be in without an acknowledgement; sent again under its key, it would not come twice.
        assert told == list(range(len(told)))
        assert len(told) in (last + 1, last + 2)
        assert shop.log.head("shop.till_tick") == len(told)
        list(keep_house(shop.settings))
    assert verify(shop.log).repaired == ()
    assert len(shop.log.segments("shop.till_tick")) == 1


def test_two_publishers_at_once_take_turns(shop: Shop) -> None:
    code = (
        "import sys; from mesh.config import Settings; from pathlib import Path; from mesh.events import Publisher\n"
        "root = Path(sys.argv[1])\n"
        "with Publisher.of('till_tick', Settings(root, root / 'warehouse')) as publisher:\n"
        "    for number in range(60): publisher.publish([{'tick': f'{sys.argv[2]}-{number}'}])\n"
    )
    command = [sys.executable, "-c", code, str(shop.settings.root)]
    publishers = [subprocess.Popen([*command, name]) for name in "ab"]
    assert [publisher.wait() for publisher in publishers] == [0, 0]
    told = [tick for (tick,) in shop.events("till_tick", "tick")]
    assert len(told) == 120
    for name in "ab":
        assert [tick for tick in told if tick.startswith(name)] == [f"{name}-{number}" for number in range(60)]
    assert [row[0] for row in shop.events("till_tick", "_offset")] == list(range(120))
