"""Drawn shapes as the counts of all words in them, and what follows from subtracting them.

One shape is taken to lie in another if hardly a word occurs more often in it than in the other:
that is judged from counts alone, so it costs no geometry, and it holds however the same incidents
are enclosed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations as pairs_of

import numpy as np
from numpy.typing import NDArray

from data.answers.combinations import Combinations
from data.answers.counting import Axis
from data.answers.disclosure import Counts, Mask, State, small, states
from data.answers.filters import Filter

Window = tuple[int, int]
"""Place of a month among those of the data, and of the month after the last of the period."""
_SIGNS = ((1, -1, -1), (1, -1, 1), (1, 1, -1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Area:
    """The incidents inside a drawn shape and in any of some regions: int32 counts of all words."""

    combinations: Combinations
    counts: NDArray[np.int32]

    def rows(self, axis: Axis, filter_: Filter) -> Counts:
        """Counts along an axis under the filter."""
        return self.along(axis, self.counts, np.flatnonzero(self.combinations.allowed(filter_)))

    def along(self, axis: Axis, counts: NDArray[np.int32], words: NDArray[np.intp]) -> Counts:
        """Counts of all words, added up along an axis over some of the words."""
        found = self.combinations.along(axis, counts[words].astype(np.int64), words)
        return np.array(list(found.values()), np.int64)


def told_by_areas(area: Area, others: Sequence[Area], filter_: Filter, axis: Axis, floor: int) -> Mask:
    """Rows along an axis that give a small count away beside one or two other areas.

    All of them, if the total does. Differences of two areas, and of three in which each is counted
    once, tell of something only if next to no word has the other sign.
    """
    words = np.flatnonzero(area.combinations.allowed(filter_))
    margin = Axis.CATEGORY if axis is Axis.TOTAL else axis
    own = area.along(margin, area.counts, words)
    result = np.zeros(1 if axis is Axis.TOTAL else len(own), np.bool_)
    margins = np.array([area.along(margin, other.counts, words) for other in others]).reshape(-1, len(own))
    for signs, parts in _differences(own, margins, axis, floor):
        rest = sum(
            (
                sign * others[i].counts[words].astype(np.int64)
                for sign, i in zip(signs[1:], parts, strict=True)
            ),
            start=area.counts[words].astype(np.int64),
        )
        if _excess(rest) >= floor:
            continue
        if 0 < abs(int(rest.sum())) < floor:
            result[:] = True
        if axis is not Axis.TOTAL:
            rows = np.abs(np.array(list(area.combinations.along(axis, rest, words).values()), np.int64))
            result |= states(rows, floor, is_partition=True) != State.SHOWN
    return result


def told_by_windows(months: Counts, windows: Sequence[Window], new: Window, floor: int) -> bool:
    """Whether a period beside others that were told of the same shape gives a small count away.

    ``months`` are the exact counts of all months. Whoever knows the counts of windows that share an
    end knows those between any two ends that they connect.
    """
    ends = set(new)
    left = [window for window in windows if window != new]
    while joined := [window for window in left if ends & set(window)]:
        left = [window for window in left if window not in joined]
        ends |= {end for window in joined for end in window}
    sums = np.concatenate([[0], np.cumsum(months)])[sorted(ends)]
    return bool(small(np.diff(sums), floor).any())


def _differences(
    own: Counts, margins: Counts, axis: Axis, floor: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Signs and numbers of the other areas whose difference may tell, by their rows alone."""
    for i in np.flatnonzero(_may_tell(own - margins, own, axis, floor)):
        yield (1, -1), (int(i),)
    if len(margins) < 2:
        return
    pairs = np.array(list(pairs_of(range(len(margins)), 2)))
    first, second = margins[pairs[:, 0]], margins[pairs[:, 1]]
    for signs in _SIGNS:
        rest = signs[0] * own + signs[1] * first + signs[2] * second
        for i in np.flatnonzero(_may_tell(rest, own, axis, floor)):
            yield signs, (int(pairs[i, 0]), int(pairs[i, 1]))


def _may_tell(rest: Counts, own: Counts, axis: Axis, floor: int) -> Mask:
    """Of differences, shape ``(n, rows)``, those that have one sign and are small somewhere."""
    is_narrow = small(np.abs(rest.sum(axis=1)), floor)
    if axis is not Axis.TOTAL:
        is_narrow |= (small(np.abs(rest), floor) & (own >= floor)).any(axis=1)
    excess = np.minimum(np.maximum(rest, 0).sum(axis=1), np.maximum(-rest, 0).sum(axis=1))
    result: Mask = is_narrow & (excess < floor)
    return result


def _excess(rest: Counts) -> int:
    """How often words of the rarer sign occur in a difference."""
    return int(min(np.maximum(rest, 0).sum(), np.maximum(-rest, 0).sum()))
