"""A change between two briefs in four parts that sum exactly, and what of it may be told.

The count is taken through a fixed order of steps, one thing changed at each: the data version, then the
definition, then the boundary, then the period. The first three steps are bookkeeping and have no sampling
error; only the last, the real change, has an interval and a verdict.

A part of fewer events than the floor is not told by itself, nor left to be found by subtraction: it is told
together with a neighbour. So the points between the steps are what is chosen here, and what lies between
two points that are told is one step, of one part or several. The decision is
``docs/decisions/0015-2026-11-30-change-in-four-parts.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise

import numpy as np

from data.answers.change import Verdict, verdicts
from data.answers.intervals import difference_interval


class Part(StrEnum):
    """One of the four parts, in the order in which they are told."""

    LATE = "late or corrected data"
    REDEFINED = "redefinition"
    MOVED = "moved boundary"
    REAL = "real change"


PARTS = tuple(Part)
_THEN, _CORRECTED, _REDEFINED, _MOVED, _NOW = range(5)
_BEFORE_REAL = (_THEN, _CORRECTED, _REDEFINED, _MOVED)
_PREFERRED = (_MOVED, _REDEFINED, _CORRECTED)
"""Of two choices with as many points the one that has the first of these: it keeps the real change apart."""


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Exact counts before and after each step, in events.

    ``then`` as the last brief knew it; ``corrected`` with today's data; ``redefined`` with today's
    definition too; ``moved`` within today's boundary too; ``now`` in today's period too.
    ``has_new_definition`` and ``has_new_boundary`` say whether there is any such step at all.
    """

    then: int
    corrected: int
    redefined: int
    moved: int
    now: int
    has_new_definition: bool
    has_new_boundary: bool

    @property
    def points(self) -> tuple[int, int, int, int, int]:
        """The five counts in order."""
        return self.then, self.corrected, self.redefined, self.moved, self.now


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which counts of a chain may be told: those that the gate tells whoever asks for them.

    For ``corrected`` the gate has no question. It may be told if what was restated is itself no small count.
    """

    then: bool
    corrected: bool
    redefined: bool
    moved: bool
    now: bool


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Counts of the months that only one of the two periods has, as the gate tells them.

    ``now`` and ``before`` are ``None`` where they are not told; ``share`` is the part of the days of both
    that lies in the later ones. Months that both periods have cancel out and say nothing about a change.
    """

    now: int | None
    before: int | None
    share: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """One or several parts told together, with the events that they come to."""

    parts: tuple[Part, ...]
    value: int

    @property
    def is_real(self) -> bool:
        """Whether the real change is among them."""
        return Part.REAL in self.parts


@dataclass(frozen=True, kw_only=True)
class Split:
    """What may be told: ``start`` plus the values of all ``steps`` is ``now``, exactly.

    ``start`` is the count of the last brief if ``is_start_then``; otherwise that count may not be told
    beside today's, and the start is what is known now of the same months. ``untold`` are the parts before
    it; ``is_untold_small`` says that they come to fewer events than the floor. ``verdict`` and
    ``interval`` (95 %) are of the step that has the real change; ``interval`` is ``None`` where the
    verdict is too few to tell. ``start`` is ``None`` where nothing but ``now`` may be told.
    """

    start: int | None
    is_start_then: bool
    steps: tuple[Step, ...]
    now: int
    untold: tuple[Part, ...]
    is_untold_small: bool
    verdict: Verdict
    interval: tuple[float, float] | None


