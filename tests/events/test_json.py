"""JSON feeds: one object per line or one document, read alike; broken lines are kept, broken documents refused."""

import gzip
import json

import pytest

from mesh.events import jsonfile, parts, stream
from tests.events.shop import Shop

REVIEWS = [
    {"review": "r1", "written": "02/29/2024", "stars": 4.50, "words": 'good,\n"very"', "tags": ["a", {"b": 1.5}]},
    {"review": "r2", "written": "20240301", "stars": None},
    {"stars": 12345678901234567890, "written": "", "review": " 007 ", "words": "caf\u00e9 \U0001f600", "tags": True},
]
COLUMNS = "_row_number, _file_date::varchar, review, written, stars, words, tags"
READ = [
    (1, "2024-02-29", "r1", "02/29/2024", "4.5", 'good,\n"very"', '["a", {"b": 1.5}]'),
    (2, "2024-03-01", "r2", "20240301", None, None, None),
    (3, None, " 007 ", None, "12345678901234567890", "caf\u00e9 \U0001f600", "true"),
]
LINES = "\n".join(json.dumps(review) for review in REVIEWS)
DOCUMENT = {"meta": {"n": 3, "page": []}, "page": {"next": None, "reviews": REVIEWS, "last": 7}, "end": [1]}
FORMS: dict[str, str | bytes] = {
    "lines": LINES,
    "lines with blank ones": f"\n \n{LINES.replace(chr(10), chr(13) + chr(10) * 2)}\n\n",
    "document": json.dumps(DOCUMENT),
    "indented document": json.dumps(DOCUMENT, indent=2, ensure_ascii=False),
    "packed": gzip.compress(json.dumps(DOCUMENT).encode()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("block", [1, 7, 8 << 20])
def test_lines_and_documents_give_the_same_rows(
    shop: Shop, form: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "BLOCK_BYTES", block)
    shop.add("till_review.json", FORMS[form])
    assert shop.events("till_review", COLUMNS) == READ


def test_numbers_keep_the_digits_that_were_sent(shop: Shop) -> None:
    sent = ["1.50", "100", "-0.0010", "1e3", "0.1000000000000000055511151231257827"]
    rows = "\n".join(f'{{"review": "{n}", "written": null, "stars": {number}}}' for n, number in enumerate(sent))
    shop.add("till_review.json", rows)
    told = [stars for (stars,) in shop.events("till_review", "stars")]
    assert told == ["1.50", "100", "-0.0010", "1000", "0.1000000000000000055511151231257827"]


def test_many_parts_keep_the_numbers_of_their_rows(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonfile, "PART_BYTES", 100)
    rows = [{"review": str(number), "written": "2024-01-01", "stars": number} for number in range(1, 500)]
    shop.add("till_review.json", "\n".join(map(json.dumps, rows)))
    assert shop.events("till_review", "_row_number, review") == [(n, str(n)) for n in range(1, 500)]
    assert parts.PART_BYTES > 100


BROKEN_LINES = [
    ('{"review": "r1", "written": "2024-01-01", "stars": 1}', None),
    ('{"review": "r2", "written": "2024-01-01", "stars": 1', "no_object"),
    ("[1, 2]", "no_object"),
    ("half a line", "no_object"),
    ('{"review": "r3", "written": "2024-01-01", "stars": 1, "stars": 2}', "repeated_name"),
    ('{"review": "\\u0000", "written": "2024-01-01", "stars": 1}', "nul_byte"),
    ('{"review": "\\ud83d", "written": "2024-01-01", "stars": 1}', "half_character"),
    (f'{{"review": "{"w" * (1 << 20)}", "written": "2024-01-01", "stars": 1}}', "oversized_row"),
    ('{"review": "r4", "written": "2024-01-01", "stars": 1}', None),
]


@pytest.mark.parametrize("first", [0, 1, 8])
def test_a_broken_line_is_kept_and_hurts_no_other(shop: Shop, first: int) -> None:
    lines = [BROKEN_LINES[first], *BROKEN_LINES[:first], *BROKEN_LINES[first + 1 :]]
    shop.add("till_review.json", "\n".join(line for line, _ in lines))
    found = shop.events("till_review", "_row_number, _fault, review, _subject")
    assert [row[:2] for row in found] == [(number, fault) for number, (_, fault) in enumerate(lines, start=1)]
    assert {row[2] for row in found} == {"r1", "r4", None}
    raw = dict(shop.events("till_review", "_fault, _raw_line"))
    assert raw["repeated_name"] == BROKEN_LINES[4][0]
    assert len(raw["oversized_row"]) == 10_000


def page(reviews: str) -> str:
    return f'{{"page": {{"reviews": {reviews}}}}}'


WHOLE = '{"review": "r1", "written": "2024-01-01", "stars": 1}'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (page(f"[{WHOLE}, {WHOLE[:-1]}]"), "a value is damaged or cut off"),
        (page(f"[{WHOLE} {WHOLE}]"), "',' or ']' is missing, before"),
        (page(f"[{WHOLE}]")[:-1], "',' or '}' is missing, at its end"),
        (page(f"[{WHOLE}]") + "{}", "there is text behind its end, before '{}'"),
        (page('[{"review": 1, "review": 2}]'), "an object has a name twice"),
        (page("[]"), "it holds no record"),
        (page("[1, null]"), "none of its 2 rows is a JSON object"),
        (page(f"{WHOLE}"), "nor a document with an array at 'page.reviews'"),
        (f"[{WHOLE}]", "nor a document with an array at 'page.reviews'"),
        ('"text"', "nor a document with an array at 'page.reviews'"),
        ("review,written,stars\n1,2,3\n", "nor a document with an array at 'page.reviews'"),
        (
            '{"review": "r1", "written": "2024-01-01"}',
            "the column 'stars' of domains/shop/feeds/till_review.yml, version 1",
        ),
        (WHOLE.replace("review", "revue"), "perhaps renamed to 'revue'"),
        (f'{WHOLE}\n{WHOLE[:-1]}, "colour": 3}}', "the column 'colour' is unknown"),
        (f'{WHOLE[:-1]}, "words": 1, "the-words": 2}}', "the column 'words' appears twice"),
        (b"PAR1 something", "it is a Parquet file"),
        (gzip.compress(LINES.encode())[:-9], "truncated"),
    ],
)
def test_a_broken_document_is_refused_with_its_place(shop: Shop, content: str | bytes, why: str) -> None:
    sentence = shop.refused("till_review.json", content)
    assert why in sentence
    assert "\n" not in sentence


def test_other_names_of_a_column_count_as_the_column(shop: Shop) -> None:
    shop.add("till_review.json", f'{WHOLE[:-1]}, "the-words": "fine"}}\n{WHOLE}')
    assert shop.events("till_review", "words") == [("fine",), (None,)]


def test_without_a_place_the_document_is_the_array(shop: Shop) -> None:
    path = shop.settings.domains_dir / "shop/feeds/till_review.yml"
    path.write_text(path.read_text().replace("records: page.reviews\n", ""))
    shop.add("till_review.json", json.dumps(REVIEWS, indent=1))
    assert shop.events("till_review", COLUMNS) == READ
