"""Bars along rows, from zero, with whiskers; what cannot be told is hatched."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.charts.parts import TONE_CLASSES, box, label_at, rule, tone_mark, whisker, words_at
from dashboard.scenes.charts.scale import Scale
from dashboard.scenes.markup import Html
from dashboard.scenes.rooms import LABEL_SHARE
from dashboard.scenes.sizes import LEAST, width_of
from data.briefs.content import Chart, Series, Tone

_GAP = 14.0
_HIGHEST_ROW = 104.0
_KEY = LEAST * 1.3
_MARK = LEAST * 0.36


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """Where rows go: their height, the top of the first, the end of the labels, and the values' scale."""

    height: float
    top: float
    label: float
    x: Scale


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """One bar: its series, the row that it is in, and the place of its series among all."""

    series: Series
    row: int
    place: int


def bar_chart(chart: Chart, width: float, height: float, pattern: str) -> list[Html]:
    """The shapes of a bar chart in a box of pixels; ``pattern`` is the id of the hatching."""
    rows = _rows(chart, width, height)
    zero = rows.x.at(0)
    parts = _key(chart, width)
    for row, label in enumerate(chart.labels):
        middle = rows.top + (row + 0.5) * rows.height
        parts += label_at(rows.label, middle, label, rows.label, rows.height * 0.98)
        for place, series in enumerate(chart.series):
            lane = _lane(place, len(chart.series), middle, rows)
            parts += _bar(_Cell(series=series, row=row, place=place), lane, rows.x, pattern)
    bottom = rows.top + rows.height * len(chart.labels)
    return [*parts, rule(zero, rows.top, zero, bottom, "chart-zero")]


def _rows(chart: Chart, width: float, height: float) -> _Rows:
    top = _KEY * (max(place[1] for place in _key_places(chart, width)) + 1) if len(chart.series) > 1 else 0.0
    count = max(len(chart.labels), 1)
    row = min((height - top) / count, _HIGHEST_ROW * max(1.0, 0.6 * len(chart.series)))
    widest = max((width_of(label, LEAST) for label in chart.labels), default=0.0)
    label = min(widest, LABEL_SHARE * width)
    values = [value for series in chart.series for value in series.values if value is not None] + [0.0]
    ends = [end for series in chart.series for interval in series.intervals if interval for end in interval]
    words = max(
        (width_of(words, LEAST, is_strong=True) for series in chart.series for words in series.words),
        default=0.0,
    )
    room = words + (2.6 * _MARK if _has_tones(chart) else 0) + 2 * _GAP
    low, high = min([*values, *ends]), max([*values, *ends])
    start = label + _GAP + (room if low < 0 else 0)
    end = max(width - (room if high > 0 or low == 0 else _GAP), start + 40)
    scale = Scale(low=low, high=high if high > low else low + 1, start=start, end=end)
    return _Rows(height=row, top=top, label=label, x=scale)


def _lane(place: int, count: int, middle: float, rows: _Rows) -> tuple[float, float]:
    """Middle and thickness of a series' bar in a row; bars of a row are as thick and touch."""
    if count == 1:
        return middle, min(rows.height * 0.62, 56)
    share = rows.height * 0.84 / count
    return middle - rows.height * 0.42 + share * (place + 0.5), share * 0.92


def _bar(cell: _Cell, lane: tuple[float, float], x: Scale, pattern: str) -> list[Html]:
    middle, thick = lane
    series, row = cell.series, cell.row
    value = series.values[row]
    tone = series.tones[row] if series.tones else Tone.PLAIN
    zero = x.at(0)
    if value is None:
        gap = box(zero, middle - thick / 2, x.end - zero, thick, "chart-gap", fill=f"url(#{pattern})")
        return [gap, words_at(zero + _GAP, middle, series.words[row], class_="chart-words on-hatch")]
    end = far = x.at(value)
    look = f"chart-bar series-{cell.place} {TONE_CLASSES[tone]}"
    parts = [box(zero, middle - thick / 2, end - zero, thick, look)]
    interval = series.intervals[row] if series.intervals else None
    if interval:
        low, high = x.at(interval[0]), x.at(interval[1])
        parts.append(whisker(low, high, middle, thick * 0.5))
        far = max(high, end) if value >= 0 else min(low, end)
    if cell.place == 0 or thick >= 0.8 * LEAST:
        parts += _value_words(series.words[row], tone, far, middle, is_left=value < 0)
    return parts


def _value_words(words: str, tone: Tone, far: float, y: float, *, is_left: bool) -> list[Html]:
    side = -1 if is_left else 1
    mark = tone_mark(tone, far + side * (_GAP + _MARK), y, _MARK)
    shift = side * (_GAP + (2.5 * _MARK if mark else 0))
    anchor = "end" if is_left else "start"
    said = words_at(far + shift, y, words, class_="chart-value", anchor=anchor)
    return [said] if mark is None else [mark, said]


def _key(chart: Chart, width: float) -> list[Html]:
    if len(chart.series) < 2:
        return []
    parts: list[Html] = []
    for place, (series, (x, row)) in enumerate(zip(chart.series, _key_places(chart, width), strict=True)):
        y = _KEY * (row + 0.4)
        parts.append(box(x, y - 12, 34, 24, f"chart-bar series-{place} is-plain"))
        parts.append(words_at(x + 46, y, series.name, class_=f"chart-name series-{place}"))
    return parts


def _key_places(chart: Chart, width: float) -> list[tuple[float, int]]:
    """Where the name of each series goes: how far right, and in which row."""
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for series in chart.series:
        wide = 46 + width_of(series.name, LEAST, is_strong=True)
        if x and x + wide > width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += wide + 3 * _GAP
    return places


def _has_tones(chart: Chart) -> bool:
    return any(tone is not Tone.PLAIN for series in chart.series for tone in series.tones)
