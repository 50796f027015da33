"""Small counts are not shown, and not left to be found by subtraction from a total.

A non-zero count below the floor is *small* and shown as ``<floor``. Counts that a reader can add
up to a total lie on a *line*: the parts of a whole, the counties of a state, the cells of a
larger cell. Where the total of a line minus what is shown on it would pin a small count down to
fewer than half as many numbers as lie below the floor, further counts of the line are *withheld*
(complementary suppression), the smallest first. Zero is shown as zero. A line on which even that
is not enough, because it holds next to nothing but ones or nines, is withheld as a whole.

Sources: Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22 (2005),
chapter IV (primary and complementary cell suppression); Hundepool and others, Statistical
Disclosure Control (2012), chapter 4 (intervals that a reader can compute).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Line = NDArray[np.intp]
Mask = NDArray[np.bool_]
States = NDArray[np.uint8]
OFF_LINE = -1
"""Place of a row that is on no line of its kind."""


class State(IntEnum):
    """What may be shown of a value."""

    SHOWN = 0
    SMALL = 1
    WITHHELD = 2
    MISSING = 3
    """Nothing is published: not the same as zero."""


def small(counts: Counts, floor: int) -> Mask:
    """Whether each count is above zero and below the floor."""
    return (counts > 0) & (counts < floor)


def states(
    counts: Counts,
    floor: int,
    *,
    is_partition: bool,
    lines: Sequence[Line] = (),
    withheld: Mask | None = None,
) -> States:
    """State of each count, shape ``(n,)``, as :class:`State` codes.

    ``is_partition`` says that the counts add up to a total that the reader can see. Each of
    ``lines``, shape ``(n,)``, gives the number from 0 of the line that a row lies on, or
    ``OFF_LINE``; the reader knows the total of each. ``withheld`` are rows that are not to be
    shown for another reason.

    >>> states(np.array([3, 40, 15, 0]), 10, is_partition=True).tolist()
    [1, 0, 2, 0]
    """
    result = np.where(small(counts, floor), State.SMALL, State.SHOWN).astype(np.uint8)
    if withheld is not None:
        result[withheld] = State.WITHHELD
    if not result.any():
        return result
    whole = (np.zeros(len(counts), np.intp),) if is_partition else ()
    counted = np.flatnonzero(counts)
    judged = [
        _Judged.of(line[counted], counts[counted], size=int(line.max()) + 1) for line in (*whole, *lines)
    ]
    result[counted] = _protected(result[counted], judged, floor)
    for line, found in zip((*whole, *lines), judged, strict=True):
        if found.closed.any():
            result[np.append(found.closed, np.False_)[line]] = State.WITHHELD
    return result


def disclose(
    table: pa.Table,
    floor: int,
    *,
    is_partition: bool,
    lines: Sequence[Line] = (),
    withheld: Mask | None = None,
) -> pa.Table:
    """The table with a ``state`` column and null in ``value`` wherever it is not shown.

    ``table`` has a key column and a numeric ``value`` column; null in it means not published. The
    others as for :func:`states`.
    """
    value = table.column("value").combine_chunks()
    is_missing = value.is_null().to_numpy(zero_copy_only=False)
    figures = (value.fill_null(0) if value.null_count else value).to_numpy(zero_copy_only=False)
    counts = np.ceil(figures).astype(np.int64)
    state = states(counts, floor, is_partition=is_partition, lines=lines, withheld=withheld)
    state[is_missing] = State.MISSING
    masked = pa.array(figures, type=value.type, mask=state != State.SHOWN)
    index = table.schema.get_field_index("value")
    return table.set_column(index, "value", masked).append_column("state", pa.array(state, type=pa.uint8()))


def lines_that_tell(found: States, counts: Counts, line: Line, floor: int) -> Mask:
    """For each line, whether its total minus what is shown narrows a hidden count too much.

    Whoever subtracts knows that small counts are 1 to ``floor - 1`` and others at least the floor.
    A line whose total is itself small gives nothing away: it is not shown either.
    """
    return _Judged.of(line, counts, size=int(line.max(initial=OFF_LINE)) + 1).tell(found, floor)


def least_choice(floor: int) -> int:
    """How many numbers a small count must at least be able to be, for one who can subtract.

    >>> least_choice(10), least_choice(2)
    (5, 1)
    """
    return min(floor - 1, max(2, floor // 2))


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """Lines of one kind over some counts: their totals, and which are withheld as a whole."""

    line: Line
    counts: Counts
    totals: Counts
    closed: Mask

    @classmethod
    def of(cls, line: Line, counts: Counts, *, size: int) -> _Judged:
        """So many lines; one more, which never tells, stands for ``OFF_LINE``."""
        totals = np.bincount(np.where(line == OFF_LINE, size, line), counts, size + 1).astype(np.int64)
        return cls(line=line, counts=counts, totals=totals, closed=np.zeros(size, np.bool_))

    def tell(self, found: States, floor: int) -> Mask:
        """Lines that tell too much, as :func:`lines_that_tell` has it."""
        size = len(self.closed)
        hidden = np.flatnonzero(found)
        on, is_small = self.line[hidden], found[hidden] == State.SMALL
        on = np.where(on == OFF_LINE, size, on)
        smalls = np.bincount(on[is_small], minlength=size + 1)
        others = np.bincount(on[~is_small], minlength=size + 1)
        sums = np.bincount(on, self.counts[hidden], size + 1).astype(np.int64)
        highest = np.minimum(floor - 1, sums - (smalls - 1) - floor * others)
        lowest = np.where(others, 1, np.maximum(1, sums - (floor - 1) * (smalls - 1)))
        is_narrow = (highest - lowest + 1 < least_choice(floor)) | (smalls + others == 1)
        tells: Mask = (np.where(smalls > 0, is_narrow, others == 1) & (self.totals >= floor))[:size]
        return tells


def _protected(found: States, lines: Sequence[_Judged], floor: int) -> States:
    """The states with further counts withheld until no line tells too much.

    Lines on which nothing is left to withhold are closed. Their rows together are as well known as
    their total, and are no cover for others: to those they count as shown.
    """
    result, is_closed = found.copy(), np.zeros(len(found), np.bool_)
    unchanged = 0
    while unchanged < len(lines):
        for judged in lines:
            tells = judged.tell(np.where(is_closed, State.SHOWN, result), floor)
            unchanged = 0 if tells.any() else unchanged + 1
            if tells.any():
                closed = _withhold_next(result, judged, tells, is_closed)
                judged.closed[closed] = True
                is_closed |= np.append(judged.closed, np.False_)[judged.line]
            if unchanged == len(lines):
                break
    result[is_closed] = State.WITHHELD
    return result


def _withhold_next(result: States, judged: _Judged, tells: Mask, is_closed: Mask) -> Mask:
    """Withhold the smallest shown count of each line that tells; which lines have none left."""
    line, counts = judged.line, judged.counts
    candidates = np.flatnonzero((result == State.SHOWN) & np.append(tells, np.False_)[line] & ~is_closed)
    largest_first = candidates[np.argsort(counts[candidates], kind="stable")[::-1]]
    chosen = np.full(len(tells), OFF_LINE, np.intp)
    chosen[line[largest_first]] = largest_first
    result[chosen[chosen != OFF_LINE]] = State.WITHHELD
    left: Mask = tells & (chosen == OFF_LINE)
    return left
