"""Product descriptors: what a product is for, who owns it and how fresh it is, from domains/*/products/<product>.yml.

Columns, types, constraints, tests and PHI classes stand in the dbt YAML, and nowhere else.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from mesh.domains import Domain, read_yaml
from mesh.errors import MeshError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]

PHI_CLASSES = ("direct_identifier", "quasi_identifier", "health", "none")
"""What a column says about a person, written as config.meta.phi of every column of a product."""


class ServiceLevel(BaseModel):
    """What readers may count on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    freshness_hours: Annotated[int, Field(gt=0)]
    """The release is at most this old after a feed arrived."""
    reject_share: Annotated[float, Field(ge=0, le=1)]
    """At most this share of the rows of a feed is missing because it was rejected."""


class Descriptor(BaseModel):
    """One product, as its owner describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    product: Name
    title: Text
    type: Literal["source_aligned", "aggregate", "consumer_aligned"]
    purpose: Text
    decision: Text
    """Which decision it serves."""
    audience: Annotated[tuple[Text, ...], Field(min_length=1)]
    owner: Text
    """A group of the domain's dbt project."""
    steward: MailAddress
    slo: ServiceLevel
    use_class: Literal["operations", "quality", "research", "finance"]
    contains_phi: bool
    ports: Annotated[tuple[Literal["duckdb"], ...], Field(min_length=1)]
    example: Text
    """A query that helps the decision, for the domain's published file."""


def descriptor_file(domain: Domain, product: str) -> Path:
    """Where the descriptor of a product stands."""
    return domain.products_dir / f"{product}.yml"


def read_descriptor(path: Path) -> Descriptor:
    """Read one descriptor; MeshError that names the file, the entry and what is wrong with it."""
    content = read_yaml(path)
    try:
        descriptor = Descriptor.model_validate(content)
    except ValidationError as error:
        raise MeshError(f"The product descriptor {path} is wrong at {_first(error.errors()[0])}.") from error
    if descriptor.product != path.stem:
        raise MeshError(
            f"The product descriptor {path} describes '{descriptor.product}': name the file like the product."
        )
    return descriptor


def read_descriptors(domain: Domain) -> dict[str, Descriptor]:
    """All descriptors of a domain by product name; MeshError for the first wrong one."""
    files = sorted(domain.products_dir.glob("*.yml"))
    return {file.stem: read_descriptor(file) for file in files}


def _first(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"]) or "the top"
    return f"'{place}': {error['msg'].removeprefix('Value error, ')}"
