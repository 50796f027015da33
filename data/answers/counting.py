"""What counts incidents along an axis, and tables of such counts with every key in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.calendar import month_number, month_start
from data.answers.cells import Occupied
from data.answers.exact import keyed
from data.answers.filters import Filter
from data.answers.question import By, Cell, Question
from data.geography.reach import CAVEAT as REACH_CAVEAT
from data.geography.reach import REACH_KM, reach_of_counties
from data.geography.regions import county_to_region
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

NO_REGION = ""
"""Key of the row that holds the events in no region of the set."""


class Axis(StrEnum):
    """A column along which incidents are counted; its keys are the engine's codes."""

    TOTAL = "total"
    MONTH = "month"
    CATEGORY = "category"
    COMPONENT = "component"
    MODE = "mode"
    COUNTY = "county"


_VOCABULARY: Mapping[By, tuple[str, ...]] = {
    By.CATEGORY: CATEGORIES,
    By.COMPONENT: COMPONENTS,
    By.MODE: MODES,
}


class Grouper(Protocol):
    """Counts some incidents of one data version along an axis."""

    def grouped(self, axis: Axis, filter_: Filter, cell: Cell | None = None) -> Mapping[int, int]:
        """Key of the axis to the exact count under the filter; a key without a count may be left out."""


class Counter(Grouper, Protocol):
    """Counts the incidents of one data version."""

    @property
    def nbytes(self) -> int:
        """Bytes held, mapped or in memory."""

    def inside(self, shape: Polygon | MultiPolygon) -> Grouper:
        """The same for the incidents inside a valid polygon, OGC:CRS84, or on its edge."""

    def by_cell(self, filter_: Filter, cells: Occupied) -> NDArray[np.int64]:
        """Exact count of each of the occupied cells under the filter, aligned with ``cells.codes``."""

    def county_words(self) -> tuple[NDArray[np.int32], Mapping[str, NDArray[np.int64]], NDArray[np.int64]]:
        """County numbers, codes along ``month`` and ``category``, and counts, wherever there is any."""

    def occupied(self, level: int) -> Occupied:
        """The cells of a level that hold any incident, whatever the filter."""

    def span(self) -> tuple[date, date] | None:
        """First and last month that hold an incident; ``None`` if there are none."""


def counts(counter: Grouper, question: Question, span: tuple[date, date] | None) -> pa.Table:
    """Exact counts: the key column named as ``question.by`` and ``value`` (int64).

    Every month of the filter or else of the span, every word of a vocabulary, and every region
    has a row, zero included.
    """
    if question.by in _VOCABULARY:
        figures = _by_word(counter, question)
    elif question.by is By.MONTH:
        figures = _by_month(counter, question, span)
    elif question.by in {By.REGION, By.REACH}:
        figures = _by_county_group(counter, question)
    else:
        figures = {"total": counter.grouped(Axis.TOTAL, question.filter, question.cell).get(0, 0)}
    return keyed(question.by, figures, figures.values(), type_=pa.int64())


def county_groups(question: Question) -> Mapping[str, str]:
    """5-digit FIPS to the key of the row that the county counts under; others count under none.

    Raises
    ------
    FilterError
        If there is no region set of that key.
    """
    if question.by is By.REACH:
        return reach_of_counties()
    return county_to_region(question.region_set or "county")


def group_caveats(question: Question) -> tuple[str, ...]:
    """What to mind about the groups of counties that a question asks for, beyond its region set."""
    if question.by is not By.REACH:
        return ()
    return (f"Reach is {REACH_KM:.0f} km from an office to a point in the county. {REACH_CAVEAT}",)


def _by_word(counter: Grouper, question: Question) -> Mapping[object, int]:
    found = counter.grouped(Axis(question.by), question.filter, question.cell)
    return {word: found.get(code, 0) for code, word in enumerate(_VOCABULARY[question.by])}


def _by_month(counter: Grouper, question: Question, span: tuple[date, date] | None) -> Mapping[object, int]:
    if span is None:
        return {}
    found = counter.grouped(Axis.MONTH, question.filter, question.cell)
    first = month_number(question.filter.first or span[0])
    last = month_number(question.filter.last or span[1])
    return {month_start(month): found.get(month, 0) for month in range(first, last + 1)}


def _by_county_group(counter: Grouper, question: Question) -> Mapping[object, int]:
    members = county_groups(question)
    sums: dict[object, int] = dict.fromkeys([*sorted(set(members.values())), NO_REGION], 0)
    for county, value in counter.grouped(Axis.COUNTY, question.filter, question.cell).items():
        sums[members.get(f"{county:05d}", NO_REGION)] += value
    return sums
