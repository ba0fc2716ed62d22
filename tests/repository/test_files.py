"""What holds for every file of the repository: its size, its words and its licence."""

import re
import tomllib
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from tests.repository.files import ROOT, repository_files, with_suffix

LINES_AT_MOST = {".py": 300, ".sql": 120, ".yml": 300, ".yaml": 300}
TEXT = (".py", ".sql", ".yml", ".yaml", ".toml", ".md", ".cfg", ".sh", "")

# Spelt in two parts, so that this file does not find itself.
UNFINISHED = re.compile(
    "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", r"NotImple" + r"mented\b", "lorem " + "ipsum"])
)
MACHINE_PATH = re.compile(r"(?<![\w.])(/ho" + "me/|/Us" + "ers/|/ro" + "ot/|/wo" + r"rk/|C:\\Us" + "ers)")
# Texts that others own and that must not be redistributed, by the words that every copy of them carries.
PROPRIETARY = re.compile(
    "|".join(
        [
            r"CPT (is a registered trademark|copyright)",
            r"copyright \d{4} American Medical" + " Association",
            r"NCQA" + r" HEDIS measure specification",
            r"National Uniform Billing" + " Committee. All rights",
        ]
    ),
    re.IGNORECASE,
)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lines_matching(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{_name(path)}:{number}: {line.strip()[:120]}"
        for path in with_suffix(*TEXT)
        if path.name != "LICENSE"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_a_file_fits_on_a_few_screens() -> None:
    too_long = {
        _name(path): lines
        for path in with_suffix(*LINES_AT_MOST)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_AT_MOST[path.suffix]
    }
    assert too_long == {}


def test_nothing_is_left_unfinished() -> None:
    assert _lines_matching(UNFINISHED) == []


def test_no_path_of_somebodys_machine() -> None:
    assert _lines_matching(MACHINE_PATH) == []


def test_no_text_that_others_own() -> None:
    assert _lines_matching(PROPRIETARY) == []


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert project["license-files"] == ["LICENSE"]


def test_no_large_or_binary_data() -> None:
    """Code lists are small text; pictures of the docs are the only binary files."""
    large = {_name(path): path.stat().st_size for path in repository_files() if path.stat().st_size > 1_000_000}
    data = [_name(path) for path in with_suffix(".parquet", ".duckdb", ".db", ".gz", ".zip", ".xlsx", ".pdf")]
    assert (large, data) == ({}, [])


class _StrictLoader(yaml.SafeLoader):
    """PyYAML keeps the last of two equal keys and says nothing; this one refuses them."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        merged = "tag:yaml.org,2002:merge"  # `<<: *other` takes over the keys of another mapping; it is no key itself
        keys = [self.construct_object(key, deep=True) for key, _ in node.value if key.tag != merged]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            raise yaml.constructor.ConstructorError(None, None, f"{repeated} stands there twice", node.start_mark)
        return super().construct_mapping(node, deep)


def test_yaml_has_no_key_twice() -> None:
    for path in with_suffix(".yml", ".yaml"):
        yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # noqa: S506 - a SafeLoader
