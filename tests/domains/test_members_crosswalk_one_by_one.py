"""Member ids resolved by SQL against following the changes of an id by hand (R-MEM-01)."""

import datetime as dt
import random
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

# Few ids, so that chains, forks and cycles are common; a separator in an id is a part of it.
IDS = ("A", "B", "C", "D", "E", "F", "A|B", "B|C", "~A")
Change = tuple[str, str, dt.date | None]

changes = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.integers(1, 3).map(lambda day: dt.date(2024, 1, day)) | st.none(),
    ),
    min_size=3,
    max_size=14,
)


def _recency(change: Change) -> tuple[dt.date, str]:
    return change[2] or dt.date.min, change[1]


def _steps(sent: list[Change]) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Where every id goes from, and the changes that nobody follows."""
    latest: dict[str, Change] = {}
    reasons = []
    for change in sorted(sent, key=_recency, reverse=True):
        prior, current, _ = change
        if prior == current:
            reasons.append((prior, current, "xref_self"))
        elif prior in latest:
            reasons.append((prior, current, "xref_superseded"))
        else:
            latest[prior] = change
    steps = {prior: change[1] for prior, change in latest.items()}
    in_cycle = []
    for prior, current in steps.items():
        reached, seen = current, {prior}
        while reached in steps and reached not in seen:
            seen.add(reached)
            reached = steps[reached]
        if reached == prior:
            in_cycle.append(prior)
    reasons += [(prior, steps[prior], "xref_cycle") for prior in in_cycle]
    return {prior: current for prior, current in steps.items() if prior not in in_cycle}, reasons


@given(sent=changes, chance=st.randoms(use_true_random=False))
@example(sent=[("B", "C", None), ("C", "A|B", None), ("A|B", "B", None)], chance=random.Random(1))  # noqa: S311
@settings(max_examples=60, deadline=None)
def test_an_id_ends_where_its_changes_lead(sent: list[Change], chance: Any) -> None:
    rows = [*sent, sent[0]]
    steps, reasons = _steps(rows)
    chance.shuffle(rows)
    columns = "prior_member_id varchar, current_member_id varchar, effective_date date, record_id ubigint"
    table = (columns, [(*change, number) for number, change in enumerate(rows)])
    crosswalk = run_rule(
        rule_sql("members", "int_person_crosswalk"),
        {"int_member_id_xref": table, "int_member_id": ("member_id varchar", [(name,) for name in (*IDS, "Z")])},
    )
    expected = []
    for name in (*IDS, "Z"):
        reached, hops = name, 0
        while reached in steps:
            reached, hops = steps[reached], hops + 1
        expected.append((name, reached, hops))
    assert sorted(tuple(row.values()) for row in crosswalk) == sorted(expected)
    rejected = run_rule(rule_sql("members", "int_person_crosswalk_reject"), {"int_member_id_xref": table})
    told = [(row["prior_member_id"], row["current_member_id"], row["reason"]) for row in rejected]
    assert sorted(told) == sorted(reasons)
