"""What a sample population is made from: its arguments and everything that follows from them."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

DEFAULT_START = dt.date(2024, 1, 1)
LARGE_POPULATION = 60_000


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month, `months` later; `day` must be a first of a month."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


class SampleOptions(BaseModel):
    """Arguments of a sample. The same arguments give the same files, byte for byte; the clock plays no part."""

    model_config = ConfigDict(frozen=True)

    members: int = Field(default=1000, ge=50, le=5_000_000)
    months: int = Field(default=24, ge=3, le=120)
    seed: int = Field(default=7, ge=0, le=2**31)
    start: dt.date = DEFAULT_START
    dirty_share: float = Field(default=0.004, ge=0, le=0.009)

    @property
    def start_date(self) -> dt.date:
        """First day of the population period, always a first of a month."""
        return self.start.replace(day=1)

    @property
    def end_date(self) -> dt.date:
        """Last day of the population period."""
        return add_months(self.start_date, self.months) - dt.timedelta(days=1)

    @property
    def mid_extract(self) -> dt.date:
        """Rows extracted up to this day are in the first file of a feed."""
        return add_months(self.start_date, self.months // 2 + 1) - dt.timedelta(days=1)

    @property
    def last_extract(self) -> dt.date:
        """Rows that the sources would extract later are not sent at all: two months of run-out."""
        return add_months(self.start_date, self.months + 2) - dt.timedelta(days=1)

    @property
    def late_extract(self) -> dt.date:
        """Extract date of the third file: rows sent again."""
        return self.last_extract + dt.timedelta(days=15)

    @property
    def shortage_first(self) -> dt.date:
        """Day of the first of the two shortage lists; the second is that of the last day of the period."""
        return add_months(self.start_date, self.months - 1) - dt.timedelta(days=1)

    def variables(self) -> dict[str, Any]:
        """The DuckDB variables that the generating SQL reads (dates, counts, shares)."""
        return {
            "members": self.members,
            "months": self.months,
            "seed": self.seed,
            "start_date": self.start_date,
            "end_date": self.end_date,
            "mid_extract": self.mid_extract,
            "last_extract": self.last_extract,
            "late_extract": self.late_extract,
            "period_days": (self.end_date - self.start_date).days + 1,
            "hospitals": min(60, max(4, self.members // 2500)),
            "pharmacies": min(40, max(3, self.members // 800)),
            "shortage_share": 0.8,
            "shortage_first": self.shortage_first,
            "cycles": -(-((self.end_date - self.start_date).days + 1) // 28),
        }
