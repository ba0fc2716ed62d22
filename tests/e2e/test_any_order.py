"""The order of arrival does not matter: shuffled, partly twice and in batches, the same rows make the same products."""

import pytest

from tests.e2e.conftest import Deliveries
from tests.support.warehouse import differences

pytestmark = pytest.mark.e2e


def test_every_product_is_the_same_byte_for_byte(deliveries: Deliveries) -> None:
    as_sent, apart = deliveries.plain.export(), deliveries.apart.export()
    assert as_sent.keys() == apart.keys()
    changed = [product for product in as_sent if as_sent[product] != apart[product]]
    shown = differences(deliveries.plain.database, deliveries.apart.database, changed)
    assert changed == [], f"products that depend on the order of arrival: {shown}"


def test_the_sample_reaches_every_product(deliveries: Deliveries) -> None:
    """Two empty products would be equal, too."""
    assert [product for product, export in deliveries.plain.export().items() if export.rows == 0] == []


def test_the_second_delivery_really_was_another(deliveries: Deliveries) -> None:
    with deliveries.plain.connect() as plain, deliveries.apart.connect() as apart:
        count = "select count(*), count(distinct _file_name) from raw_members.sample_eligibility"
        rows, files = plain.execute(count).fetchall()[0]
        more_rows, more_files = apart.execute(count).fetchall()[0]
    assert more_rows > rows * 1.05
    assert more_files > files * 2
