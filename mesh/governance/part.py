"""The parts of `mesh check`, apart from the checks themselves so that the command line starts quickly."""

from enum import StrEnum


class Part(StrEnum):
    """Which checks to make."""

    READS = "reads"
    PRODUCTS = "products"
    RULES = "rules"
    FEEDS = "feeds"
    SEEDS = "seeds"
