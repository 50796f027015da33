"""Which periods of which shapes a reader was told of, and the rows of an answer as periods and counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.answers.calendar import month_number
from data.answers.counting import Axis
from data.answers.disclosure import Counts, Mask, State
from data.answers.filters import Filter
from data.answers.guard.areas import Area, Window, told_by_windows
from data.answers.guard.crossed import only, words_along
from data.answers.guard.released import Reader, Told
from data.answers.question import Answer, By


def is_total_told(told: Told, filter_: Filter, area: Area, floor: int) -> bool:
    """Whether the total of a shape was told under the filter, or of a period that is as good."""
    selection, (first, end) = selection_of(filter_), window_of(filter_, area)
    windows = told.windows.get(selection, [])
    if (first, end) in windows or not windows:
        return bool(windows)
    months = np.cumsum(np.concatenate([[0], told.area.rows(Axis.MONTH, selection)]))
    return any(
        abs(months[first] - months[other]) + abs(months[end] - months[other_end]) < floor
        for other, other_end in windows
    )


def are_rows_told(told: Told, filter_: Filter, axis: Axis) -> bool:
    """Whether any row of a breakdown of the shape was told, in whatever period."""
    selection = selection_of(filter_)
    if axis is Axis.TOTAL:
        return False
    if axis is Axis.MONTH:
        return any(end - first == 1 for first, end in told.windows.get(selection, []))
    return any(only(selection, axis, code) in told.windows for code in range(words_along(axis)))


def beside_periods(
    known: Reader, area: Area, windows: list[tuple[Filter, Window] | None], floor: int
) -> Mask:
    """Rows of a table, each a selection of words and a period, that other periods tell of."""
    return np.array(
        [found is not None and tells_period(known, area, *found, floor) for found in windows], np.bool_
    )


def tells_period(known: Reader, area: Area, selection: Filter, window: Window, floor: int) -> bool:
    """Whether a period of some words of a shape gives a small count away beside periods that were told."""
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


def periods_of_rows(answer: Answer, area: Area, exact: Counts) -> list[tuple[Filter, Window] | None]:
    """Selection and period of each row; ``None`` for one without events, which tells of no period."""
    question, selection = answer.question, selection_of(answer.question.filter)
    window = window_of(question.filter, area)
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


def told_periods(given: Answer, area: Area) -> dict[Filter, list[Window]]:
    """Periods that an answer tells of: those of its shown rows, and that of their sum."""
    question = given.question
    result: dict[Filter, list[Window]] = {selection_of(question.filter): [window_of(question.filter, area)]}
    shown = (given.table["state"].to_numpy() == State.SHOWN).tolist()
    for is_shown, found in zip(shown, periods_of_rows(given, area, exact_rows(given, area)), strict=True):
        if is_shown and found is not None:
            result.setdefault(found[0], []).append(found[1])
    return result


def selection_of(filter_: Filter) -> Filter:
    """The filter without its period and regions, which belong to the area."""
    return replace(filter_, first=None, last=None, regions=(), version=None)


def window_of(filter_: Filter, area: Area) -> Window:
    """Place of the first month of a filter among those of the data, and of the one after its last."""
    combinations = area.combinations
    first = month_number(filter_.first) - combinations.first_month if filter_.first else 0
    last = month_number(filter_.last) - combinations.first_month if filter_.last else combinations.months - 1
    end = min(max(last + 1, 0), combinations.months)
    return (min(max(first, 0), end), end)


def exact_rows(answer: Answer, area: Area) -> Counts:
    """Exact counts of the rows of an answer."""
    rows = area.rows(Axis(answer.question.by.value), answer.question.filter)
    return _taken(answer, area, rows)


def on_rows(answer: Answer, area: Area, mask: Mask) -> Mask:
    """Marks of the rows of an answer, from those of all months."""
    return _taken(answer, area, mask.astype(np.int64)).astype(np.bool_)


def _taken(answer: Answer, area: Area, values: Counts) -> Counts:
    if answer.question.by is not By.MONTH:
        return values
    months = [
        month_number(month) - area.combinations.first_month for month in answer.table["month"].to_pylist()
    ]
    return np.array([values[month] if 0 <= month < len(values) else 0 for month in months], np.int64)
