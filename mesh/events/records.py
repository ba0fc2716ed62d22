"""Cutting text into records, exactly: every line of a feed file is a well-formed row, a marked fault or blank.

The work is done on whole blocks of bytes with NumPy; only faulty rows are handled one by one. What comes out is text
that any CSV reader reads alike: a faulty row is replaced by one with empty fields, so the n-th row of the output is the
n-th row of the file, and blank lines are gone.

A quoted value may hold delimiters and line ends. A line whose quotes do not pair up is joined with the next such line
when that makes a well-formed record; otherwise it is a fault of its own, and does not swallow the rows after it.
"""

from dataclasses import dataclass, field

import numpy as np

from mesh.events.bytescan import NUL, SPACE, Bytes, Kinds, Mask, Positions, between, positions
from mesh.events.refusal import refusal

MAX_RECORD_BYTES = 1 << 20
MAX_LINE_BYTES = 64 << 20
MAX_RAW_CHARACTERS = 10_000
# Fixed-width lines are read whole, as one field, with a separator that they may not hold.
LINE_SEPARATOR = 31


@dataclass(frozen=True)
class Layout:
    """How a row looks: `fields` separated by `delimiter`, or (delimiter None) a line of one of the `widths`.

    `header` is the header line of the file; a later row like it is a fault, as of files that were put together.
    """

    fields: int
    delimiter: int | None = None
    widths: tuple[int, ...] = ()
    header: bytes = b""

    @property
    def filler(self) -> bytes:
        """A row of empty fields."""
        if self.delimiter is None:
            return b" "
        return bytes([self.delimiter]) * (self.fields - 1) or b'""'


@dataclass
class Block:
    """Rows of a stretch of text. `text` holds one well-formed row per row of the file."""

    text: bytes = b""
    rows: int = 0
    fault_rows: list[int] = field(default_factory=list)  # 0-based within the block
    fault_kinds: list[str] = field(default_factory=list)
    fault_lines: list[str] = field(default_factory=list)  # as sent, shortened to MAX_RAW_CHARACTERS


@dataclass(frozen=True)
class Records:
    """Starts and ends (exclusive, without the line end) of records; the text from `stop` on is unfinished."""

    starts: Positions
    ends: Positions
    stop: int


