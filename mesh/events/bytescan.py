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
    """A block of text as bytes, with the positions of its quotes and of its delimiter `mark`."""

    data: NDArray[np.uint8]
    mark: int

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

    def judge(self, starts: Positions, ends: Positions) -> tuple[Mask, Positions]:
        """For sorted records that do not overlap: are their quotes well-formed, and how many fields do they have?

        Quotes open at the start of a field and close at its end; "" inside a quoted field is a quote.
        """
        records = len(starts)
        first = np.searchsorted(self.quotes, starts)
        owner, at = _owned(self.quotes, starts, ends)
        rank = np.searchsorted(self.quotes, at) - first[owner]
        before = np.where(at > starts[owner], self.data[np.maximum(at - 1, 0)], self.mark)
        after = np.where(at + 1 < ends[owner], self.data[np.minimum(at + 1, len(self.data) - 1)], self.mark)
        neighbour = np.where(rank % 2 == 1, after, before)
        wrong = (neighbour != self.mark) & (neighbour != QUOTE)
        in_pairs = between(self.quotes, starts, ends) % 2 == 0
        well_formed = (np.bincount(owner[wrong], minlength=records) == 0) & in_pairs
        owner, at = _owned(self.marks, starts, ends)
        outside = (np.searchsorted(self.quotes, at) - first[owner]) % 2 == 0
        fields = np.bincount(owner[outside], minlength=records) + 1
        return well_formed, fields.astype(np.int64, copy=False)


def _owned(points: Positions, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
    """The points inside any record, with the number of their record."""
    owner = (np.searchsorted(starts, points, side="right") - 1).astype(np.int64, copy=False)
    inside = points < np.append(ends, 0)[owner]  # the appended end is that of the points before the first record
    return owner[inside], points[inside]
