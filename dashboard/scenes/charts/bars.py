"""Bars along rows, from zero, with whiskers; what cannot be told is hatched."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.charts.parts import TONE_CLASSES, box, label_at, rule, tone_mark, whisker, words_at
from dashboard.scenes.charts.scale import Scale
from dashboard.scenes.markup import Html
from dashboard.scenes.sizes import LEAST, width_of
from data.briefs.content import Chart, Series, Tone

_GAP = 14.0
_MOST_LABEL = 0.46
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


def bar_chart(chart: Chart, width: float, height: float, pattern: str) -> list[Html]:
    """The shapes of a bar chart in a box of pixels; ``pattern`` is the id of the hatching."""
    rows = _rows(chart, width, height)
    zero = rows.x.at(0)
    parts = _key(chart)
    for row, label in enumerate(chart.labels):
        middle = rows.top + (row + 0.5) * rows.height
        parts += label_at(rows.label, middle, label, rows.label, rows.height * 0.98)
        for place, series in enumerate(chart.series):
            parts += _bar(series, row, _lane(place, len(chart.series), middle, rows), rows, pattern, place)
    bottom = rows.top + rows.height * len(chart.labels)
    return [*parts, rule(zero, rows.top, zero, bottom, "chart-zero")]


def _rows(chart: Chart, width: float, height: float) -> _Rows:
    top = _KEY if len(chart.series) > 1 else 0.0
    count = max(len(chart.labels), 1)
    row = min((height - top) / count, _HIGHEST_ROW)
    widest = max((width_of(label, LEAST) for label in chart.labels), default=0.0)
    label = min(widest, _MOST_LABEL * width)
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
    """Middle and thickness of a series' bar in a row: the first is the thickest."""
    if count == 1:
        return middle, min(rows.height * 0.62, 56)
    share = rows.height * 0.86 / (count + 0.4)
    top = middle - rows.height * 0.43
    return (top + share * 0.7, share * 1.25) if place == 0 else (top + share * (place + 0.9), share * 0.7)


def _bar(
    series: Series, row: int, lane: tuple[float, float], rows: _Rows, pattern: str, place: int
) -> list[Html]:
    middle, thick = lane
    value = series.values[row]
    tone = series.tones[row] if series.tones else Tone.PLAIN
    zero = rows.x.at(0)
    if value is None:
        gap = box(zero, middle - thick / 2, rows.x.end - zero, thick, "chart-gap", fill=f"url(#{pattern})")
        words = words_at(zero + _GAP, middle, series.words[row], class_="chart-words on-hatch")
        return [gap, words]
    end = rows.x.at(value)
    look = f"chart-bar series-{place} {TONE_CLASSES[tone]}"
    parts = [box(zero, middle - thick / 2, end - zero, thick, look)]
    interval = series.intervals[row] if series.intervals else None
    far = end
    if interval:
        low, high = rows.x.at(interval[0]), rows.x.at(interval[1])
        parts.append(whisker(low, high, middle, thick * 0.5))
        far = max(high, end) if value >= 0 else min(low, end)
    if place == 0 or thick >= LEAST:
        parts += _value_words(series.words[row], tone, far, middle, is_left=value < 0)
    return parts


def _value_words(words: str, tone: Tone, far: float, y: float, *, is_left: bool) -> list[Html]:
    side = -1 if is_left else 1
    mark = tone_mark(tone, far + side * (_GAP + _MARK), y, _MARK)
    shift = side * (_GAP + (2.5 * _MARK if mark else 0))
    anchor = "end" if is_left else "start"
    said = words_at(far + shift, y, words, class_="chart-value", anchor=anchor)
    return [said] if mark is None else [mark, said]


def _key(chart: Chart) -> list[Html]:
    if len(chart.series) < 2:
        return []
    parts: list[Html] = []
    x = 0.0
    for place, series in enumerate(chart.series):
        parts.append(box(x, _KEY * 0.4 - 12, 34, 24, f"chart-bar series-{place} is-plain"))
        parts.append(words_at(x + 46, _KEY * 0.4, series.name, class_=f"chart-name series-{place}"))
        x += 46 + width_of(series.name, LEAST, is_strong=True) + 3 * _GAP
    return parts


def _has_tones(chart: Chart) -> bool:
    return any(tone is not Tone.PLAIN for series in chart.series for tone in series.tones)