class Splitter:
    """Cuts a stream of text blocks of the file `name` into records; keeps an unfinished record for the next call."""

    def __init__(self, layout: Layout, name: str) -> None:
        self.layout = layout
        self.name = name
        self._rest = b""

    def feed(self, text: bytes, final: bool = False) -> Block:
        """Take the next stretch of text with \\n line ends (UTF-8); `final` with the last one."""
        text = self._rest + text if self._rest else text
        if final and text and not text.endswith(b"\n"):
            text += b"\n"
        whole = text.rfind(b"\n") + 1
        tail, text = text[whole:], text[:whole]
        if len(tail) > MAX_LINE_BYTES:
            why = f"it holds more than {MAX_LINE_BYTES >> 20} MB without a line end"
            raise refusal(self.name, why, "ask the sender for one line per row")
        if not text:
            self._rest = tail
            return Block()
        scan = Bytes(text, self.layout.delimiter or 0)
        starts = np.concatenate([np.zeros(1, np.int64), scan.newlines[:-1] + 1])
        records = Records(starts, scan.newlines, whole)
        if self.layout.delimiter is None:
            kinds = self._fixed_width_faults(scan, records)
        else:
            quoted = b'"' in text
            if quoted:
                records = self._join_lines(scan, records, final)
            kinds = self._delimited_faults(scan, records, quoted)
        kinds[records.ends - records.starts > MAX_RECORD_BYTES] = "oversized_row"
        if b"\0" in text:
            kinds[scan.count(NUL, records.starts, records.ends) > 0] = "nul_byte"
        self._rest = text[records.stop :] + tail
        return self._assemble(text, records, kinds)

    def _delimited_faults(self, scan: Bytes, records: Records, quoted: bool) -> Kinds:
        kinds = np.full(len(records.starts), "", dtype="<U20")
        if quoted:
            well_formed, fields = scan.judge(records.starts, records.ends)
        else:
            well_formed = np.ones(len(kinds), bool)
            fields = scan.plain_fields(records.starts, records.ends, self.layout.fields)
        kinds[fields != self.layout.fields] = "ragged_row"
        kinds[~well_formed] = "stray_quote"
        header = self.layout.header
        place = scan.text.find(header) if header else -1
        while place >= 0:
            record = np.searchsorted(records.starts, place, side="right") - 1
            if record >= 0 and (records.starts[record], records.ends[record]) == (place, place + len(header)):
                kinds[record] = "repeated_header"
            place = scan.text.find(header, place + 1)
        return kinds

    def _fixed_width_faults(self, scan: Bytes, records: Records) -> Kinds:
        """A line is as wide as one of the layout's widths, ascending; beyond that there may only be spaces."""
        characters = scan.characters(records.starts, records.ends)
        widths = np.array(self.layout.widths)
        width = widths[np.maximum(np.searchsorted(widths, characters, side="right") - 1, 0)]
        surplus_from = records.ends - np.maximum(characters - width, 0)
        surplus_spaces = scan.count(SPACE, surplus_from, records.ends)
        kinds = np.full(len(records.starts), "", dtype="<U20")
        kinds[(characters < width) | (surplus_spaces < records.ends - surplus_from)] = "ragged_row"
        kinds[scan.count(LINE_SEPARATOR, records.starts, records.ends) > 0] = "control_character"
        return kinds

    def _join_lines(self, scan: Bytes, lines: Records, final: bool) -> Records:
        """Join the lines of quoted values that hold line ends, and find where an unfinished one begins."""
        odd = positions(between(scan.quotes, lines.starts, lines.ends) % 2 == 1)
        valid = np.zeros(max(len(odd) - 1, 0), bool)
        for parity in (0, 1):  # neighbouring candidates share a line, every second one does not
            starts, ends = lines.starts[odd[:-1][parity::2]], lines.ends[odd[1:][parity::2]]
            if len(starts):
                well_formed, fields = scan.judge(starts, ends)
                small = ends - starts <= MAX_RECORD_BYTES
                valid[parity::2] = well_formed & small & (fields == self.layout.fields)
        taken = _without_overlap(valid)
        heads, tails = odd[:-1][taken], odd[1:][taken]
        count, stop = len(lines.starts), lines.stop
        is_open = len(odd) > 0 and not (len(tails) and tails[-1] == odd[-1])
        if is_open and not final and stop - lines.starts[odd[-1]] <= MAX_RECORD_BYTES:
            count, stop = int(odd[-1]), int(lines.starts[odd[-1]])
        step = np.zeros(len(lines.starts) + 1, np.int64)
        step[heads + 1] += 1
        step[tails + 1] -= 1
        kept = (np.cumsum(step)[:-1] == 0)[:count]
        joined = lines.ends.copy()
        joined[heads] = lines.ends[tails]
        return Records(lines.starts[:count][kept], joined[:count][kept], stop)

    def _assemble(self, text: bytes, records: Records, kinds: Kinds) -> Block:
        blank = records.ends == records.starts
        faulty = (kinds != "") & ~blank
        rows = int(len(blank) - blank.sum())
        if rows == len(blank) and not faulty.any():
            return Block(text=text[: records.stop], rows=rows)
        filler = self.layout.filler + b"\n"
        pieces: list[bytes] = []
        lines: list[str] = []
        done = 0
        other = positions(blank | faulty)
        for start, end, is_fault in zip(
            records.starts[other].tolist(), records.ends[other].tolist(), faulty[other].tolist(), strict=True
        ):
            pieces.append(text[done:start])
            if is_fault:
                pieces.append(filler)
                lines.append(_shown(text[start:end]))
            done = end + 1
        pieces.append(text[done : records.stop])
        number = np.cumsum(~blank) - 1
        return Block(b"".join(pieces), rows, number[faulty].tolist(), kinds[faulty].tolist(), lines)


def _without_overlap(valid: Mask) -> Positions:
    """Of the candidates k, each made of the odd lines k and k + 1, take from the left those that share no line."""
    index = np.arange(len(valid))
    run_start = np.maximum.accumulate(np.where(valid, -1, index)) + 1
    return positions(valid & ((index - run_start) % 2 == 0))


def _shown(line: bytes) -> str:
    """A faulty row as text: shortened, with a visible sign for bytes that text cannot hold."""
    text = line[: 4 * MAX_RAW_CHARACTERS].decode("utf-8", "replace")
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")[:MAX_RAW_CHARACTERS]
