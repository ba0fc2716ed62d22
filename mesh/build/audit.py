"""What must hold before a build is released. Every finding is a sentence; one finding keeps the last release."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mesh.build.dbt import NodeResult
from mesh.contracts import FeedContract
from mesh.releases.copy import RELEASE_COLUMN, Column

_SHOWN = 3
_LINE = "\n"
_NOISE = re.compile(
    r"\s*(\w+ Error in \w+ \w+ \(.*\)$|> (in|called by) \w+|This model has an enforced contract that failed)"
)


@dataclass(frozen=True)
class FeedRows:
    """What became of the rows of one feed, over all its files."""

    feed: str
    rows_in: int
    rows_rejected: int


def failed_nodes(results: Iterable[NodeResult]) -> list[str]:
    """One finding for each model, seed or test that failed; tests of severity warn do not count."""
    return [_failure(result) for result in results if result.failed]


def _failure(result: NodeResult) -> str:
    kind = {"unit_test": "unit test", "test": "data test"}.get(result.kind, result.kind)
    reason = _reason(result.message) or result.status
    told = f"{_LINE}{reason}" if _LINE in reason else f" {reason.rstrip('.')}."
    return f"The {kind} {result.name} ({result.file}) failed:{told}"


def _reason(message: str) -> str:
    """dbt's message without what is said already (kind, name, file) and without the macros on the way."""
    lines = [line.rstrip() for line in message.splitlines() if not _NOISE.match(line)]
    return _LINE.join(line for line in lines if line)


def reject_shares(rows: Iterable[FeedRows], contracts: Mapping[str, FeedContract]) -> list[str]:
    """One finding for each feed that rejects a larger share of its rows than its contract allows.

    contracts: by feed. Rows that were sent twice or superseded are no rejects.
    """
    findings = []
    for feed in rows:
        contract = contracts.get(feed.feed)
        if contract is None or feed.rows_in == 0:
            continue
        share, limit = feed.rows_rejected / feed.rows_in, contract.thresholds.reject_share
        if share > limit:
            contract_file = f"domains/{contract.domain}/feeds/{feed.feed}.yml"
            findings.append(
                f"The feed {feed.feed} rejects {feed.rows_rejected:,} of {feed.rows_in:,} rows ({share:.2%}), but its "
                f"contract allows {limit:.2%}: look at {contract.domain}_rejects for the reasons, then have the files "
                f"corrected or raise thresholds.reject_share in {contract_file}."
            )
    return findings


def broken_promises(
    before: Mapping[str, Sequence[Column]], after: Mapping[str, Sequence[Column]], readers: Sequence[str]
) -> list[str]:
    """One finding for each published table that lost something its readers may rely on.

    before, after: columns by table, of the current release and of the build. readers: downstream domains.
    A new version of the product (another table) is always possible; so is a new column.
    """
    findings = []
    for table, old_columns in before.items():
        lost = _lost(old_columns, after.get(table, ()))
        if lost:
            read_by = f" (read by {', '.join(readers)})" if readers else ""
            findings.append(
                f"{table}{read_by} would break its published contract, because {', '.join(lost[:_SHOWN])}"
                f"{' and more' if len(lost) > _SHOWN else ''}: keep it and add a new version, or, when every reader "
                f"agreed, build with --allow-breaking."
            )
    return findings


def _lost(old_columns: Sequence[Column], new_columns: Sequence[Column]) -> list[str]:
    if not new_columns:
        return ["it is gone"]
    new = {column.name: column for column in new_columns}
    lost = []
    for old in old_columns:
        if old.name == RELEASE_COLUMN:
            continue
        if old.name not in new:
            lost.append(f"{old.name} is gone")
        elif new[old.name].data_type != old.data_type:
            lost.append(f"{old.name} changes from {old.data_type} to {new[old.name].data_type}")
        elif new[old.name].nullable and not old.nullable:
            lost.append(f"{old.name} may become null")
    return lost
