"""What keeps a release back is said shortly, with the place and the reason."""

from mesh.build.audit import broken_promises, failed_nodes
from mesh.build.dbt import NodeResult
from mesh.releases.copy import Column

CONTRACT = """Compilation Error in model sale (models/products/sale_v1.sql)
  This model has an enforced contract that failed.
  | column_name | mismatch_reason       |
  | ----------- | --------------------- |
  | item        | missing in definition |

  > in macro assert_columns_equivalent (macros/relations/column/columns_spec_ddl.sql)
  > called by model sale (models/products/sale_v1.sql)"""


def _result(kind: str, status: str, message: str) -> NodeResult:
    return NodeResult("id", "sale", kind, status, message, "domains/shop/sale.sql", 0.1)


def test_a_failure_names_kind_file_and_reason_without_the_macros_on_the_way() -> None:
    assert failed_nodes([_result("model", "error", CONTRACT)]) == [
        "The model sale (domains/shop/sale.sql) failed:\n"
        "  | column_name | mismatch_reason       |\n"
        "  | ----------- | --------------------- |\n"
        "  | item        | missing in definition |"
    ]
    assert failed_nodes([_result("test", "fail", "Got 1 result, configured to fail if != 0")]) == [
        "The data test sale (domains/shop/sale.sql) failed: Got 1 result, configured to fail if != 0."
    ]
    assert failed_nodes([_result("unit_test", "error", "")]) == [
        "The unit test sale (domains/shop/sale.sql) failed: error."
    ]
    assert failed_nodes([_result("test", "warn", "Got 1 result"), _result("model", "success", "OK")]) == []


def test_only_what_readers_lose_is_a_broken_promise() -> None:
    key, price = Column("id", "VARCHAR", False), Column("price", "DECIMAL(18,2)", True)
    stamp = Column("_release_id", "VARCHAR", False)
    before = {"sale_v1": (key, price, stamp)}
    assert broken_promises(before, {"sale_v1": (price, key, Column("new", "DATE", True))}, ["finance"]) == []
    assert broken_promises(before, {"sale_v1": (Column("id", "VARCHAR", True),), "sale_v2": (key,)}, []) == [
        "sale_v1 would break its published contract, because id may become null, price is gone: keep it and add a new "
        "version, or, when every reader agreed, build with --allow-breaking."
    ]
    assert broken_promises(before, {}, ["finance"])[0].startswith(
        "sale_v1 (read by finance) would break its published contract, because it is gone:"
    )
