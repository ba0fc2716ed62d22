"""The files of a sample: the same bytes every time, put in place at once, with the headers of their contracts."""

import csv
import hashlib
import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from mesh.cli import app
from mesh.config import Settings
from mesh.errors import MeshError
from mesh.events.recognise import matching
from mesh.sample import SampleOptions, engine, ensure_sample, generate
from tests.sample.conftest import OPTIONS, Sample

SMALL = SampleOptions(members=60, months=4, seed=3)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    generate(SMALL, tmp_path / "one")
    generate(SMALL, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_the_number_of_threads_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(SMALL, tmp_path / "many")
    connect = engine.connect

    def single(options: SampleOptions, work_dir: Path) -> duckdb.DuckDBPyConnection:
        con = connect(options, work_dir)
        con.execute("set threads = 1")
        return con

    monkeypatch.setattr(engine, "connect", single)
    generate(SMALL, tmp_path / "single")
    assert digests(tmp_path / "many") == digests(tmp_path / "single")


def test_a_population_in_a_database_file_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(SMALL, tmp_path / "memory")
    monkeypatch.setattr(engine, "LARGE_POPULATION", 10)
    generate(SMALL, tmp_path / "file")
    assert digests(tmp_path / "memory") == digests(tmp_path / "file")


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    generate(SMALL, tmp_path / "one")
    generate(SMALL.model_copy(update={"seed": 4}), tmp_path / "two")
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert one.keys() == two.keys()
    assert one["sample_medical_claim_20240331.csv"] != two["sample_medical_claim_20240331.csv"]


def test_every_file_is_recognised_as_its_feed_and_has_its_header(sample: Sample) -> None:
    listed = json.loads((sample.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {row["feed"] for row in listed} == set(sample.contracts)
    for row in listed:
        contract, path = sample.contracts[row["feed"]], sample.folder / row["file"]
        assert [found.feed for found in matching(sample.contracts, path)] == [row["feed"]]
        if contract.format == "csv" and path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                assert next(csv.reader(file)) == contract.column_names
                assert sum(1 for _ in file) == row["rows"]


def test_files_beside_the_feeds_belong_to_no_feed(sample: Sample) -> None:
    others = ("manifest.json", "manifest.csv", "dirty_rows.csv", "generation.json")
    assert not any(matching(sample.contracts, sample.folder / name) for name in others)


def test_generation_says_what_the_sample_was_made_from(sample: Sample) -> None:
    found = json.loads((sample.folder / "generation.json").read_text(encoding="utf-8"))
    assert found.items() >= OPTIONS.model_dump(mode="json").items()


def test_a_sample_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, warehouse=tmp_path / "warehouse")
    folder = ensure_sample(settings, members=60, months=4, seed=3)
    before = (folder / "generation.json").stat().st_mtime_ns
    assert ensure_sample(settings, members=60, months=4, seed=3) == folder
    assert (folder / "generation.json").stat().st_mtime_ns == before
    ensure_sample(settings, members=61, months=4, seed=3)
    assert (folder / "generation.json").stat().st_mtime_ns != before
    assert [path.name for path in folder.parent.iterdir()] == ["sample"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(MeshError, match="holds no sample"):
        generate(SMALL, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_failure_leaves_the_old_sample_and_no_traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sample"
    generate(SMALL, folder)
    before = digests(folder)

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("mesh.sample.manifest.write", full)
    with pytest.raises(MeshError, match="No space left on device"):
        generate(SMALL.model_copy(update={"seed": 4}), folder)
    assert digests(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_the_command_writes_a_sample_and_says_what_it_holds(tmp_path: Path) -> None:
    arguments = ["sample", "--members", "60", "--months", "4", "--end-date", "2023-06-30", "--out", str(tmp_path / "s")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert "2023-03-01 to 2023-06-30" in result.output
    assert "sample_eligibility_20230531.csv" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--months", "1"], "--months 1"),
        (["--members", "3"], "--members 3"),
        (["--start", "January"], "--start 'January' is not a date"),
        (["--start", "2024-01-01", "--end-date", "2024-12-31"], "give one of them"),
    ],
)
def test_arguments_that_make_no_population_are_refused(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["sample", *arguments])
    assert isinstance(result.exception, MeshError)
    assert message in str(result.exception)
