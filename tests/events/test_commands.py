"""`mesh ingest` and `mesh log` as a person meets them."""

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
    one = run("log", "till_order", "--verify").stdout
    assert "till_order_1.csv" in one
    assert "000000000000-000000000001-" in one
    assert "Every listed segment is present" in one
