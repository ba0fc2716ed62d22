"""Claim families, remittances and stays against programs that take one record at a time, on random records.

The models are sets of rows and windows; here the same rules are told as a story, in order. The models get the rows
shuffled.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.support.rules import rule_sql, run_rule

SEEDS = [1, 2, 3]
DAY = timedelta(days=1)
Row = tuple[Any, ...]


def run(model: str, columns: str, tables: Mapping[str, tuple[str, Sequence[Row]]]) -> list[Row]:
    """The columns of a rule's model over tables of these definitions and rows."""
    sql = f"select {columns} from ({rule_sql('claims', model)}) order by all"
    return [tuple(row.values()) for row in run_rule(sql, tables)]


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of `run`: nulls last."""
    return sorted(rows, key=lambda row: [(value is None, value if value is not None else 0) for value in row])


# -- R-CLM-01: replacements and voids ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    """A claim version; `original` may name a claim that was never received."""

    claim_id: str
    original: str | None
    frequency: str
    status: str
    adjudicated: date
    paid: Decimal


def versions(pick: random.Random) -> list[Version]:
    """Families of one to six versions, with void families revived, dates in disorder and unknown roots."""
    made: list[Version] = []
    for family in range(300):
        ids = [f"F{family}V{number}" for number in range(pick.randint(1, 6))]
        known = [f"F{family}X"] if pick.random() < 0.15 else []
        for claim_id in ids:
            original = pick.choice(known) if known else None
            frequency = pick.choice(["7", "7", "8", "1"]) if original else pick.choice(["1", "1", "1", "7"])
            status = pick.choice(["paid", "paid", "denied"])
            paid = Decimal(pick.randint(-500, 9_900)) / 100 if status == "paid" else Decimal(0)
            day = date(2024, 1, 1) + pick.randint(0, 40) * DAY
            made.append(Version(claim_id, original, frequency, status, day, paid))
            known.append(claim_id)
    return made


def posted(received: list[Version]) -> tuple[list[Row], list[Row]]:
    """Ledger and final claims: follow the references of every version up, then post the versions one by one."""
    by_id = {version.claim_id: version for version in received}
    families: dict[str, list[tuple[date, int, str, str]]] = {}
    for version in received:
        root, depth = version.claim_id, 0
        while root in by_id and by_id[root].original:
            root, depth = str(by_id[root].original), depth + 1
        families.setdefault(root, []).append((version.adjudicated, depth, version.frequency, version.claim_id))
    ledger: list[Row] = []
    final: list[Row] = []
    for family, members in families.items():
        active: Version | None = None
        for day, _, frequency, claim_id in sorted(members):
            version = by_id[claim_id]
            if active:
                kind = "void" if frequency == "8" else "implied_reversal"
                ledger.append((family, claim_id, kind, active.claim_id, day, -active.paid))
            active = None if frequency == "8" else version
            if active:
                kind = "replacement" if frequency == "7" else "original"
                ledger.append((family, claim_id, kind, None, day, version.paid))
        stands = (active.claim_id, active.status, active.paid) if active else (None, "void", Decimal(0))
        final.append((family, *stands, len(members), int(family not in by_id)))
    return ledger, final


@pytest.mark.parametrize("seed", SEEDS)
def test_versions_are_posted_as_if_they_came_one_after_the_other(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 (test data, no secrets)
    received = versions(pick)
    ledger, final = posted(received)
    pick.shuffle(received)
    rows = [(v.claim_id, v.original, v.frequency, v.status, v.adjudicated, v.paid, None) for v in received]
    definition = (
        "claim_id varchar, original_claim_id varchar, frequency_code varchar, claim_status varchar,"
        " adjudication_date date, paid decimal(18, 2), version_key ubigint"
    )
    tables = {"int_claim_version": (definition, rows)}
    posting = "family_id, posting_claim_id, entry_type, reverses_claim_id, posting_date, paid"
    state = "family_id, final_claim_id, final_status, paid, n_versions, orphan_flag"
    assert run("int_claim_ledger", posting, tables) == ordered(ledger)
    assert run("int_claim_final", state, tables) == ordered(final)


# -- R-CLM-02: payments and reversals ------------------------------------------------------------------------------

Entry = tuple[int, str, str, date, Decimal]


def entries(pick: random.Random) -> list[Entry]:
    """Few amounts and few days, so that payments and reversals meet in every order; some entries come twice."""
    made: list[Entry] = []
    for claim in range(300):
        for _ in range(pick.randint(1, 9)):
            reversal = pick.random() < 0.45
            paid = Decimal(pick.choice([10, 10, 20, 0])) * (-1 if reversal else 1)
            day = date(2024, 1, 1) + pick.randint(0, 5) * DAY
            made.append((pick.randint(1, 3), f"C{claim}", "22" if reversal else "1", day, paid))
    return made + pick.sample(made, len(made) // 10)


def matched(received: list[Entry]) -> list[Row]:
    """State of every claim after each batch: every reversal looks for the latest open payment before it."""
    states: list[Row] = []
    for batch in (1, 2, 3):
        claims: dict[str, set[tuple[date, bool, Decimal]]] = {}
        for number, claim_id, code, day, paid in received:
            if number <= batch:
                claims.setdefault(claim_id, set()).add((day, code == "22", paid))
        for claim_id, known in claims.items():
            still_open: list[tuple[date, Decimal]] = []
            orphans = 0
            for day, reversal, paid in sorted(known):
                candidates = [payment for payment in still_open if payment[1] == -paid]
                if not reversal:
                    still_open.append((day, paid))
                elif candidates:
                    still_open.remove(max(candidates))
                else:
                    orphans = 1
            payments = any(not reversal for _, reversal, _ in known)
            state = "paid" if still_open else "void" if payments else "orphan_reversal"
            final = max(still_open)[1] if still_open else None
            net = sum((paid for _, _, paid in known), Decimal(0))
            states.append((batch, claim_id, state, int(bool(still_open)), net, final, orphans))
    return states


@pytest.mark.parametrize("seed", SEEDS)
def test_reversals_meet_their_payments_in_whatever_order_they_come(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 (test data, no secrets)
    received = entries(pick)
    expected = matched(received)
    pick.shuffle(received)
    keys = {entry[1:]: key for key, entry in enumerate(sorted(received))}
    rows = [(*entry, keys[entry[1:]], None, None, None, None) for entry in received]
    definition = (
        "batch integer, claim_id varchar, claim_status_code varchar, adjudication_date date, paid decimal(18, 2),"
        " version_key ubigint, header_paid decimal(18, 2), entry_claim_id varchar, entry_order integer,"
        " keeps_open boolean"
    )
    columns = "after_batch, claim_id, state, counted_claims, net_paid, final_paid, orphan_flag"
    found = run("int_remittance_state", columns, {"int_remittance": (definition, rows)})
    assert found == ordered(expected)


# -- R-CLM-09: stays and episodes ----------------------------------------------------------------------------------

Bill = tuple[str, str, str, str, date, date, str | None, Decimal]


def bills(pick: random.Random) -> list[Bill]:
    """Hospital bills close to each other: interim, final, overlapping, contained, on the day of discharge."""
    made: list[Bill] = []
    for person in range(150):
        day = date(2024, 1, 1)
        for number in range(pick.randint(1, 8)):
            first = day + pick.randint(-3, 4) * DAY
            last = first + pick.choice([0, 1, 3, 9]) * DAY
            kind = pick.choice(["111", "0111", "112", "113", "114"])
            status = pick.choice(["30", "01", "01", "02", None])
            made.append(
                (f"P{person}B{number}", f"P{person}", pick.choice("HHK"), kind, first, last, status, Decimal(10))
            )
            day = max(day, last)
    return made


def stayed(received: list[Bill]) -> list[Row]:
    """Stays, bill by bill: is the last stay of the person in this hospital still going on?"""
    stays: dict[tuple[str, str], list[list[Bill]]] = {}
    for bill in sorted(received, key=lambda bill: (bill[4], bill[5], bill[0])):
        known = stays.setdefault((bill[1], bill[2]), [])
        if known:
            spokesman = max(enumerate(known[-1]), key=lambda place: (place[1][5], place[0]))[1]
            going_on = spokesman[6] == "30" or spokesman[3].removeprefix("0")[2] in "23"
            if bill[4] < spokesman[5] or (going_on and bill[4] <= spokesman[5] + DAY):
                known[-1].append(bill)
                continue
        known.append([bill])
    rows: list[Row] = []
    for (person, facility), known in stays.items():
        for members in known:
            spokesman = max(enumerate(members), key=lambda place: (place[1][5], place[0]))[1]
            admitted, last = members[0][4], spokesman[5]
            open_stay = spokesman[6] == "30"
            days = None if open_stay else max((last - admitted).days, 1)
            paid = Decimal(10 * len(members))
            rows.append((person, facility, admitted, None if open_stay else last, days, len(members), paid))
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_bills_make_stays_as_if_the_clerk_read_them_in_order(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 (test data, no secrets)
    received = bills(pick)
    expected = stayed(received)
    pick.shuffle(received)
    rows = [(*bill[:4], None, *bill[4:], None, None, None, None, None) for bill in received]
    definition = (
        "claim_id varchar, person_id varchar, facility_id varchar, bill_type varchar, admission_date date,"
        " from_date date, thru_date date, patient_status varchar, paid decimal(18, 2), ed_flag integer,"
        " drg_code varchar, payer varchar, plan varchar, data_source varchar"
    )
    columns = "person_id, facility_id, admit_date, discharge_date, length_of_stay, claims, paid"
    assert run("int_inpatient_stay", columns, {"int_inpatient_claim": (definition, rows)}) == ordered(expected)
