"""Claims of payers that send differences (R-CLM-05) against a clerk who takes one entry at a time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import rule_sql, run_rule

HEADER = (
    "adjustment_style varchar, claim_id varchar, original_claim_id varchar, frequency_code varchar,"
    " transaction_type varchar, claim_status varchar, adjudication_date date, paid_amount decimal(18, 2),"
    " version_key ubigint"
)
ENTRY = (
    "family_id varchar, claim_id varchar, entry_type varchar, status varchar, posting_date date,"
    " paid decimal(18, 2), version_key ubigint"
)
IDS = [f"C{number}" for number in range(12)]


@dataclass(frozen=True)
class Sent:
    """An entry as the payer sent it; what it refers to belongs to its id."""

    claim_id: str
    kind: str | None
    frequency: str | None
    status: str
    day: dt.date | None
    paid: int


days = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 4)) | st.none()
entries = st.builds(
    Sent,
    st.sampled_from(IDS),
    st.sampled_from(["original", "adjustment", "adjustment", "void", None]),
    st.sampled_from(["1", "7", "8", None]),
    st.sampled_from(["paid", "paid", "denied"]),
    days,
    st.sampled_from([50, 50, -50, -10, 0, 25]),
)
# Some refer to nothing, some to a claim that was never sent; chains may lead back to where they started.
references = st.fixed_dictionaries({claim_id: st.sampled_from([None, None, "X", *IDS]) for claim_id in IDS})


def root(claim_id: str, refers: Mapping[str, str | None]) -> str:
    """Where the references of a claim lead; a circle is named after its least id."""
    path = [claim_id]
    while (above := refers.get(path[-1])) and above != path[-1]:
        if above in path:
            return min(path[path.index(above) :])
        path.append(above)
    return path[-1]


def meaning(entry: Sent, refers: Mapping[str, str | None]) -> str:
    """What an entry is: as it says, else by its frequency, else by whether it refers to another claim."""
    refers_to = refers.get(entry.claim_id) not in (None, entry.claim_id)
    by_frequency = {"8": "void", "7": "adjustment"}.get(entry.frequency or "")
    return entry.kind or by_frequency or ("adjustment" if refers_to else "original")


Posted = tuple[int, str, Sent]


def stands(members: list[Posted]) -> tuple[Any, ...]:
    """Post entry by entry, voids last in their day; then say what is left, and which entry describes it."""
    balance, is_void = 0, False
    for _, kind, entry in sorted(members, key=lambda m: (m[2].day or dt.date.min, m[1], m[0])):
        balance += entry.paid
        is_void = kind == "void"
    rank = {"original": 2, "adjustment": 1, "void": 0}
    key, _, spokesman = max(members, key=lambda m: (rank[m[1]], m[2].day or dt.date.min, m[0]))
    if is_void:
        state = "void"
    elif balance:
        state = "paid"
    else:
        state = "denied" if all(entry.status == "denied" for _, _, entry in members) else "paid_zero"
    has_original = any(kind == "original" for _, kind, _ in members)
    return (
        None if is_void else spokesman.claim_id,
        state,
        Decimal(0 if is_void else balance),
        Decimal(balance),
        len(members),
        int(not has_original or (is_void and balance != 0)),
        key,
    )


def posted(sent: Iterable[Sent], refers: Mapping[str, str | None]) -> dict[str, list[Posted]]:
    families: dict[str, list[Posted]] = defaultdict(list)
    for key, entry in enumerate(sent):
        families[root(entry.claim_id, refers)].append((key, meaning(entry, refers), entry))
    return families


@settings(max_examples=15, deadline=None)
@given(st.lists(entries, min_size=10, max_size=60), references, st.randoms(use_true_random=False))
def test_differences_are_posted_one_after_the_other(
    sent: list[Sent], refers: dict[str, str | None], order: Any
) -> None:
    refers = {claim_id: refers[claim_id] for claim_id in {entry.claim_id for entry in sent}}
    families = posted(sent, refers)
    rows = [
        ("delta", e.claim_id, refers[e.claim_id], e.frequency, e.kind, e.status, e.day, e.paid, key)
        for key, e in enumerate(sent)
    ]
    order.shuffle(rows)
    other_payer = ("replace", "C1", None, "1", None, "paid", dt.date(2024, 1, 1), 999, 1000)
    found = run_rule(rule_sql("claims", "int_claim_entry"), {"int_claim_header": (HEADER, [*rows, other_payer])})
    assert {row["version_key"]: (row["family_id"], row["entry_type"]) for row in found} == {
        key: (family, kind) for family, members in families.items() for key, kind, _ in members
    }

    given_entries = [tuple(row[name.split()[0]] for name in ENTRY.split(", ") if " " in name) for row in found]
    state = run_rule(rule_sql("claims", "int_delta_state"), {"int_claim_entry": (ENTRY, given_entries)})
    names = ("final_claim_id", "state", "paid", "net_paid", "n_versions", "orphan_flag", "version_key")
    assert {row["family_id"]: tuple(row[name] for name in names) for row in state} == {
        family: stands(members) for family, members in families.items()
    }

    ledger = run_rule(rule_sql("claims", "int_delta_ledger"), {"int_claim_entry": (ENTRY, given_entries)})
    cash: dict[str, Decimal] = defaultdict(Decimal)
    for row in ledger:
        cash[row["family_id"]] += row["paid"]
    assert cash == {family: stands(members)[3] for family, members in families.items()}
