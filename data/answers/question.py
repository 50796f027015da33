"""``Question`` and ``Answer``: the only shapes in which numbers are asked for and given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa
from shapely import MultiPolygon, Polygon

from data.answers.disclosure import State
from data.answers.filters import Filter


class By(StrEnum):
    """How an answer is broken down; each names the key column of its table."""

    TOTAL = "total"
    MONTH = "month"
    CATEGORY = "category"
    COMPONENT = "component"
    MODE = "mode"
    REGION = "region"
    CELL = "cell"
    PLACE = "place"


class Form(StrEnum):
    """In which form a count is given.

    Rates are per 1,000 square miles of land and water of the region, and per statute mile of its
    land border. ``CHANGE`` is the count minus that of the same months a year before.
    """

    COUNT = "count"
    PER_AREA = "per_area"
    PER_BORDER_MILE = "per_border_mile"
    CHANGE = "change"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One square Web Mercator cell: its level (2**level to the side of the world) and Morton code."""

    level: int
    code: int


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: a measure, for a filter, broken down one way, in one form.

    ``region_set`` goes with ``By.REGION``; ``level`` (square Web Mercator cells, 2**level to
    the side of the world) with ``By.CELL``. ``polygon`` (OGC:CRS84) restricts incidents to a
    drawn shape, edge included, and goes with ``By.TOTAL`` and ``By.CATEGORY``. ``cell`` restricts
    incidents to one cell, ``place`` published figures to one place of their publication (a port
    code, for example). Rates go with ``By.REGION``, ``Form.CHANGE`` with every breakdown but
    ``By.MONTH``.
    """

    measure: str
    filter: Filter
    by: By = By.TOTAL
    form: Form = Form.COUNT
    region_set: str | None = None
    level: int | None = None
    polygon: Polygon | MultiPolygon | None = None
    cell: Cell | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Numbers with their papers; made by the gate only.

    ``table`` has the key column (named as ``question.by``), ``value`` (int64 or float64, null
    where not shown) and ``state`` (uint8, :class:`~data.answers.disclosure.State`): suppressed
    is not zero and not missing. Rows of a breakdown by region include ``""``, the events in
    no region of the set, so that rows add up to the whole. ``first`` and ``last`` are the months
    that the figures cover, which for published figures need not be the months asked for.

    With ``Form.CHANGE`` the value is the difference, signed, shown only where both counts are;
    the table then also has ``now`` and ``before`` (int64, null where not shown), ``now_state`` and
    ``before_state``, and ``verdict`` (uint8, :class:`~data.answers.change.Verdict`).
    """

    question: Question
    table: pa.Table
    title: str
    unit: str
    floor: int
    source: str
    as_of: date | None
    version: str
    caveats: tuple[str, ...]
    marking: str
    is_synthetic: bool
    sentence: str
    first: date | None
    last: date | None

    @property
    def total(self) -> float | None:
        """The value of a one-row answer; ``None`` if it is not shown."""
        value: float | None = self.table.column("value")[0].as_py()
        return value

    def words(self, row: int = 0) -> str:
        """The value of a row as people read it: ``1,234``, ``<10`` or ``withheld``."""
        state = State(self.table.column("state")[row].as_py())
        value = self.table.column("value")[row].as_py()
        return in_words(value, state, self.floor)


def in_words(value: float | None, state: State, floor: int) -> str:
    """A value as people read it: ``1,234``, ``<10``, ``withheld`` or ``not published``."""
    if state is State.SMALL:
        return f"<{floor}"
    if state is State.WITHHELD:
        return "withheld"
    return "not published" if value is None else f"{value:,.0f}"
