"""``Question`` and ``Answer``: the only shapes in which numbers are asked for and given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import floor as whole_below
from math import log10

import pyarrow as pa
from shapely import MultiPolygon, Polygon

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.errors import QuestionError
from data.geography.grid import MAX_LEVEL


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
    REACH = "reach"
    YEAR = "year"
    GROUP = "group"


class Form(StrEnum):
    """In which form a count is given.

    Rates are over the whole period: per 1,000 square miles within the shapes of the region's
    counties, and per statute mile of its land border. ``SHARE`` is in percent of all rows of the
    breakdown. ``CHANGE`` is the count minus that of the same months a year before.
    """

    COUNT = "count"
    PER_AREA = "per_area"
    PER_BORDER_MILE = "per_border_mile"
    CHANGE = "change"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One square Web Mercator cell: its level (2**level to the side of the world) and Morton code."""

    level: int
    code: int

    def __post_init__(self) -> None:
        """Refuse what is no cell.

        Raises
        ------
        QuestionError
            If the level is not 0 to 16, or has no cell of that code.
        """
        if not 0 <= self.level <= MAX_LEVEL or not 0 <= self.code < 4**self.level:
            raise QuestionError(
                f"cell is level {self.level}, code {self.code}",
                remedy=f"Give a level from 0 to {MAX_LEVEL} and a code below 4**level",
            )


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: a measure, for a filter, broken down one way, in one form.

    ``region_set`` goes with ``By.REGION``; ``level`` (square Web Mercator cells, 2**level to the
    side of the world) with ``By.CELL``. ``polygon`` (OGC:CRS84) restricts incidents to a drawn
    shape, edge included, and goes with totals, months, categories, components and modes. ``cell``
    restricts incidents to one cell, ``place`` published figures to one place of their publication
    (a port code, for example) whatever the filter's regions. ``By.REACH`` is by how many
    task-force forums reach the county (keys ``gap``, ``one``, ``overlap``), ``By.YEAR`` by fiscal
    year, ``By.GROUP`` by what a packaged table is grouped by. Rates go with
    ``By.REGION``, shares with every breakdown, ``Form.CHANGE`` with every one but ``By.MONTH``.
    ``polygon_notes`` say what was mended of the polygon
    (:func:`~data.geography.polygon_repair.repaired_polygon`): they become caveats of the answer.
    """

    measure: str
    filter: Filter
    by: By = By.TOTAL
    form: Form = Form.COUNT
    region_set: str | None = None
    level: int | None = None
    polygon: Polygon | MultiPolygon | None = None
    polygon_notes: tuple[str, ...] = ()
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

    ``near`` goes with a total that is withheld because a shape almost the same was told: that
    shape's total, from which this one differs by less than the floor.
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
    near: float | None = None

    @property
    def total(self) -> float | None:
        """The value of a one-row answer; ``None`` if it is not shown."""
        value: float | None = self.table.column("value")[0].as_py()
        return value

    def words(self, row: int = 0) -> str:
        """The value of a row as people read it: ``1,234``, ``<10`` or ``withheld``, without its unit."""
        state = State(self.table.column("state")[row].as_py())
        if state is State.WITHHELD and self.near is not None:
            return f"about {self.near:,.0f}"
        value = self.table.column("value")[row].as_py()
        return in_words(value, state, self.floor, form=self.question.form)


def in_words(value: float | None, state: State, floor: int, *, form: Form = Form.COUNT) -> str:
    """A value as people read it: ``1,234``, ``<10``, ``withheld`` or ``not published``.

    Rates and shares have three digits, changes a sign.

    Examples
    --------
    >>> in_words(1234.0, State.SHOWN, 10), in_words(0.01234, State.SHOWN, 10, form=Form.PER_AREA)
    ('1,234', '0.0123')
    >>> in_words(-12, State.SHOWN, 10, form=Form.CHANGE), in_words(None, State.SMALL, 10)
    ('-12', '<10')
    """
    if state is State.SMALL:
        return f"<{floor}"
    if state is State.WITHHELD:
        return "withheld"
    return "not published" if value is None else _FORMATS[form](value)


def _three_digits(value: float) -> str:
    """Three digits, or all before the point: ``0.0123``, ``12.3``, ``1,235``."""
    decimals = max(0, 2 - whole_below(log10(abs(value)))) if value else 0
    return f"{value:,.{decimals}f}"


_FORMATS: dict[Form, Callable[[float], str]] = {
    Form.COUNT: "{:,.0f}".format,
    Form.PER_AREA: _three_digits,
    Form.PER_BORDER_MILE: _three_digits,
    Form.SHARE: "{:.1f}%".format,
    Form.CHANGE: "{:+,.0f}".format,
}
