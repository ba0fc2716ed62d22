"""`mesh sample`: write the sample population."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mesh.cli_show import messages, output, table
from mesh.config import load
from mesh.errors import MeshError

if TYPE_CHECKING:
    from mesh.sample import SampleOptions, SampleReport

Members = Annotated[int, typer.Option(help="People in the population (50 or more).")]
Months = Annotated[int, typer.Option(help="Length of the population period in months (3 to 120).")]
Seed = Annotated[int, typer.Option(help="The same seed and arguments give the same files, byte for byte.")]
Start = Annotated[
    str | None, typer.Option(help="First month of the period, YYYY-MM-DD; 2024-01-01 unless said otherwise.")
]
EndDate = Annotated[
    str | None, typer.Option("--end-date", help="Last month of the period instead of its first, YYYY-MM-DD.")
]
DirtyShare = Annotated[
    float, typer.Option("--dirty-share", help="Share of unreadable rows planted in each main feed (0 to 0.009).")
]
Out = Annotated[
    Path | None, typer.Option(help="Folder for the files; landing/sample in the warehouse unless said otherwise.")
]


def sample(
    *,
    members: Members = 1000,
    months: Months = 24,
    seed: Seed = 7,
    start: Start = None,
    end_date: EndDate = None,
    dirty_share: DirtyShare = 0.004,
    out: Out = None,
) -> None:
    """Write the **sample population**: one made-up set of people in the feeds of all four domains.

    Enrolment, medical claims of two payers, pharmacy transactions and the stock that their fills move, with a known
    number of faulty rows (manifest.json, dirty_rows.csv). Next: `mesh ingest`.
    """
    from mesh.sample import generate

    options = _options(
        members=members, months=months, seed=seed, start=start, end_date=end_date, dirty_share=dirty_share
    )
    folder = (out or load().landing_dir / "sample").resolve()
    with messages.status("generating") as status:
        report = generate(options, folder, lambda step: status.update(f"generating: {step}"))
    _print(options, report)


def _date(text: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise MeshError(f"{option} {text!r} is not a date; write it as YYYY-MM-DD") from None


def _options(
    *, members: int, months: int, seed: int, start: str | None, end_date: str | None, dirty_share: float
) -> "SampleOptions":
    from pydantic import ValidationError

    from mesh.sample import SampleOptions
    from mesh.sample.options import DEFAULT_START, add_months

    if start and end_date:
        raise MeshError("--start and --end-date both fix the period; give one of them")
    first = _date(start, "--start") if start else DEFAULT_START
    if end_date:
        first = add_months(_date(end_date, "--end-date").replace(day=1), 1 - months)
    try:
        return SampleOptions(
            members=members, months=months, seed=seed, start=first.replace(day=1), dirty_share=dirty_share
        )
    except ValidationError as error:
        first_error = error.errors()[0]
        option = "--" + str(first_error["loc"][0]).replace("_", "-")
        raise MeshError(
            f"{option} {first_error['input']}: {first_error['msg'].lower()}; see mesh sample --help"
        ) from None


def _print(options: "SampleOptions", report: "SampleReport") -> None:
    shown = table("domain", "file", "rows", "MB", numbers=("rows", "MB"))
    shown.title = f"{options.members:,} members, {options.start_date} to {options.end_date}, seed {options.seed}"
    for file in report.files:
        shown.add_row(file.domain, file.name, f"{file.rows:,}", f"{file.size / 1e6:.1f}")
    output.print(shown)
    speed = report.rows / report.seconds
    output.print(f"{report.rows:,} rows in {report.seconds:.1f} s ({speed:,.0f} rows/s) -> {report.folder}")
