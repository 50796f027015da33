"""Drawn shapes beside the regions that are published, and beside the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from data.answers.counting import NO_REGION, Axis, Counter
from data.answers.disclosure import Counts, Mask, State, small, states
from data.answers.filters import Filter
from data.answers.guard.areas import Area
from data.answers.guard.places import COUNTY, REACH, PlaceStates, county_counts, place_sets, row_counts
from data.answers.guard.tables import TableGuard
from data.answers.guard.unions import is_area_withheld
from data.answers.question import By, Question
from data.answers.shape_counts import InsideShape
from data.errors import QuestionError


def area_inside(counter: Counter, question: Question) -> Area | None:
    """The counts of all words inside the question's shape and regions; ``None`` if it is only scanned."""
    inside = counter.inside(question.polygon) if question.polygon is not None else None
    if not isinstance(inside, InsideShape):
        return None
    combinations = inside.counts.combinations
    words, found = inside.counts.by_word(inside.shape, Filter(regions=question.filter.regions))
    counts = np.zeros(combinations.size, np.int32)
    counts[words] = found
    return Area(combinations=combinations, counts=counts)


def is_shape_told(guard: TableGuard, question: Question, floor: int) -> bool:
    """Whether the total of a shape gives a small count away beside regions of any set, or the whole."""
    return is_area_withheld(guard.places(question.filter), _by_county(guard, question), floor)


def told_by_regions(guard: TableGuard, question: Question, exact: Counts, floor: int) -> Mask:
    """Rows of a shape that do so beside the whole and the larger regions; ``exact`` are its counts.

    Months are not compared: those of most regions are small by themselves.
    """
    result = np.zeros(len(exact), np.bool_)
    if question.by in {By.TOTAL, By.MONTH}:
        return result
    nested = _nested(question.filter, guard.places(question.filter), _by_county(guard, question))
    for wider in (question.filter, *nested):
        found = guard.counter.grouped(Axis(question.by.value), wider)
        rest = np.abs(np.array([found.get(code, 0) for code in range(len(exact))]) - exact)
        if (small(rest, floor) & (exact >= floor)).any():
            result |= states(rest, floor, is_partition=True) != State.SHOWN
    return result


def _by_county(guard: TableGuard, question: Question) -> Counts:
    """Counts of the shape by county."""
    if question.polygon is None:
        raise QuestionError("the question has no polygon", remedy="Ask the guard of tables")
    return county_counts(guard.counter.inside(question.polygon).grouped(Axis.COUNTY, question.filter))


def _nested(filter_: Filter, places: PlaceStates, inside: Counts) -> Iterator[Filter]:
    """The filter for the regions of each larger set that lie in the shape, or in which it lies."""
    for key, found in place_sets().items():
        if key in {COUNTY, REACH}:
            continue
        part, whole = row_counts(inside, key), row_counts(places.counts, key)
        is_shown = places.of_set[key] == State.SHOWN
        within, touched = is_shown & (part == whole) & (part > 0), part > 0
        for taken in (within, touched if is_shown[touched].all() else np.zeros_like(touched)):
            regions = tuple(row for row, is_taken in zip(found.rows, taken, strict=True) if is_taken)
            if regions and NO_REGION not in regions:
                yield replace(filter_, regions=regions)
