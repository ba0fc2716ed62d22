"""Netting of transactions and the ledger against playing the transactions of a fill back one by one (R-RX-02)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import Rows, rule_sql, run_rule

COLUMNS = (
    "transaction_id varchar, pharmacy_id varchar, rx_number varchar, fill_number integer, date_of_service date, "
    "transaction_code varchar, response_status varchar, transaction_ts timestamp, paid decimal(18,2), "
    "allowed decimal(18,2), patient_paid decimal(18,2), declared_state varchar"
)
EVENT_COLUMNS = (
    "cur_clm_uniq_id varchar, bene_mbi_id varchar, clm_line_from_dt date, pharmacy_id varchar, "
    "rx_reference_number varchar, fill_number integer, clm_dspnsng_stus_cd varchar, clm_adjsmt_type_cd varchar, "
    "clm_finl_actn_ind varchar, clm_efctv_dt date, plan_payment decimal(18,2), drug_cost decimal(18,2), "
    "bene_payment decimal(18,2)"
)
DAY = dt.date(2024, 1, 5)


@dataclass(frozen=True)
class Transaction:
    """A transaction of some fill. Few fills and few minutes, so that they often meet."""

    fill: int
    minute: int
    code: str
    response: str
    paid: Decimal | None


transactions = st.lists(
    st.builds(
        Transaction,
        st.integers(0, 19),
        st.integers(0, 5),
        st.sampled_from(("B1", "B1", "B2", "B3")),
        st.sampled_from("PPPPRDC"),
        st.none() | st.integers(-2, 9).map(Decimal),
    ),
    min_size=30,
    max_size=70,
)


def _rows(sent: list[Transaction]) -> Rows:
    """Every second fill differs from the one before only in its number, every fourth only in the pharmacy."""
    return [
        (
            f"T{place:03}",
            f"N{item.fill // 2 % 2}",
            f"RX{item.fill // 4}",
            item.fill % 2,
            DAY,
            item.code,
            item.response,
            dt.datetime(2024, 1, 5, 9, item.minute),
            item.paid,
            None,
            None,
            None,
        )
        for place, item in enumerate(sent)
    ]


def _played_back(sent: list[Transaction]) -> tuple[dict[tuple[Any, ...], Any], dict[str, tuple[Decimal, str]]]:
    """State and paid amount of each fill, and of each transaction what it changed and the state it left."""
    fills: dict[tuple[Any, ...], Any] = {}
    changes: dict[str, tuple[Decimal, str]] = {}
    in_order = sorted(enumerate(sent), key=lambda pair: (pair[1].minute, pair[1].code, pair[0]))
    for place, item in in_order:
        name = f"T{place:03}"
        key = (f"N{item.fill // 2 % 2}", f"RX{item.fill // 4}", item.fill % 2)
        state, paid, standing, number = fills.get(key, ("rejected", Decimal(0), None, 0))
        before = paid
        if item.response == "P" and item.code == "B2":
            state = "orphan_reversal" if state in ("rejected", "orphan_reversal") else "reversed"
            paid, standing = Decimal(0), None
        elif item.response == "P":
            state, paid, standing = "active", item.paid or Decimal(0), name
        fills[key] = (state, paid, standing, number + 1)
        changes[name] = (paid - before, state)
    return fills, changes


@given(sent=transactions, chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_fill_is_what_its_transactions_leave(sent: list[Transaction], chance: Any) -> None:
    rows = list(_rows(sent))
    chance.shuffle(rows)
    fills = run_rule(rule_sql("pharmacy", "int_fill"), {"int_pharmacy_transaction": (COLUMNS, rows)})
    found = {
        (row["pharmacy_id"], row["rx_number"], row["fill_number"]): (
            row["state"],
            row["paid"],
            row["final_transaction_id"],
            row["transaction_count"],
        )
        for row in fills
    }
    assert found == _played_back(sent)[0]


@given(sent=transactions, chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_ledger_tells_what_each_transaction_changed(sent: list[Transaction], chance: Any) -> None:
    rows = list(_rows(sent))
    chance.shuffle(rows)
    entries = run_rule(
        rule_sql("pharmacy", "int_fill_entry"),
        {
            "int_pharmacy_transaction": (COLUMNS, rows),
            "int_part_d_claim": (EVENT_COLUMNS, []),
            "int_beneficiary_xref": ("prvs_num varchar, crnt_num varchar", []),
        },
    )
    fills, changes = _played_back(sent)
    assert {row["transaction_id"]: (row["paid_change"] or 0, row["state_after"]) for row in entries} == changes
    assert sum(row["is_last"] for row in entries) == len(fills)
