"""CONTROL_TOTALS.csv beside the third-party files: figures that others computed from the same files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ControlTotals:
    """The figures of one set. A measure with several figures has all but the last in its name, after bars."""

    values: dict[str, str]

    @classmethod
    def read(cls, shared_data: Path, name: str) -> "ControlTotals":
        """The figures of the set `name`."""
        with (shared_data / "CONTROL_TOTALS.csv").open(encoding="utf-8", newline="") as file:
            return cls({row["measure"]: row["value"] for row in csv.DictReader(file) if row["set"] == name})

    def number(self, measure: str) -> float:
        """The one figure of a measure."""
        return float(self.values[measure])

    def by(self, measure: str) -> dict[str, float]:
        """The figures of a measure per group: '<measure> | <group>'."""
        return {
            name.removeprefix(f"{measure} | "): float(value)
            for name, value in self.values.items()
            if name.startswith(f"{measure} | ")
        }

    def several(self, measure: str) -> list[float]:
        """All figures of a measure that has several, in the order in which it names them."""
        return next(self._several(measure))

    def _several(self, measure: str) -> Iterator[list[float]]:
        for name, value in self.values.items():
            title, *others = name.split(" | ")
            if title == measure:
                yield [float(figure) for figure in [*others, value]]
