"""Feed contracts: what a feed file must look like, read from domains/<domain>/feeds/<feed>.yml.

One contract describes one feed. The ingest checks files against it, the dbt plugin shows the feed's events as
raw_<domain>.<feed>; nothing else in the platform knows a feed by name. The format is described in
docs/reference/feed-contract.md.
"""

from mesh.contracts.columns import Column, Form, Layout, expand_braces, folded
from mesh.contracts.feed import META_COLUMNS, FeedContract, FileDate, Thresholds
from mesh.contracts.load import contract_paths, load_contract, load_contracts
from mesh.contracts.sqltext import literal, literal_list, quote

__all__ = [
    "META_COLUMNS",
    "Column",
    "FeedContract",
    "FileDate",
    "Form",
    "Layout",
    "Thresholds",
    "contract_paths",
    "expand_braces",
    "folded",
    "literal",
    "literal_list",
    "load_contract",
    "load_contracts",
    "quote",
]
