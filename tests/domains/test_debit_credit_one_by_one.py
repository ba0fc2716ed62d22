"""Debits and credits of CMS (R-CLM-04) against programs that take one of them at a time, on random chains.

Claims of Parts A and B: cancellations look for what they cancel, day by day. Part D: the last event decides. The models
get the rows shuffled, some of them twice, and people under several ids.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.rules import rule_sql, run_rule

SEEDS = range(20)
XREF = {"M1": "P1", "M2": "P1", "M3": "P3"}


@dataclass(frozen=True)
class Claim:
    """A claim as CMS posts it: 0 original, 1 cancellation, 2 adjustment, always with a positive amount."""

    number: int
    key: str | None
    member: str
    kind: str
    day: date
    paid: int

    @property
    def name(self) -> str:
        """Its id; ids of one length compare as numbers do."""
        return f"C{self.number:03}"

    @property
    def family(self) -> str:
        """What it shares with the claims it cancels or adjusts."""
        return f"{self.key}|{XREF.get(self.member, self.member)}" if self.key else self.name


def chains(pick: random.Random) -> list[Claim]:
    """Few keys, people, amounts and days, so that everything meets in every order."""
    return [
        Claim(
            number,
            pick.choice(["A", "A", "B", None]),
            pick.choice(["M1", "M2", "M3", "M4"]),
            pick.choice(["0", "1", "1", "2"]),
            date(2024, 1, 1) + timedelta(days=pick.randint(0, 4)),
            pick.choice([10, 10, 20, 0]),
        )
        for number in range(pick.randint(1, 40))
    ]


def standing(claims: Iterable[Claim]) -> dict[str, list[Any]]:
    """What stands of every family: amounts that stay open, the sum of all, whether a cancellation found nothing."""
    families: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        families[claim.family].append(claim)
    found: dict[str, list[Any]] = {}
    for family, members in families.items():
        is_open: list[int] = []
        orphan = False
        for day in sorted({claim.day for claim in members}):
            of_day = [claim for claim in members if claim.day == day]
            left = []
            for claim in of_day:
                if claim.kind == "1" and claim.paid in is_open:
                    is_open.remove(claim.paid)
                elif claim.kind == "1":
                    left.append(claim.paid)
            is_open += [claim.paid for claim in of_day if claim.kind != "1"]
            for paid in left:
                if paid in is_open:
                    is_open.remove(paid)
                else:
                    orphan = True
        net = sum(-claim.paid if claim.kind == "1" else claim.paid for claim in members)
        found[family] = [sorted(is_open), net, orphan]
    return found


def shuffled(pick: random.Random, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return pick.sample(rows, len(rows))


def remitted(pick: random.Random, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The rows of int_remittance_state over int_debit_credit."""
    kinds = {"0": "original", "1": "void", "2": "adjustment"}
    headers = [
        (
            "debit_credit",
            claim.number,
            claim.name,
            claim.key,
            claim.member,
            kinds[claim.kind],
            claim.day,
            claim.paid,
            None,
        )
        for claim in claims
    ]
    posted = run_rule(
        rule_sql("claims", "int_debit_credit"),
        {
            "int_claim_header": (
                "adjustment_style varchar, version_key ubigint, claim_id varchar, natural_key varchar,"
                " member_id varchar, transaction_type varchar, adjudication_date date,"
                " paid_amount decimal(18, 2), header_paid decimal(18, 2)",
                shuffled(pick, headers),
            ),
            "person_crosswalk": ("member_id varchar, person_id varchar", list(XREF.items())),
        },
    )
    columns = (
        *("claim_id", "entry_claim_id", "claim_status_code", "adjudication_date"),
        *("entry_order", "paid", "version_key", "header_paid"),
    )
    entries = [(1, True, *(row[column] for column in columns)) for row in posted]
    return run_rule(
        rule_sql("claims", "int_remittance_state"),
        {
            "int_remittance": (
                "batch integer, keeps_open boolean, claim_id varchar, entry_claim_id varchar,"
                " claim_status_code varchar, adjudication_date date, entry_order integer, paid decimal(18, 2),"
                " version_key ubigint, header_paid decimal(18, 2)",
                shuffled(pick, entries),
            )
        },
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_cancellations_of_claims_find_what_they_cancel(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - made-up rows, no secret
    claims = chains(pick)
    found: dict[str, list[Any]] = defaultdict(lambda: [[], 0, False])
    names = {claim.name: claim.family for claim in claims}
    for row in remitted(pick, claims):
        head, _, tail = row["claim_id"].rpartition("|")
        family = found[head if tail in names and head else row["claim_id"]]
        family[0] = sorted([*family[0], *([int(row["final_paid"])] if row["state"] == "paid" else [])])
        family[1] += int(row["net_paid"])
        family[2] = family[2] or bool(row["orphan_flag"])
    assert dict(found) == standing(claims)


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_event_of_a_fill_decides(seed: int, marked: bool) -> None:
    """Where a source marks the states that are final, the others come first, and cancel."""
    pick = random.Random(seed)  # noqa: S311 - made-up rows, no secret
    events = [claim for claim in chains(pick) if claim.key]
    marks = {event: pick.choice("YN") if marked else None for event in events}
    fills: dict[str, list[Claim]] = defaultdict(list)
    for event in sorted(events, key=lambda claim: (marks[claim] != "N", claim.day, claim.number)):
        fills[event.family].append(event)

    def cancels(event: Claim) -> bool:
        return event.kind == "1" or marks[event] == "N"

    expected = {
        family: (
            "cancelled" if cancels(chain[-1]) else "final",
            None if cancels(chain[-1]) else chain[-1].name,
            sum(0 if marked and cancels(event) else -event.paid if cancels(event) else event.paid for event in chain),
            None if cancels(chain[-1]) else chain[-1].paid + 1,
            len(chain),
        )
        for family, chain in fills.items()
    }
    rows = [
        (event.name, event.member, event.key, event.kind, marks[event], event.day, event.paid, event.paid + 1)
        for event in events
    ]
    found = run_rule(
        rule_sql("pharmacy", "int_part_d_final"),
        {
            "int_part_d_claim": (
                "cur_clm_uniq_id varchar, bene_mbi_id varchar, rx_reference_number varchar, clm_adjsmt_type_cd varchar,"
                " clm_finl_actn_ind varchar, clm_efctv_dt date, bene_payment decimal(18, 2),"
                " plan_payment decimal(18, 2), clm_line_from_dt date, pharmacy_id varchar,"
                " fill_number integer, clm_dspnsng_stus_cd varchar",
                [(*row, None, None, None, None) for row in shuffled(pick, rows + rows[:3])],
            ),
            "int_beneficiary_xref": ("prvs_num varchar, crnt_num varchar", list(XREF.items())),
        },
    )
    assert {
        f"{row['rx_reference_number']}|{row['person_id']}": (
            row["state"],
            row["final_claim_id"],
            int(row["net_bene_payment"]),
            None if row["plan_payment"] is None else int(row["plan_payment"]),
            row["n_claims"],
        )
        for row in found
    } == expected
