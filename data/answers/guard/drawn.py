"""The guard of drawn shapes: what of an answer is withheld beside what the same reader was told.

A shape is compared with published regions, with the whole, with up to two of the shapes that the
reader was told of before, and with other periods told of the same incidents.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
import pyarrow as pa

from data.answers.calendar import month_number
from data.answers.counting import Axis
from data.answers.disclosure import Counts, Mask, State, states
from data.answers.filters import Filter
from data.answers.guard.areas import Area, Window, told_by_areas, told_by_windows
from data.answers.guard.crossed import only, words_along
from data.answers.guard.released import Reader, Readers, Told
from data.answers.guard.shapes import area_inside, is_shape_told, told_by_regions
from data.answers.guard.tables import TableGuard
from data.answers.question import Answer, By, Question

CAVEAT = (
    "Too small to show where it says withheld: the number would differ by less than the floor from that of "
    "another shape or period asked before, of a region or of the whole, or would give such a number away."
)


class DrawnGuard:
    """Remembers what each reader was told of drawn shapes; from any number of threads."""

    def __init__(self) -> None:
        """Nothing has been told."""
        self._readers = Readers()

    def told(self, reader: Hashable, answer: Answer, guard: TableGuard) -> Answer:
        """The answer about a shape, a count that the guard of tables has judged, as it may be told.

        ``reader`` is whose memory counts. The same question has the same answer as long as its
        shape is remembered. An old version, which is only scanned, has no such memory.
        """
        question = answer.question
        area = area_inside(guard.counter, question) if question.polygon else None
        if area is None or answer.floor <= 1:
            return answer
        known = self._readers.of((reader, answer.version))
        key = (question.polygon, question.filter.regions)
        with known.lock:
            if key in known.told and question in known.told[key].answers:
                return known.told[key].answers[question]
            given = self._judged(known, area, answer, guard)
            if any(given.table["value"].to_pylist()):
                known.of(key, area).add(question, given, _told_periods(given, area))
            return given

    def _judged(self, known: Reader, area: Area, answer: Answer, guard: TableGuard) -> Answer:
        """The answer without what it would give away beside all that the reader knows."""
        question, floor = answer.question, answer.floor
        exact = _exact(answer, area)
        chosen, axis = question.filter, Axis(question.by.value)
        same = [told.area for told in known.told.values() if _is_total_told(told, chosen, area, floor)]
        rows = [told.area for told in known.told.values() if _are_rows_told(told, chosen, axis)]
        is_told = bool(told_by_areas(area, same, chosen, Axis.TOTAL, floor)[0])
        beside = (
            told_by_areas(area, rows, chosen, axis, floor) if axis is not Axis.TOTAL else np.array([is_told])
        )
        by_regions = told_by_regions(guard, question, exact, floor)
        hidden = _on_rows(answer, area, beside) | by_regions
        period = (_selection(question.filter), _window(question.filter, area))
        is_apart = is_shape_told(guard, question, floor) or _tells_period(known, area, *period, floor)
        near = None if is_apart or by_regions.any() else _near(known, area, question, floor)
        if beside.all() or is_apart:
            hidden[:] = True
        elif question.by is not By.TOTAL:
            hidden |= _beside_periods(known, area, _periods(answer, area, exact), floor)
        given = _withheld(answer, exact, hidden)
        if near is None or given is answer:
            return given
        within = f"Within {floor - 1} of {near:,}, the number told of nearly the same shape."
        return replace(given, near=near, caveats=(within, *given.caveats))


def _near(known: Reader, area: Area, question: Question, floor: int) -> int | None:
    """The total told last, under the same filter, of a shape with all but a few of the same incidents.

    A reader whose total is withheld beside such a shape knows already that it is less than the
    floor away.
    """
    if question.by is not By.TOTAL:
        return None
    for told in reversed(known.told.values()):
        apart = Area(combinations=area.combinations, counts=np.abs(told.area.counts - area.counts))
        if apart.rows(Axis.TOTAL, question.filter)[0] < floor:
            for asked, answer in told.answers.items():
                is_same = asked.by is By.TOTAL and asked.filter == question.filter
                if is_same and answer.total is not None:
                    return int(answer.total)
    return None


def _is_total_told(told: Told, filter_: Filter, area: Area, floor: int) -> bool:
    """Whether the total of a shape was told under the filter, or of a period that is as good."""
    selection, (first, end) = _selection(filter_), _window(filter_, area)
    windows = told.windows.get(selection, [])
    if (first, end) in windows or not windows:
        return bool(windows)
    months = np.cumsum(np.concatenate([[0], told.area.rows(Axis.MONTH, selection)]))
    return any(
        abs(months[first] - months[other]) + abs(months[end] - months[other_end]) < floor
        for other, other_end in windows
    )


def _are_rows_told(told: Told, filter_: Filter, axis: Axis) -> bool:
    """Whether any row of a breakdown of the shape was told, in whatever period."""
    selection = _selection(filter_)
    if axis is Axis.TOTAL:
        return False
    if axis is Axis.MONTH:
        return any(end - first == 1 for first, end in told.windows.get(selection, []))
    return any(only(selection, axis, code) in told.windows for code in range(words_along(axis)))


def _beside_periods(
    known: Reader, area: Area, windows: list[tuple[Filter, Window] | None], floor: int
) -> Mask:
    """Rows of a table, each a selection of words and a period, that other periods tell of."""
    return np.array(
        [found is not None and _tells_period(known, area, *found, floor) for found in windows], np.bool_
    )


def _tells_period(known: Reader, area: Area, selection: Filter, window: Window, floor: int) -> bool:
    windows = [
        found
        for told in known.told.values()
        if selection in told.windows
        for found in _as_of(told, area, selection, window, floor)
    ]
    if all(found == window for found in windows):
        return False
    return told_by_windows(area.rows(Axis.MONTH, selection), windows, window, floor)


def _as_of(told: Told, area: Area, selection: Filter, window: Window, floor: int) -> list[Window]:
    """Periods told of another shape that is as good as this one within both periods."""
    if all(found == window for found in told.windows[selection]):
        return told.windows[selection]
    apart = Area(combinations=area.combinations, counts=np.abs(told.area.counts - area.counts))
    months = np.cumsum(np.concatenate([[0], apart.rows(Axis.MONTH, selection)]))
    return [
        (first, end)
        for first, end in told.windows[selection]
        if months[max(end, window[1])] - months[min(first, window[0])] < floor
    ]


def _periods(answer: Answer, area: Area, exact: Counts) -> list[tuple[Filter, Window] | None]:
    """Selection and period of each row; ``None`` for one without events, which tells of no period."""
    question, selection = answer.question, _selection(answer.question.filter)
    window = _window(question.filter, area)
    if question.by is By.MONTH:
        places = [
            month_number(month) - area.combinations.first_month for month in answer.table["month"].to_pylist()
        ]
        return [
            (selection, (place, place + 1)) if count else None
            for place, count in zip(places, exact, strict=True)
        ]
    if question.by is By.TOTAL:
        return [(selection, window)]
    axis = Axis(question.by.value)
    return [
        (only(selection, axis, code), window) if count else None for code, count in enumerate(exact.tolist())
    ]


def _told_periods(given: Answer, area: Area) -> dict[Filter, list[Window]]:
    """Periods that an answer tells of: those of its shown rows, and that of their sum."""
    question = given.question
    result: dict[Filter, list[Window]] = {_selection(question.filter): [_window(question.filter, area)]}
    shown = (given.table["state"].to_numpy() == State.SHOWN).tolist()
    for is_shown, found in zip(shown, _periods(given, area, _exact(given, area)), strict=True):
        if is_shown and found is not None:
            result.setdefault(found[0], []).append(found[1])
    return result


def _selection(filter_: Filter) -> Filter:
    """The filter without its period and regions, which belong to the area."""
    return replace(filter_, first=None, last=None, regions=(), version=None)


def _window(filter_: Filter, area: Area) -> Window:
    """Place of the first month of a filter among those of the data, and of the one after its last."""
    combinations = area.combinations
    first = month_number(filter_.first) - combinations.first_month if filter_.first else 0
    last = month_number(filter_.last) - combinations.first_month if filter_.last else combinations.months - 1
    end = min(max(last + 1, 0), combinations.months)
    return (min(max(first, 0), end), end)


def _exact(answer: Answer, area: Area) -> Counts:
    """Exact counts of the rows of an answer."""
    rows = area.rows(Axis(answer.question.by.value), answer.question.filter)
    return _taken(answer, area, rows)


def _on_rows(answer: Answer, area: Area, mask: Mask) -> Mask:
    """Marks of the rows of an answer, from those of all months."""
    return _taken(answer, area, mask.astype(np.int64)).astype(np.bool_)


def _taken(answer: Answer, area: Area, values: Counts) -> Counts:
    if answer.question.by is not By.MONTH:
        return values
    months = [
        month_number(month) - area.combinations.first_month for month in answer.table["month"].to_pylist()
    ]
    return np.array([values[month] if 0 <= month < len(values) else 0 for month in months], np.int64)


def _withheld(answer: Answer, exact: Counts, hidden: Mask) -> Answer:
    """The answer without the values of these rows, and of what would give them away; zeros stay."""
    hidden = hidden & (exact >= answer.floor)
    if not hidden.any():
        return answer
    before = answer.table["state"].to_numpy()
    found = states(
        exact,
        answer.floor,
        is_partition=answer.question.by is not By.TOTAL,
        withheld=hidden | (before == State.WITHHELD),
    )
    values = pa.array(exact, answer.table["value"].type, mask=found != State.SHOWN)
    table = answer.table
    for name, column in (("value", values), ("state", pa.array(found, pa.uint8()))):
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return replace(answer, table=table, caveats=(*answer.caveats, CAVEAT))
