"""The shell commands of the repository's READMEs, and how each is tried out."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.repository.files import ROOT

_BLOCK = re.compile(r"^```(?:bash|sh|shell|console|powershell)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_WHOLE_SUITE = re.compile(r"^make test$|^uv run pytest$|^uv run python -m tests\.run$")
_SERVER_PORTS = {"make dagster": 3000, "uv run dagster dev": 3000, "uv run dbt docs serve": 8080}


@dataclass(frozen=True)
class Command:
    """One command of a README: the folder it is run in, from the root, and the document that has it."""

    text: str
    folder: str
    document: str

    @property
    def is_whole_suite(self) -> bool:
        """It would start this very test again."""
        return bool(_WHOLE_SUITE.match(self.text))

    @property
    def port(self) -> int | None:
        """The port on which a command that does not end by itself answers; None when it ends."""
        return _SERVER_PORTS.get(self.text)

    def __str__(self) -> str:
        return f"{self.document}: {self.text.splitlines()[0]}" + (f" (in {self.folder})" if self.folder != "." else "")


def _lines(block: str) -> Iterator[str]:
    """The commands of a block: prompts and comments dropped, lines joined that end in \\ or inside quotes."""
    waiting = ""
    for line in re.sub(r"\s*\\\n\s*", " ", block).splitlines():
        text = f"{waiting}\n{line}" if waiting else re.sub(r"\s+#\s.*$", "", line.strip().removeprefix("$ "))
        if not waiting and (not text or text.startswith("#")):
            continue
        try:
            shlex.split(text)
        except ValueError:
            waiting = text
            continue
        waiting = ""
        yield text


def commands_of(text: str, document: str) -> Iterator[Command]:
    """Every command of a document; `cd` counts for the rest of its block, and each block starts at the root.

    Cloning and entering the clone are left out: the test does both.
    """
    for block in _BLOCK.findall(text):
        folder, cloned = Path(), ""
        for line in _lines(block):
            words = shlex.split(line)
            if words[0] == "cd" and words[2:3] == ["&&"]:
                yield Command(line.split(" && ", maxsplit=1)[1], Path(folder, words[1]).as_posix(), document)
                continue
            if words[:2] == ["git", "clone"]:
                cloned = Path(words[-1]).name.removesuffix(".git")
                continue
            if words[0] == "cd" and len(words) == 2:
                folder = Path() if words[1] == cloned else Path(folder, words[1])
                continue
            yield Command(line, folder.as_posix(), document)


def documented_commands() -> list[Command]:
    """The commands of README.md and of every domain's README, each once, in reading order."""
    found: dict[tuple[str, str], Command] = {}
    for path in [ROOT / "README.md", *sorted(ROOT.glob("domains/*/README.md"))]:
        for command in commands_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()):
            found.setdefault((command.text, command.folder), command)
    return list(found.values())
