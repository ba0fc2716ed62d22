"""The feeds that the sample writes, and where each of them takes its rows and its planted faults from."""

from dataclasses import dataclass
from typing import Literal

from mesh.errors import MeshError

FileFormat = Literal["csv", "pipe", "csv.gz", "parquet", "fixed"]


@dataclass(frozen=True)
class Feed:
    """One feed: `source` is a view with _key, _file and _label; `template` turns it into the columns of the contract.

    blank: key column that a missing_key row lacks; rename: key column that gets a value of its own in planted rows;
    bad_values: (column, text that does not parse); change: (column, SQL) that differs in a row sent again.
    days: the options that date its two regular files. plain: no field ever needs quotes, which is quicker to write.
    without: columns of the template that the feed does not have. A feed without `rename` gets no planted rows.
    """

    name: str
    domain: str
    source: str
    template: str
    file_format: FileFormat = "csv"
    blank: str = ""
    rename: str = ""
    bad_values: tuple[tuple[str, str], ...] = ()
    change: tuple[str, str] | None = None
    days: tuple[str, str] = ("mid_extract", "last_extract")
    plain: bool = False
    without: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """File name ending, with the dot."""
        return {"csv": ".csv", "pipe": ".txt", "csv.gz": ".csv.gz", "parquet": ".parquet", "fixed": ".txt"}[
            self.file_format
        ]

    @property
    def delimiter(self) -> str:
        """Field delimiter of the text formats."""
        return "|" if self.file_format == "pipe" else ","


CLAIM_FAULTS = (("claim_start_date", "2024-13-45"), ("charge_amount", "12.5O"), ("adjudication_date", "yesterday"))

# What only the payer that sends differences tells.
ADJUSTMENT_COLUMNS = ("transaction_type", "hcpcs_modifier_3", "hcpcs_modifier_4")

FEEDS = (
    Feed(
        "sample_eligibility",
        "members",
        "eligibility_source",
        "sample_eligibility",
        blank="member_id",
        rename="member_id",
        bad_values=(("birth_date", "1980-02-30"), ("enrollment_end_date", "9999-99-99")),
        change=("phone", "'555-0199'"),
    ),
    Feed(
        "sample_member_id_xref",
        "members",
        "xref_source",
        "sample_member_id_xref",
        blank="current_member_id",
        rename="prior_member_id",
        bad_values=(("effective_date", "2024-00-10"),),
    ),
    Feed(
        "sample_medical_claim",
        "claims",
        "medical_source",
        "claim_line",
        plain=True,
        blank="claim_id",
        rename="claim_id",
        bad_values=CLAIM_FAULTS,
        change=("charge_amount", "charge_amount + 1"),
        without=ADJUSTMENT_COLUMNS,
    ),
    Feed(
        "sample_remittance_claim",
        "claims",
        "remittance_source",
        "claim_line",
        "pipe",
        plain=True,
        blank="claim_id",
        rename="claim_id",
        bad_values=CLAIM_FAULTS[:2],
        change=("charge_amount", "charge_amount + 1"),
        without=ADJUSTMENT_COLUMNS,
    ),
    Feed(
        "sample_adjustment_claim",
        "claims",
        "adjustment_source",
        "claim_line",
        plain=True,
        blank="claim_id",
        rename="claim_id",
        bad_values=CLAIM_FAULTS[:2],
        change=("charge_amount", "charge_amount + 1"),
    ),
    Feed(
        "sample_pharmacy_claim",
        "pharmacy",
        "pharmacy_source",
        "sample_pharmacy_claim",
        plain=True,
        blank="transaction_id",
        rename="transaction_id",
        bad_values=(("quantity", "thirty"), ("date_of_service", "2024-02-30"), ("transaction_ts", "noon")),
        change=("prescriber_npi", "'9000000001'"),
    ),
    Feed("sample_drug", "pharmacy", "drug_source", "sample_drug"),
    Feed("sample_item", "supply_chain", "item_source", "sample_item"),
    Feed("sample_item_uom", "supply_chain", "item_uom_source", "sample_item_uom"),
    Feed("sample_location", "supply_chain", "location_source", "sample_location", "fixed"),
    Feed("sample_supplier", "supply_chain", "supplier_source", "sample_supplier", "pipe"),
    Feed("sample_lot", "supply_chain", "lot_source", "sample_lot", "csv.gz"),
    Feed(
        "sample_purchase_order_line",
        "supply_chain",
        "purchase_source",
        "sample_purchase_order_line",
        blank="po_id",
        rename="po_id",
        bad_values=(("ordered_qty", "a dozen"), ("promised_date", "2024-06-31")),
        change=("requested_date", "requested_date + 1"),
    ),
    Feed(
        "sample_receipt",
        "supply_chain",
        "receipt_source",
        "sample_receipt",
        "parquet",
        blank="receipt_id",
        rename="receipt_id",
    ),
    Feed(
        "sample_inventory_movement",
        "supply_chain",
        "movement_source",
        "sample_inventory_movement",
        plain=True,
        blank="movement_id",
        rename="movement_id",
        bad_values=(("quantity", "ten"), ("movement_date", "2025-02-29")),
        change=("recorded_date", "recorded_date + 1"),
    ),
    Feed("sample_contract_price", "supply_chain", "contract_price_source", "sample_contract_price", "pipe"),
    Feed(
        "sample_invoice_line",
        "supply_chain",
        "invoice_source",
        "sample_invoice_line",
        plain=True,
        blank="invoice_id",
        rename="invoice_id",
        bad_values=(("quantity", "a dozen"), ("invoice_date", "2024-06-31")),
        change=("unit_price", "unit_price + 1"),
    ),
    Feed("sample_shortage", "supply_chain", "shortage_source", "sample_shortage", days=("shortage_first", "end_date")),
    Feed("sample_recall", "supply_chain", "recall_source", "sample_recall"),
)


def feed(name: str) -> Feed:
    """The feed of that name.

    Raises:
        MeshError: there is none.
    """
    for item in FEEDS:
        if item.name == name:
            return item
    raise MeshError(f"the sample has no feed {name!r}; it writes {', '.join(item.name for item in FEEDS)}")
