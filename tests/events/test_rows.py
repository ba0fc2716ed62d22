"""Rows: numbered exactly, kept when faulty, whatever the line ends and quotes."""

import csv
import gzip
import io
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesh.events.records import Block, Layout, Splitter
from tests.events.shop import ORDER_HEADER, Shop

FAULTS = (
    ("1,1,a,b,1.00,2024-03-01", None),
    ("2,1,a,b,1.00", "ragged_row"),
    ("3,1,a,b,1.00,2024-03-01,more", "ragged_row"),
    ('4,1,5" pipe,b,1.00,2024-03-01', "stray_quote"),
    ('5,1,"a"b,b,1.00,2024-03-01', "stray_quote"),
    ('6,1,"open,b,1.00,2024-03-01', "stray_quote"),
    ("7,1,a\0,b,1.00,2024-03-01", "nul_byte"),
    ('8,1,"x, ""y""\nz",b,1.00,2024-03-02', None),
    (f"9,1,{'w' * (1 << 20)},b,1.00,2024-03-01", "oversized_row"),
    (ORDER_HEADER, "repeated_header"),
    (",,,,,", None),
    ("10,1,a,b,,2024-03-01", None),
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "mixed"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n"])
def test_faulty_rows_are_kept_with_number_and_line(shop: Shop, line_end: str, last: str) -> None:
    lines = [ORDER_HEADER, *(line for line, _ in FAULTS)]
    ends = ["\n", "\r\n", "\r", "\n\n"] if line_end == "mixed" else [line_end]
    body = "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))
    shop.add("till_order.csv", "\ufeff" + body.rstrip("\r\n") + last)
    found = shop.events("till_order", "_row_number, _fault, _raw_line, order_id, item_1, _file_date, _subject")
    assert [row[:2] for row in found] == [(number + 1, fault) for number, (_, fault) in enumerate(FAULTS)]
    for (line, fault), row in zip(FAULTS, found, strict=True):
        if fault:
            assert row[2] == line.replace("\0", "\ufffd")[:10_000]
            assert row[3:] == (None, None, None, None)
        else:
            assert row[2] is None
    assert found[7][4] == 'x, "y"\nz'
    assert str(found[7][5]) == "2024-03-02"
    assert found[0][6] == "1|1"
    assert found[10][6] is None
    (entry,) = shop.log.files("shop.till_order")
    assert (entry.rows_in, entry.events, entry.faults, entry.file_date) == (len(FAULTS), len(FAULTS), 8, "2024-03-02")


def test_columns_are_found_by_name_in_any_order_and_quoted(shop: Shop) -> None:
    shop.add("till_order_1.csv", '"sent_on"," price ","item_2",item_1,line,order_id\n2024-01-02,9,b,a,1,007\n')
    shop.add("till_order_2.csv", f"{ORDER_HEADER},voucher\n008,1,a,b,10,2024-01-03,V1\n")
    found = shop.events(
        "till_order", "order_id, item_1, item_2, price, voucher, _offset, _namespace, _rank, _data_source"
    )
    assert found == [
        ("007", "a", "b", "9", None, 0, "till:", 2, "till"),
        ("008", "a", "b", "10", "V1", 1, "till:", 2, "till"),
    ]


def test_text_stays_as_it_was_sent(shop: Shop) -> None:
    values = [
        "=1+1",
        "@x",
        "-5",
        "1,234.50",
        "(12.50)",
        "NaN",
        "2024-02-30",
        "00123",
        " padded ",
        "N/A",
        "\u00e9\u4e2d",
    ]
    rows = "".join(f'{number},1,"{value}",b,1,2024-03-01\n' for number, value in enumerate(values))
    shop.add("till_order.csv.gz", gzip.compress(f"{ORDER_HEADER}\n{rows}".encode()))
    assert [row[0] for row in shop.events("till_order", "item_1")] == values


def test_other_formats(shop: Shop) -> None:
    shop.add("till_refund_2024-04-05.txt", 'refund_id|reason|amount\n1|"a|b"|3\n2|c\n')
    found = shop.events("till_refund", "refund_id, reason, _fault, _file_date::varchar, _row_number")
    assert found == [("1", "a|b", None, "2024-04-05", 1), (None, None, "ragged_row", "2024-04-05", 2)]
    shop.add("till_tick.csv", 'tick\n1\n\n""\n"a\nb"\n3,4\n')
    assert shop.events("till_tick", "tick, _fault") == [("1", None), (None, None), ("a\nb", None), (None, "ragged_row")]
    shop.add("till_name.csv", "name,town\nJos\u00e9,K\u00f6ln\n\u20ac,x\n".encode("cp1252"))
    assert shop.events("till_name", "name, town") == [("Jos\u00e9", "K\u00f6ln"), ("\u20ac", "x")]


def test_fixed_width_counts_characters(shop: Shop) -> None:
    lines = [
        "0001K\u00f6ln    01",
        "0002Bonn     2  ",
        "0003Bonn",
        "0004Bonn    03x",
        '0005"A,|B"  04',
        "  06Ulm        ",
    ]
    shop.add("till_place.txt", "\r\n".join(lines))
    found = shop.events("till_place", "place, town, rank, _fault")
    assert found == [
        ("0001", "K\u00f6ln", "01", None),
        ("0002", "Bonn", "2", None),
        (None, None, None, "ragged_row"),
        (None, None, None, "ragged_row"),
        ("0005", '"A,|B"', "04", None),
        ("06", "Ulm", None, None),
    ]


def test_lines_of_fixed_width_may_end_where_an_optional_column_ends(shop: Shop) -> None:
    lines = [
        "0001Bonn    01",
        "0002Bonn    02new",
        "0003Bonn    03newA",
        "0004Bonn    04newA  ",
        "0005Bonn    05ne",
        "0006Bonn    06newAB",
        "0007Bonn    07  ",
    ]
    shop.add("till_place.txt", "\n".join(lines))
    found = shop.events("till_place", "place, note, shelf, _fault")
    assert found == [
        ("0001", None, None, None),
        ("0002", "new", None, None),
        ("0003", "new", "A", None),
        ("0004", "new", "A", None),
        (None, None, None, "ragged_row"),
        (None, None, None, "ragged_row"),
        ("0007", None, None, None),
    ]


def test_rows_keep_their_numbers_over_many_parts(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mesh.events.parts.PART_BYTES", 20_000)
    monkeypatch.setattr("mesh.events.stream.BLOCK_BYTES", 3_000)
    rows = 5_000
    lines = [f"{number},1,a" if number % 97 == 0 else f"{number},1,a,b,1,2024-03-01" for number in range(1, rows + 1)]
    shop.add("till_order.csv", "\n".join([ORDER_HEADER, *lines]) + "\n")
    found = shop.events("till_order", "_row_number, coalesce(order_id, split_part(_raw_line, ',', 1))")
    assert found == [(number, str(number)) for number in range(1, rows + 1)]
    assert len(shop.log.segments("shop.till_order")) > 3
    shop.check_log("till_order")


def split(text: bytes, fields: int, cuts: list[int]) -> Block:
    """Feed text in pieces, and put the blocks together."""
    splitter = Splitter(Layout(fields, ord(",")), "file")
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    whole = Block()
    pieces = [splitter.feed(text[a:b]) for a, b in itertools.pairwise(edges)]
    for block in [*pieces, splitter.feed(b"", final=True)]:
        whole.text += block.text
        whole.fault_rows += [whole.rows + row for row in block.fault_rows]
        whole.fault_kinds += block.fault_kinds
        whole.rows += block.rows
    return whole


VALUE = st.text(st.sampled_from('ab,"\n \u00e9'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=8), st.lists(st.integers(0, 400), max_size=4))
def test_what_a_csv_writer_writes_is_read_back_whole(rows: list[tuple[str, str, str]], cuts: list[int]) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    block = split(stream.getvalue().encode(), 3, cuts)
    assert not block.fault_rows
    assert [tuple(row) for row in csv.reader(io.StringIO(block.text.decode()))] == rows


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60).map(lambda raw: bytes(b'a,"\n\0'[byte % 5] for byte in raw)), st.lists(st.integers(0, 60))
)
def test_any_bytes_give_regular_text_however_they_are_cut(text: bytes, cuts: list[int]) -> None:
    block = split(text, 3, cuts)
    read = list(csv.reader(io.StringIO(block.text.decode()), strict=True))
    assert len(read) == block.rows
    assert all(len(row) == 3 for row in read)
    whole = split(text, 3, [])
    assert (block.text, block.rows, block.fault_rows) == (whole.text, whole.rows, whole.fault_rows)
    if b'"' not in text:
        lines = [line for line in text.split(b"\n") if line]
        assert block.rows == len(lines)
        assert [line.count(b",") != 2 or b"\0" in line for line in lines] == [
            row in block.fault_rows for row in range(len(lines))
        ]


def test_a_stray_quote_does_not_swallow_good_rows() -> None:
    random.seed(5)
    good = [f"{number},x,y" for number in range(400)]
    bad = {number: f'{number},"x,y' for number in random.sample(range(400), 40)}
    block = split("\n".join(bad.get(n, line) for n, line in enumerate(good)).encode(), 3, [])
    assert block.rows == 400
    assert block.fault_rows == sorted(bad)
