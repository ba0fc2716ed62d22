"""A feed file as a stream of clean text blocks: decompressed, decoded to UTF-8, one kind of line end.

Every byte of the file is checked on the way, so a truncated or damaged file is refused before anything is registered.
"""

import codecs
import gzip
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from mesh.events.refusal import RefusedError, WrongEncodingError, refusal

BLOCK_BYTES = 8 << 20
# A text file that grows more than this when unpacked is not a feed: gzip reaches at most about 1,030-fold.
MAX_EXPANSION = 300
EXPANSION_FLOOR_BYTES = 1 << 30

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE = "save it in the declared encoding, or correct `encoding` in the feed contract"
_ASK = "ask the sender for the file again"
# First bytes of files that are sent by mistake as text.
_OTHER_KINDS = {
    b"PAR1": "a Parquet file",
    b"PK\x03\x04": "a zip or Excel file",
    b"BZh": "a bzip2 file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\xfd7zXZ": "an xz file",
    b"%PDF": "a PDF",
}


def text_blocks(path: Path, encoding: str, format_name: str) -> Iterator[bytes]:
    """Yield the file's text as UTF-8 blocks with \\n line ends, without a byte order mark.

    Line ends inside quoted values become \\n as well. Raises RefusedError for an empty, truncated, damaged or wrongly
    encoded file, at the point where the fault is met.
    """
    with path.open("rb") as raw:
        start = raw.read(6)
        raw.seek(0)
        if not start:
            raise _empty(path)
        for magic, kind in _OTHER_KINDS.items():
            if start.startswith(magic):
                raise refusal(path.name, f"it is {kind}, the contract says {format_name}", _ASK)
        blocks = _limited(_decoded(_raw_blocks(raw, path), path, encoding), path)
        empty = True
        for block in _one_line_end(blocks):
            empty = False
            yield block
        if empty:
            raise _empty(path)


def fitting_encoding(path: Path, encodings: Sequence[str], format_name: str) -> str:
    """The first of the encodings that fits every byte of the file; the last one when none before it does."""
    for encoding in encodings[:-1]:
        try:
            for _ in text_blocks(path, encoding, format_name):
                pass
        except WrongEncodingError:
            continue
        return encoding
    return encodings[-1]


def _wrong_encoding(path: Path, why: str) -> WrongEncodingError:
    return WrongEncodingError(str(refusal(path.name, why, _SAVE)))


def _empty(path: Path) -> RefusedError:
    return refusal(path.name, "it is empty (0 bytes of text)", _ASK)


def _raw_blocks(raw: BinaryIO, path: Path) -> Iterator[bytes]:
    """Read blocks, unpacked when the content is gzip; turn what gzip finds wrong into refusals."""
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    source = gzip.GzipFile(fileobj=raw, mode="rb") if packed else raw
    try:
        while block := source.read(BLOCK_BYTES):
            yield block
    except EOFError as error:
        raise refusal(path.name, "the gzip data end before their end marker, the file is truncated", _ASK) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise refusal(path.name, f"the gzip data are damaged ({error})", _ASK) from error


def _decoded(blocks: Iterator[bytes], path: Path, encoding: str) -> Iterator[bytes]:
    """Check the declared encoding and yield UTF-8."""
    check = _Decoder(path, encoding)
    first = next(blocks, b"")
    if encoding != "utf-16" and (first.startswith(_UTF16_MARKS) or _looks_utf16(first)):
        raise _wrong_encoding(path, f"it is encoded in UTF-16, the contract says {encoding}")
    if encoding == "utf-8":
        first = first.removeprefix(codecs.BOM_UTF8)
    for block in chain([first], blocks):
        if text := check.decode(block):
            yield text
    check.decode(b"", final=True)


class _Decoder:
    """Decodes the stream of a file, block by block, to UTF-8. Plain ASCII passes untouched."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._done = 0  # bytes of earlier blocks

    def decode(self, block: bytes, final: bool = False) -> bytes:
        """Return the block in UTF-8 up to its last whole character. Raises RefusedError at a byte that does not fit."""
        pending = self._decoder.getstate()[0]
        self._done += len(block)
        if self._encoding == "utf-8" and not pending and block.isascii():
            return block
        try:
            text = self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            line = _line_at(self._path, self._done - len(error.object) + error.start)
            byte = error.object[error.start]
            why = f"line {line} holds the byte 0x{byte:02x}, which is not {self._encoding}"
            raise _wrong_encoding(self._path, why) from error
        if self._encoding != "utf-8":
            return text.encode("utf-8")
        whole = pending + block
        return whole[: len(whole) - len(self._decoder.getstate()[0])]


def _line_at(path: Path, position: int) -> int:
    """The 1-based line of a position in the unpacked bytes."""
    line, start = 1, 0
    with path.open("rb") as raw:
        for block in _raw_blocks(raw, path):
            line += block[: max(position - start, 0)].count(b"\n")
            start += len(block)
            if start > position:
                break
    return line


def _looks_utf16(block: bytes) -> bool:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    head = block[:64]
    return bool(head) and max(head[::2].count(0), head[1::2].count(0)) * 10 >= len(head) * 4


def _limited(blocks: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """Refuse a file that unpacks to an absurd size."""
    limit = max(EXPANSION_FLOOR_BYTES, path.stat().st_size * MAX_EXPANSION)
    total = 0
    for block in blocks:
        total += len(block)
        if total > limit:
            raise refusal(path.name, f"it unpacks to more than {MAX_EXPANSION} times its size", _ASK)
        yield block


def _one_line_end(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Turn \\r\\n and lone \\r into \\n; a \\r at the end of a block waits for the next one."""
    pending = b""
    for block in blocks:
        text = pending + block if pending else block
        pending = b""
        if b"\r" in text:
            if text.endswith(b"\r"):
                text, pending = text[:-1], b"\r"
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if text:
            yield text
    if pending:
        yield b"\n"
