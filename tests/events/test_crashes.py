"""kill -9 during ingest: nothing is lost, nothing is doubled, the next run finishes."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tests.events.shop import ORDER_HEADER, Shop
from tests.events.worker import STEPS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")

FILES, ROWS = 4, 6_000
KILLS = 8


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
