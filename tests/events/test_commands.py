"""The commands of the event log as a person meets them."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner, Result

from mesh.cli import app
from mesh.errors import MeshError
from tests.events.shop import ORDER_HEADER, Shop

GOOD = f"{ORDER_HEADER}\n1,1,a,b,1,2024-03-01\n2,1,a\n"


@pytest.fixture(autouse=True)
def _here(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESH_ROOT", str(shop.settings.root))
    monkeypatch.setenv("MESH_WAREHOUSE", str(shop.settings.warehouse))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_batch_with_a_bad_file_shows_both_and_fails(shop: Shop) -> None:
    shop.file("till_order_1.csv", GOOD)
    shop.file("till_order_2.csv", "")
    result = run("ingest", str(shop.landing))
    assert result.exit_code == 1
    assert "till_order_1.csv" in result.stdout
    assert "1 of 2 files are in; 1 refused." in result.stdout
    assert result.stderr.strip().count("\n") == 0
    assert result.stderr.startswith("mesh: till_order_2.csv was refused")


def test_known_files_fail_unless_skipped(shop: Shop) -> None:
    path = shop.file("till_order_1.csv", GOOD)
    assert run("ingest", str(path)).exit_code == 0
    again = run("ingest", str(path))
    assert again.exit_code == 1
    assert "already ingested" in again.stderr
    skipped = run("ingest", "--skip-known", str(path))
    assert skipped.exit_code == 0
    assert "1 file was ingested before" in skipped.stdout


def test_the_landing_folder_is_the_default_and_other_files_stay(shop: Shop) -> None:
    shop.settings.landing_dir.mkdir(parents=True)
    (shop.settings.landing_dir / "till_order.csv").write_text(GOOD)
    (shop.settings.landing_dir / "manifest.json").write_text("{}")
    result = run("ingest")
    assert result.exit_code == 0
    assert "belong to no feed and were left alone: manifest.json" in result.stdout


def test_a_feed_and_a_date_can_be_given(shop: Shop) -> None:
    path = shop.file("march.csv", GOOD)
    assert run("ingest", str(path)).exit_code == 1
    assert run("ingest", str(path), "--feed", "till_order", "--file-date", "2024-04-01").exit_code == 0
    assert shop.events("till_order", "_file_date::varchar, _fault") == [
        ("2024-04-01", None),
        ("2024-04-01", "ragged_row"),
    ]


def test_wrong_arguments_are_one_sentence(shop: Shop) -> None:
    for arguments, words in (
        (("ingest", "--feed", "till_ordre", "."), "The closest is till_order"),
        (("ingest", str(shop.landing)), "holds no file of any feed"),
        (("ingest", str(shop.landing / "none")), ""),
        (("log", "nothing"), "no topic 'nothing'"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert words in str(result.exception)
        assert isinstance(result.exception, MeshError | SystemExit)
        assert "\n" not in str(result.exception)


def test_the_log_shows_topics_files_and_segments(shop: Shop) -> None:
    run("ingest", str(shop.file("till_order_1.csv", GOOD)))
    topics = run("log").stdout
    assert "shop.till_order" in topics
    assert "0-1" in topics
    assert "Nothing yet in shop.till_name" in topics
    one = run("log", "till_order").stdout
    assert "till_order_1.csv" in one
    assert "000000000000-000000000001-" in one


def lines(*ticks: object) -> str:
    return "".join(f'{{"tick": {json.dumps(tick)}}}\n' for tick in ticks)


def test_a_file_of_messages_is_published_once_and_can_be_read_again(shop: Shop) -> None:
    path = shop.file("ticks.jsonl", lines("a", "b") + "\n" + lines("c"))
    assert run("publish", "till_tick", str(path)).stdout.strip() == (
        "3 messages of ticks.jsonl published to shop.till_tick."
    )
    assert (
        "0 messages of ticks.jsonl published to shop.till_tick. 3 were published before."
        in run("publish", "till_tick", str(path)).stdout
    )
    assert run("publish", "till_tick", str(path), "--key", "again", "--delete").exit_code == 0
    found = [json.loads(line) for line in run("replay", "till_tick").stdout.splitlines()]
    assert [(event["offset"], event["event_type"], event["data"]["tick"]) for event in found] == [
        (number, "upsert" if number < 3 else "delete", "abc"[number % 3]) for number in range(6)
    ]
    assert found[0]["file_name"] == "published"
    target = shop.landing / "events.jsonl"
    assert run("replay", "till_tick", "--from", "1", "--to", "4", "--out", str(target)).exit_code == 0
    assert [json.loads(line) for line in target.read_text().splitlines()] == found[1:5]
    received = found[3]["received_at"]
    later = run("replay", "till_tick", "--from", received).stdout.splitlines()
    assert [json.loads(line)["offset"] for line in later] == [3, 4, 5]
    assert run("replay", "till_tick", "--from", "2999-01-01").stdout == ""
    tailed = run("tail", "till_tick", "--last", "4", "--count", "3").stdout
    assert [json.loads(line)["offset"] for line in tailed.splitlines()] == [2, 3, 4]
    assert "shop.till_tick: 6 messages sealed, 0 segments put together" in run("seal").stdout
    assert "The log is whole" in run("verify").stdout
    assert "shop.till_tick" in run("log").stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            lines("a") + '{"tock": 1}\n',
            "line 2 of x.jsonl was refused and nothing was changed: the key column 'tick' of",
        ),
        (
            lines("a") + "{\n",
            "line 2 of x.jsonl was refused and nothing was changed: it is no JSON object (domains/shop/",
        ),
        ('{"tick": 1, "tick": 2}', "line 1 of x.jsonl was refused and nothing was changed: it has a name twice"),
        (
            b'{"tick": "\xff"}',
            "line 1 of x.jsonl was refused and nothing was changed: column 11 of the line is no UTF-8",
        ),
    ],
)
def test_a_file_with_a_broken_message_publishes_none(shop: Shop, content: str | bytes, words: str) -> None:
    result = run("publish", "till_tick", str(shop.file("x.jsonl", content)))
    assert result.exit_code == 1
    assert words in str(result.exception)
    assert "version 1" in str(result.exception)
    assert shop.log.heads() == {}


def test_messages_of_a_pipe_are_acknowledged_as_they_come(shop: Shop) -> None:
    environment = {**os.environ, "MESH_ROOT": str(shop.settings.root), "MESH_WAREHOUSE": str(shop.settings.warehouse)}
    command = [sys.executable, "-c", "from mesh.cli import main; main()", "publish", "till_tick"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as publisher:
        assert publisher.stdin
        assert publisher.stdout
        assert publisher.stderr
        for number, sent in enumerate(("a", "b")):
            publisher.stdin.write(lines(sent))
            publisher.stdin.flush()
            assert publisher.stdout.readline().strip() == f"shop.till_tick {number}-{number}"
        publisher.stdin.write('{"tock": 1}')
        publisher.stdin.close()
        assert "line 3 of standard input was refused" in publisher.stderr.read()
    assert publisher.returncode == 1
    assert shop.events("till_tick", "tick") == [("a",), ("b",)]