def split(chain: Chain, told: Told, floor: int, *, months: Pair | None) -> Split | None:
    """The split of a chain of counts; ``None`` if the gate does not tell what is counted now.

    Parameters
    ----------
    chain
        Exact counts; they are not told by themselves.
    told
        What the gate tells of them.
    floor
        Non-zero counts and parts of fewer events are not told.
    months
        What the real change is judged by; ``None`` where one period lies within the other, or both are
        the same: there is no change to judge then.

    Examples
    --------
    >>> chain = Chain(
    ...     then=100,
    ...     corrected=103,
    ...     redefined=223,
    ...     moved=223,
    ...     now=260,
    ...     has_new_definition=True,
    ...     has_new_boundary=False,
    ... )
    >>> everything = Told(then=True, corrected=True, redefined=True, moved=True, now=True)
    >>> [(step.value, len(step.parts)) for step in split(chain, everything, 10, months=None).steps]
    [(123, 2), (0, 1), (37, 1)]
    """
    if not told.now:
        return None
    chosen = _chosen(chain, told, floor)
    points = chain.points
    steps = tuple(
        Step(parts=PARTS[low:high], value=points[high] - points[low])
        for low, high in pairwise((*chosen, _NOW))
    )
    start = chosen[0] if chosen else _NOW
    is_small = start != _NOW and 0 < abs(points[start] - points[_THEN]) < floor
    verdict, interval = _judged(steps[-1], chain, months) if steps else (Verdict.TOO_FEW, None)
    return Split(
        start=points[start] if chosen else None,
        is_start_then=start == _THEN,
        steps=steps,
        now=chain.now,
        untold=PARTS[:start],
        is_untold_small=is_small,
        verdict=verdict,
        interval=interval,
    )


def _chosen(chain: Chain, told: Told, floor: int) -> tuple[int, ...]:
    """The points before ``now`` that are told, ascending: as many as may be."""
    open_ = [point for point in _BEFORE_REAL if _is_open(point, chain, told, floor)]
    must = {_THEN} & set(open_)
    return max(
        (
            choice
            for choice in _subsets(open_)
            if must <= set(choice) and _is_safe(choice, chain, told, floor)
        ),
        key=lambda choice: (len(choice), *(point in choice for point in _PREFERRED)),
        default=tuple(sorted(must)),
    )


def _is_open(point: int, chain: Chain, told: Told, floor: int) -> bool:
    if point == _CORRECTED:
        # The gate is not asked for it, so its own rule for a single count stands in.
        return told.corrected and told.then and told.redefined and not 0 < chain.corrected < floor
    return {_THEN: told.then, _REDEFINED: told.redefined, _MOVED: told.moved}[point]


def _subsets(points: list[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(points) + 1):
        yield from combinations(points, size)


def _is_safe(choice: tuple[int, ...], chain: Chain, told: Told, floor: int) -> bool:
    """Whether no small part can be found from what is told, and no step before the real one is small."""
    points = chain.points
    if any(0 < abs(points[b] - points[a]) < floor for a, b in pairwise(choice)):
        return False
    here = _known(set(choice), chain)
    # Today's data answer anybody who asks for the last brief's months; only `corrected` is nobody's to ask.
    beside = _known({*choice, *({_REDEFINED} if told.redefined else ())}, chain)
    return all(
        not 0 < abs(points[part + 1] - points[part]) < floor
        for part, known in ((_THEN, beside), (_CORRECTED, beside), (_REDEFINED, here))
        if {part, part + 1} <= known
    )


def _known(points: set[int], chain: Chain) -> set[int]:
    """The points, and those that everybody knows to be the same: without a step nothing changes."""
    result = set(points)
    for has_step, pair in (
        (chain.has_new_definition, {_CORRECTED, _REDEFINED}),
        (chain.has_new_boundary, {_REDEFINED, _MOVED}),
        (chain.has_new_definition or chain.has_new_boundary, {_CORRECTED, _REDEFINED, _MOVED}),
    ):
        if not has_step and result & pair:
            result |= pair
    return result


def _judged(step: Step, chain: Chain, months: Pair | None) -> tuple[Verdict, tuple[float, float] | None]:
    """Verdict and interval of the real change, or of it and what is told together with it.

    The months of which it is judged are told already. What is told with it is laid to the earlier ones,
    so that the interval is about the step's own value and does not tell its parts apart.
    """
    if months is None or months.now is None or months.before is None:
        return Verdict.TOO_FEW, None
    before = months.before - (step.value - (chain.now - chain.moved))
    if before < 0:
        return Verdict.TOO_FEW, None
    now = np.array([months.now], np.int64)
    (code,) = verdicts(now, np.array([before], np.int64), np.ones(1, np.bool_), share=months.share)
    return Verdict(int(code)), difference_interval(float(months.now), float(before))
