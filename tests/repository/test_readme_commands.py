"""Every command that a README shows works in a fresh clone, in the order in which a reader meets it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.repository.files import ROOT, repository_files
from tests.repository.readme import Command, commands_of, documented_commands
from tests.support.warehouse import NO_UNIT_TESTS, SECONDS

SERVER_SECONDS = 180


def test_commands_are_found_as_a_reader_sees_them() -> None:
    text = "\n".join(
        [
            "```bash",
            "git clone https://example.org/a/house.git",
            "cd house",
            "make up          # everything",
            "```",
            "```sql",
            "select 1",
            "```",
            "```console",
            "$ cd domains/members && uv run dbt parse",
            "$ cd domains/claims",
            "$ uv run dbt build \\",
            "  --select claims",
            "```",
            "```bash",
            'python -c "',
            "print(1)",
            '"',
            "```",
        ]
    )
    assert list(commands_of(text, "README.md")) == [
        Command("make up", ".", "README.md"),
        Command("uv run dbt parse", "domains/members", "README.md"),
        Command("uv run dbt build --select claims", "domains/claims", "README.md"),
        Command('python -c "\nprint(1)\n"', ".", "README.md"),
    ]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's files with a git history of its own, and nothing else."""
    folder = tmp_path_factory.mktemp("readme") / "clone"
    for path in repository_files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]
    for command in (["init", "--quiet"], ["add", "--all"], [*identity, "commit", "--quiet", "--message", "clone"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def _environment() -> dict[str, str]:
    """The reader's: without the variables of this test run, with uv where `make` put it."""
    ours = ("MESH_", "DBT_", "VIRTUAL_ENV", "PYTEST", "DAGSTER_", "MAKE", "MFLAGS")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    venv = str(ROOT / ".venv")
    path = [part for part in clean["PATH"].split(os.pathsep) if not part.startswith(venv)]
    return {**clean, **NO_UNIT_TESTS, "PATH": os.pathsep.join([*path, str(ROOT / ".tools" / "bin")])}


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.parametrize("command", documented_commands(), ids=str)
def test_readme_command(command: Command, clone: Path) -> None:
    folder = clone / command.folder
    if command.port is not None:
        _serves(command.text, folder, command.port)
        return
    text = command.text
    if command.is_whole_suite:
        text = text.replace("make", "make --dry-run").replace("pytest", "pytest --collect-only --quiet")
        text = text.replace("tests.run", "tests.run --list")
    done = subprocess.run(
        ["bash", "-ec", text],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, f"`{text}` in {command.folder} ended with {done.returncode}:\n{done.stdout[-4000:]}"


def _serves(text: str, folder: Path, port: int) -> None:
    """Start a server, wait until its port answers, and stop it with everything it started."""
    assert not _answers(port), f"something else on this machine uses port {port}"
    server = subprocess.Popen(
        ["bash", "-ec", text],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + SERVER_SECONDS
        while not _answers(port):
            assert server.poll() is None, f"`{text}` ended with {server.returncode} before it answered"
            assert time.monotonic() < until, f"`{text}` did not answer on port {port} within {SERVER_SECONDS} s"
            time.sleep(0.5)
    finally:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0
