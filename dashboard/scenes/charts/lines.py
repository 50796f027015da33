"""Lines over months, with bands of their intervals and names at their ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dashboard.scenes.charts.parts import box, rule, words_at
from dashboard.scenes.charts.scale import Scale, ground, round_ticks, tick_words
from dashboard.scenes.markup import Html, element, number
from dashboard.scenes.sizes import LEAST, width_of
from data.briefs.content import Chart, Series

_LINE = LEAST * 1.25
_GAP = 14.0
_WIDE = 700.0
"""From this width on lines are named at their ends, below it in a row above them."""
_MOST_END = 0.42
"""Largest share of the width that names at the ends may take."""


@dataclass(frozen=True, kw_only=True)
class _Plot:
    """Where things go: scales of both axes, and the ticks of the values."""

    x: Scale
    y: Scale
    ticks: tuple[float, ...]
    is_named_at_end: bool


def line_chart(chart: Chart, width: float, height: float, pattern: str) -> list[Html]:
    """The shapes of a line chart in a box of pixels; ``pattern`` is the id of the hatching."""
    plot = _plot(chart, width, height)
    gaps = [part for series in chart.series for part in _gaps(series, plot, pattern)]
    drawn = [part for place, series in enumerate(chart.series) for part in _line(series, place, plot)]
    names = _end_names(chart, plot) if plot.is_named_at_end else _key(chart)
    return [*gaps, *_value_axis(plot), *_labels(chart, plot), *reversed(drawn), *names]


def _plot(chart: Chart, width: float, height: float) -> _Plot:
    values = [value for series in chart.series for value in _extent(series)] or [0.0, 1.0]
    low = ground(min(values), max(values), is_whole=False)
    ticks = round_ticks(low, max(values), most=4 if height > 330 else 2)
    left = max(width_of(tick_words(tick), LEAST) for tick in ticks) + _GAP
    end = max(width_of(_end_words(series), LEAST, is_strong=True) for series in chart.series) + 2 * _GAP
    is_named_at_end = width >= _WIDE and end <= _MOST_END * width
    if not is_named_at_end:
        end = max(width_of(_last_words(series), LEAST, is_strong=True) for series in chart.series) + _GAP
    top = LEAST * 0.6 if is_named_at_end or not _has_key(chart) else LEAST * 0.6 + _LINE * len(chart.series)
    last = max(len(chart.labels) - 1, 1)
    return _Plot(
        x=Scale(low=0, high=last, start=left + 6, end=width - end),
        y=Scale(low=ticks[0], high=ticks[-1], start=height - _LINE - 8, end=top),
        ticks=ticks,
        is_named_at_end=is_named_at_end,
    )


def _extent(series: Series) -> list[float]:
    shown = [value for value in series.values if value is not None]
    return [*shown, *(end for interval in series.intervals if interval for end in interval)]


def _value_axis(plot: _Plot) -> list[Html]:
    parts = []
    for tick in plot.ticks:
        y = plot.y.at(tick)
        parts.append(rule(plot.x.start, y, plot.x.end, y, "chart-zero" if tick == 0 else "chart-grid"))
        parts.append(words_at(plot.x.start - _GAP, y, tick_words(tick), class_="chart-quiet", anchor="end"))
    return parts


def _labels(chart: Chart, plot: _Plot) -> list[Html]:
    """The first and the last label, and as many between them as there is room for."""
    last = len(chart.labels) - 1
    y = plot.y.start + 8 + _LINE / 2
    widest = max(width_of(words, LEAST) for words in chart.labels) + 2 * _GAP
    most = max(int((plot.x.end - plot.x.start) / widest / 1.2), 1)
    step = next((step for step in range(1, last + 1) if last % step == 0 and last / step <= most), last)
    places = list(range(0, last + 1, step)) if last and widest * 2 <= plot.x.end - plot.x.start else [last]
    parts = []
    for place in places:
        anchor = "end" if place == last else "start" if place == 0 else "middle"
        x = plot.x.at(place) if anchor != "start" else plot.x.start
        parts.append(words_at(x, y, chart.labels[place], class_="chart-quiet", anchor=anchor))
    return parts


def _line(series: Series, place: int, plot: _Plot) -> list[Html]:
    """The band first, the line over it, and a dot at the last value."""
    shown = [(index, value) for index, value in enumerate(series.values) if value is not None]
    parts = [_band(series, place, plot)] if any(series.intervals) else []
    runs: list[str] = []
    for _, run in groupby(enumerate(shown), key=lambda pair: pair[1][0] - pair[0]):
        corners = [f"{number(plot.x.at(i))} {number(plot.y.at(value))}" for _, (i, value) in run]
        runs.append("M" + "L".join(corners) + ("h0.1" if len(corners) == 1 else ""))
    parts.append(element("path", class_=f"chart-line series-{place}", d="".join(runs)))
    if shown:
        index, value = shown[-1]
        dot = {"cx": plot.x.at(index), "cy": plot.y.at(value), "r": 9 if place == 0 else 7}
        parts.append(element("circle", class_=f"chart-dot series-{place}", **dot))
    return parts


def _band(series: Series, place: int, plot: _Plot) -> Html:
    known = [(index, interval) for index, interval in enumerate(series.intervals) if interval]
    upper = [f"{number(plot.x.at(i))} {number(plot.y.at(high))}" for i, (_, high) in known]
    lower = [f"{number(plot.x.at(i))} {number(plot.y.at(low))}" for i, (low, _) in reversed(known)]
    return element("path", class_=f"chart-band series-{place}", d="M" + "L".join([*upper, *lower]) + "z")


def _gaps(series: Series, plot: _Plot, pattern: str) -> list[Html]:
    """A hatched place and its words where values are not shown."""
    parts = []
    missing = [index for index, value in enumerate(series.values) if value is None]
    for _, run in groupby(enumerate(missing), key=lambda pair: pair[1] - pair[0]):
        places = [index for _, index in run]
        left, right = plot.x.at(places[0] - 0.5), plot.x.at(places[-1] + 0.5)
        height = plot.y.start - plot.y.end
        parts.append(box(left, plot.y.end, right - left, height, "chart-gap", fill=f"url(#{pattern})"))
        words = series.words[places[0]]
        if width_of(words, LEAST) <= right - left:
            parts.append(words_at((left + right) / 2, plot.y.end + LEAST, words, anchor="middle"))
    return parts


def _end_names(chart: Chart, plot: _Plot) -> list[Html]:
    """Each line's name and last value beside its end, moved apart where they would touch."""
    ends = sorted(
        (plot.y.at(_last(series)), place) for place, series in enumerate(chart.series) if _shown(series)
    )
    parts: list[Html] = []
    lowest = plot.y.end - _LINE
    for order, (wanted, place) in enumerate(ends):
        below = (len(ends) - 1 - order) * _LINE
        y = max(min(wanted, plot.y.start - below), lowest + _LINE)
        lowest = y
        parts.append(
            words_at(
                plot.x.end + 1.6 * _GAP,
                y,
                _end_words(chart.series[place]),
                class_=f"chart-name series-{place}",
            )
        )
    return parts


def _key(chart: Chart) -> list[Html]:
    """A row for each line above the chart, with its last value; a single line has its value only."""
    parts: list[Html] = []
    if not _has_key(chart):
        return parts
    for place, series in enumerate(chart.series):
        y = _LINE * (place + 0.4)
        parts.append(rule(0, y, 44, y, f"chart-line series-{place}"))
        parts.append(words_at(58, y, _end_words(series), class_=f"chart-name series-{place}"))
    return parts


def _has_key(chart: Chart) -> bool:
    return len(chart.series) > 1 or bool(chart.series and chart.series[0].name)


def _shown(series: Series) -> bool:
    return any(value is not None for value in series.values)


def _last(series: Series) -> float:
    return next(value for value in reversed(series.values) if value is not None)


def _last_words(series: Series) -> str:
    pairs = zip(reversed(series.values), reversed(series.words), strict=True)
    return next((words for value, words in pairs if value is not None), "")


def _end_words(series: Series) -> str:
    return f"{series.name} {_last_words(series)}".strip()
