"""Every row of a code list says what it is; lists to bring are empty and have a test that fills them."""

from pathlib import Path
from typing import Any

import pytest

from mesh import config
from mesh.config import Settings
from mesh.governance.seeds import COLUMNS, seeds
from mesh.manifest import Manifest

HEADER = "code,label,system,version,valid_from,valid_to,source,licence"
ROW = "01,one,own,1,2020-01-01,9999-12-31,us,CC0"
TYPES = dict.fromkeys(HEADER.split(","), "varchar")


def findings(folder: Path, content: str, place: str = "seeds/colour.csv", **change: Any) -> list[str]:
    """What is found about one seed of the domain shop with this content."""
    path = folder / "domains/shop" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    node = {
        "unique_id": "seed.shop.colour",
        "resource_type": "seed",
        "package_name": "shop",
        "name": "colour",
        "original_file_path": place,
        "patch_path": f"shop://{Path(place).with_suffix('.yml')}",
        "config": {
            "column_types": change.get("types", TYPES),
            "meta": change.get("meta", {}),
        },
    }
    unit_test = {"given": change.get("given", [])}
    manifest = Manifest({"nodes": {"seed.shop.colour": node}, "unit_tests": {"t": unit_test}, "sources": {}})
    return [str(finding) for finding in seeds(Settings(root=folder, warehouse=folder), manifest)]


def test_a_complete_list_has_nothing_to_mend(tmp_path: Path) -> None:
    assert findings(tmp_path, f"{HEADER}\n{ROW}\n") == []


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_is_missing_or_blank_is_found(tmp_path: Path, column: str) -> None:
    place = HEADER.split(",").index(column)
    (missing,) = findings(
        tmp_path, f"{HEADER.replace(column, column + 's')}\n", types={column + "s": "varchar"} | TYPES
    )
    assert missing.startswith(f"domains/shop/seeds/colour.csv: has no column {column}: every row of a code list has")
    cells = ROW.split(",")
    cells[place] = " "
    (blank,) = findings(tmp_path, f"{HEADER}\n{ROW}\n{','.join(cells)}\n")
    assert blank == f"domains/shop/seeds/colour.csv: says no {column} in row 2: fill it."


@pytest.mark.parametrize("days", ["2020-13-01,9999-12-31", "2020-02-01,2020-01-31", "01/02/2020,9999-12-31"])
def test_days_that_are_none_are_found(tmp_path: Path, days: str) -> None:
    (finding,) = findings(tmp_path, f"{HEADER}\n{ROW.replace('2020-01-01,9999-12-31', days)}\n")
    assert f"holds from {days.replace(',', ' to ')} in row 1" in finding


def test_a_column_without_type_is_found(tmp_path: Path) -> None:
    types = {name: kind for name, kind in TYPES.items() if name != "code"}
    (finding,) = findings(tmp_path, f"{HEADER}\n{ROW}\n", types=types)
    assert finding == "domains/shop/seeds/colour.yml: colour.code has no type: add it to config.column_types."


BYO = "seeds/byo/colour.csv"
OWNED = {"bring_your_own": {"licensor": "Pantone", "switches_on": "Colours have names."}}
FILLED = [{"input": "ref('colour')", "rows": [{"code": "01"}]}]


def test_an_empty_list_to_bring_says_whose_it_is_and_has_a_test_that_fills_it(tmp_path: Path) -> None:
    assert findings(tmp_path, f"{HEADER}\n", BYO, meta=OWNED, given=FILLED) == []


@pytest.mark.parametrize(
    ("place", "change", "words"),
    [
        (BYO, {"given": FILLED}, "colour has no meta.bring_your_own: say its licensor and switches_on."),
        (BYO, {"meta": OWNED}, "no unit test fills colour"),
        (BYO, {"meta": OWNED, "given": [{"input": "ref('colour')", "rows": []}]}, "no unit test fills colour"),
        (BYO, {"meta": {"bring_your_own": {"licensor": "x"}}, "given": FILLED}, "does not say its switches_on"),
        ("seeds/colour.csv", {"meta": OWNED, "given": FILLED}, "it belongs in seeds/byo/."),
    ],
)
def test_a_list_to_bring_that_nobody_can_fill_is_found(
    tmp_path: Path, place: str, change: dict[str, Any], words: str
) -> None:
    (finding,) = findings(tmp_path, f"{HEADER}\n", place, **change)
    assert words in finding


def test_the_lists_to_bring_are_empty_in_the_repository() -> None:
    for path in config.load().root.glob("domains/*/seeds/byo/*.csv"):
        assert len(path.read_text(encoding="utf-8").splitlines()) == 1, f"{path} holds rows of somebody else's list"
