"""`mesh products`."""

from rich.table import Table

from mesh import config
from mesh.cli_show import output, shorten, table
from mesh.config import Settings


def products() -> None:
    """List the data products: what they are for, who owns them, rows, and the release you read."""
    settings = config.load()
    output.print(product_table(settings))
    output.print(
        f"Read them with any DuckDB client from {shorten(settings.published_dir)}/<domain>.duckdb.", style="dim"
    )


def product_table(settings: Settings) -> Table:
    """All described products; those that were never released without rows and release."""
    from mesh.domains import discover
    from mesh.products import read_descriptors
    from mesh.releases.store import ReleaseStore

    shown = table("domain", "product", "what it is for", "owner", "rows", "tests", "release", numbers=("rows", "tests"))
    for domain in discover(settings):
        release = ReleaseStore(settings, domain.name).current()
        released = {product.name: product for product in release.products} if release else {}
        for name, descriptor in read_descriptors(domain).items():
            product = released.get(name)
            shown.add_row(
                domain.name,
                name,
                descriptor.purpose,
                descriptor.owner,
                f"{product.rows:,}" if product else "",
                str(product.tests) if product else "",
                release.release_id if release and product else "not yet released",
            )
    return shown
