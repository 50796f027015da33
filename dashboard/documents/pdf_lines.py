"""Line charts and small trends on a page: vectors, told apart by dashes and marks as well as by ink."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.documents.axes import Axis, axis, chart_axis, mark_words
from dashboard.documents.lettering import Face, width_of
from dashboard.documents.paper import Box, Ink
from dashboard.documents.pen import Pen
from data.briefs.content import Chart, Series

_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 3), (1.5, 2.5), (8, 3, 1.5, 3))
_LETTER = 9.0


def draw_line_chart(pen: Pen, chart: Chart, box: Box, *, scale: float, ink: Ink) -> None:
    """Draw the lines of a chart with their axis, and words for what is not shown."""
    face = Face(size=_LETTER * scale)
    values = chart_axis(chart)
    key_height = draw_key(pen, chart, box, face=face, ink=ink) if len(chart.series) > 1 else 0.0
    margin = max(width_of(mark_words(mark), face) for mark in values.marks) + 5 * scale
    foot = face.leading + 3 * scale
    area = Box(
        x=box.x + margin,
        y=box.y + key_height + face.size * 0.6,
        width=box.width - margin - 6 * scale,
        height=box.height - key_height - foot - face.size * 0.6,
    )
    draw_marks(pen, values, area, face=face, ink=ink)
    centres = _centres(len(chart.labels), area)
    _labels(pen, chart.labels, centres, area, face=face, ink=ink)
    for number, series in reversed(tuple(enumerate(chart.series))):
        _draw_series(pen, series, centres, values, area, number=number, scale=scale, ink=ink)


def draw_spark(pen: Pen, trend: Sequence[float | None], box: Box, *, scale: float, ink: Ink) -> None:
    """Draw the latest months as a small line with a dot at its end."""
    shown = [value for value in trend if value is not None]
    values = axis(shown, from_zero=False)
    low, high = min(shown), max(shown)
    fitted = Axis(low=low, high=high if high > low else low + 1, marks=values.marks)
    area = box.inside(2 * scale, 3 * scale)
    xs = _ends(len(trend), area)
    for run in _runs(trend):
        points = np.array([(xs[at], _y(trend[at] or 0.0, fitted, area)) for at in run])
        if len(run) == 1:
            pen.circle(points[0][0], points[0][1], 0.9 * scale, fill=ink.quiet, outline=None)
        else:
            pen.line(points, ink.quiet, 1.2 * scale)
    last = max(at for at, value in enumerate(trend) if value is not None)
    pen.circle(xs[last], _y(trend[last] or 0.0, fitted, area), 2.2 * scale, fill=ink.text, outline=None)


def draw_key(pen: Pen, chart: Chart, box: Box, *, face: Face, ink: Ink, is_area: bool = False) -> float:
    """Height of the key that was drawn at the top of the box: a sample and the name of each series."""
    x, y = box.x, box.y + face.leading * 0.5
    long = face.size * (1.0 if is_area else 2.2)
    row = 1
    for number, series in enumerate(chart.series):
        wide = long + 4 + width_of(series.name, face) + face.size * 1.2
        if x > box.x and x + wide > box.right:
            x, y, row = box.x, y + face.leading, row + 1
        colour = ink.series[number % len(ink.series)]
        if is_area:
            sample = Box(x=x, y=y - face.size * 0.4, width=face.size, height=face.size * 0.8)
            pen.box(sample, fill=colour, outline=ink.text, width=0.4, is_hatched=number == 1, hatch=ink.panel)
        else:
            pen.segment((x, y), (x + long, y), colour, _width(number), dash=_DASHES[number % len(_DASHES)])
        pen.words(x + long + 4, y + face.size * 0.35, series.name, face, ink.text)
        x += wide
    return row * face.leading + 2


def draw_marks(pen: Pen, values: Axis, area: Box, *, face: Face, ink: Ink) -> None:
    """Draw the lines and numbers of a value axis that goes up."""
    for mark in values.marks:
        y = area.bottom - values.share(mark) * area.height
        is_ground = mark in {0, values.low}
        pen.segment(
            (area.x, y), (area.right, y), ink.quiet if is_ground else ink.line, 0.8 if is_ground else 0.35
        )
        pen.words(area.x - 4, y + face.size * 0.35, mark_words(mark), face, ink.quiet, align=1)


def _draw_series(
    pen: Pen,
    series: Series,
    centres: Sequence[float],
    values: Axis,
    area: Box,
    *,
    number: int,
    scale: float,
    ink: Ink,
) -> None:
    colour, width = ink.series[number % len(ink.series)], _width(number) * max(scale, 0.7)
    for at, pair in enumerate(series.intervals):
        if pair:
            low, high = (_y(end, values, area) for end in pair)
            pen.segment((centres[at], low), (centres[at], high), colour, 0.9)
    dash = [part * max(scale, 0.7) for part in _DASHES[number % len(_DASHES)]]
    for run in _runs(series.values):
        points = np.array([(centres[at], _y(series.values[at] or 0.0, values, area)) for at in run])
        if len(run) > 1:
            pen.line(points, colour, width, dash=dash)
        if len(run) == 1 or len(centres) <= 24:
            for x, y in points:
                fill = colour if number % 2 == 0 else ink.panel
                pen.circle(x, y, 1.9 * max(scale, 0.7), fill=fill, outline=colour)


def _labels(
    pen: Pen, labels: Sequence[str], centres: Sequence[float], area: Box, *, face: Face, ink: Ink
) -> None:
    """Write as many labels as have room, the last among them."""
    if not labels:
        return
    widest = max(width_of(label, face) for label in labels) + face.size * 0.8
    step = centres[1] - centres[0] if len(centres) > 1 else area.width
    stride = max(1, int(-(-widest // max(step, 1e-6))))
    for at in range(len(labels) - 1, -1, -stride):
        x = min(centres[at], area.right + 4 - width_of(labels[at], face) / 2)
        pen.words(x, area.bottom + face.leading, labels[at], face, ink.quiet, align=0.5)


def _runs(values: Sequence[float | None]) -> list[list[int]]:
    """Places of values that are shown, in unbroken runs."""
    runs: list[list[int]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(at)
    return [run for run in runs if run]


def _centres(count: int, area: Box) -> list[float]:
    step = area.width / max(count, 1)
    return [area.x + step * (at + 0.5) for at in range(count)]


def _ends(count: int, area: Box) -> list[float]:
    return [area.x + area.width * at / max(count - 1, 1) for at in range(count)]


def _y(value: float, values: Axis, area: Box) -> float:
    return area.bottom - values.share(value) * area.height


def _width(number: int) -> float:
    return 2.0 if number == 0 else 1.4
