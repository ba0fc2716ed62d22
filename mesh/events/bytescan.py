"""Where the quotes, delimiters and line ends of a block of text stand, and what they make of given records."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

NEWLINE, QUOTE, SPACE, NUL = 10, 34, 32, 0
# The bytes of a UTF-8 character after its first are 10xxxxxx.
_FOLLOWING_MASK, _FOLLOWING = 0xC0, 0x80

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]
Kinds = NDArray[np.str_]


def positions(mask: Mask) -> Positions:
    """Indexes of the true elements."""
    return np.flatnonzero(mask).astype(np.int64, copy=False)


def between(points: Positions, starts: Positions, ends: Positions) -> Positions:
    """How many of the sorted points lie in each [start, end)."""
    return (np.searchsorted(points, ends) - np.searchsorted(points, starts)).astype(np.int64, copy=False)


@dataclass(frozen=True)
class Bytes:
    """A block of text, with the positions of its quotes and of its delimiter `mark`."""

    text: bytes
    mark: int

    @cached_property
    def data(self) -> NDArray[np.uint8]:
        """The text as an array of bytes."""
        return np.frombuffer(self.text, dtype=np.uint8)

    @cached_property
    def newlines(self) -> Positions:
        """Positions of line ends."""
        return positions(self.data == NEWLINE)

    @cached_property
    def quotes(self) -> Positions:
        """Positions of double quotes."""
        return positions(self.data == QUOTE)

    @cached_property
    def marks(self) -> Positions:
        """Positions of delimiters, quoted or not."""
        return positions(self.data == self.mark)

    def count(self, byte: int, starts: Positions, ends: Positions) -> Positions:
        """How often a byte occurs in each [start, end)."""
        return between(positions(self.data == byte), starts, ends)

    def characters(self, starts: Positions, ends: Positions) -> Positions:
        """Lengths of [start, end) in characters of UTF-8."""
        following = positions((self.data & _FOLLOWING_MASK) == _FOLLOWING)
        return ends - starts - between(following, starts, ends)

    def plain_fields(self, starts: Positions, ends: Positions, expected: int) -> Positions:
        """Fields of lines without quotes; the regular block, where every line has `expected`, is told apart quickly."""
        lines, inner = len(starts), expected - 1
        if inner and len(self.marks) == lines * inner:
            grid = self.marks.reshape(lines, inner)
            if bool((grid[:, 0] >= starts).all() and (grid[:, -1] < ends).all()):
                return np.full(lines, expected, np.int64)
        return between(self.marks, starts, ends) + 1

    @cached_property
    def quoted(self) -> Mask:
        """For each byte: is the number of quotes up to it odd?"""
        return (np.cumsum(self.data == QUOTE, dtype=np.uint8) & 1).astype(bool)

    def judge(self, starts: Positions, ends: Positions) -> tuple[Mask, Positions]:
        """For sorted records that do not overlap: are their quotes well-formed, and how many fields do they have?

        Quotes open at the start of a field and close at its end; "" inside a quoted field is a quote. A line end that
        quotes do not enclose is an end of a record, so it is as good a neighbour of a quote as a delimiter.
        """
        allowed = np.zeros(256, bool)
        allowed[[self.mark, QUOTE, NEWLINE]] = True
        quotes = Members.of(self.quotes, starts, ends)
        closing = quotes.rank % 2 == 1
        neighbour = np.where(closing, quotes.at + 1, np.maximum(quotes.at - 1, 0))
        wrong = ~allowed[self.data[neighbour]]
        well_formed = (quotes.sums(wrong) == 0) & (quotes.counts % 2 == 0)
        marks = Members.of(self.marks, starts, ends)
        odd_before = self.quoted[np.maximum(starts - 1, 0)] & (starts > 0)
        outside = self.quoted[marks.at] == np.repeat(odd_before, marks.counts)
        return well_formed, marks.sums(outside) + 1


@dataclass(frozen=True)
class Members:
    """The points that lie in records: where they are, their rank in their record, and how many each record has."""

    at: Positions
    rank: Positions
    counts: Positions

    @classmethod
    def of(cls, points: Positions, starts: Positions, ends: Positions) -> "Members":
        """Members of the sorted points in the sorted records [start, end)."""
        first = np.searchsorted(points, starts).astype(np.int64, copy=False)
        counts = np.searchsorted(points, ends) - first
        rank = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return cls(points[rank + np.repeat(first, counts)], rank, counts)

    def sums(self, flags: Mask) -> Positions:
        """How many of the members of each record are flagged."""
        total: Positions = np.concatenate([np.zeros(1, np.int64), np.cumsum(flags)])
        last = np.cumsum(self.counts)
        found: Positions = total[last] - total[last - self.counts]
        return found
