"""Bars that lie, and waterfalls that stand, on a page: vectors with intervals, hatched where noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.documents.axes import Axis, Step, chart_axis, step_intervals, steps_of
from dashboard.documents.fonts import Weight
from dashboard.documents.lettering import Face, cut_to, lines_of, width_of
from dashboard.documents.paper import Box, Ink
from dashboard.documents.pdf_lines import draw_key, draw_marks
from dashboard.documents.pen import Pen
from data.briefs.content import Chart, Series, Tone

_LETTER = 9.5
_LEAST_LETTER = 6.0


def draw_bars(pen: Pen, chart: Chart, box: Box, *, scale: float, ink: Ink) -> None:
    """Draw one lying bar for each value, its label before it and its words after it."""
    face = Face(size=_LETTER * scale)
    strong = Face(size=_LETTER * scale, weight=Weight.STRONG)
    is_keyed = len(chart.series) > 1
    top = draw_key(pen, chart, box, face=face, ink=ink, is_area=True) if is_keyed else 0.0
    values = chart_axis(chart)
    labels = min(max((width_of(label, face) for label in chart.labels), default=0) + 6, box.width * 0.4)
    said = [words for series in chart.series for words in series.words]
    ends = max((width_of(words, strong) for words in said), default=0) + 8
    has_negative = values.low < 0
    area = Box(
        x=box.x + labels + (ends if has_negative else 0),
        y=box.y + top,
        width=max(box.width - labels - ends * (2 if has_negative else 1), 20),
        height=box.height - top,
    )
    step = area.height / max(len(chart.labels), 1)
    for at, label in enumerate(chart.labels):
        middle = area.y + step * (at + 0.5)
        _label(
            pen, label, Box(x=box.x, y=middle - step / 2, width=labels - 6, height=step), face=face, ink=ink
        )
        for number, series in enumerate(chart.series):
            slot = step * 0.78 / len(chart.series)
            y = middle - step * 0.39 + slot * number
            place = Box(x=area.x, y=y, width=area.width, height=slot * 0.92)
            _draw_bar(
                pen, series, at, values, place, number=number, face=strong, ink=ink, is_only=not is_keyed
            )
    zero = area.x + values.share(0) * area.width
    pen.segment((zero, area.y), (zero, area.bottom), ink.text, 0.8)


def draw_waterfall(pen: Pen, chart: Chart, box: Box, *, scale: float, ink: Ink) -> None:
    """Draw the first and last values on the ground and the steps between them, with their intervals."""
    face = Face(size=_LETTER * scale * 0.95)
    strong = Face(size=_LETTER * scale, weight=Weight.STRONG)
    values = chart_axis(chart)
    step = box.width / max(len(chart.labels), 1)
    face = _label_face(chart.labels, face, step - 4)
    names = [lines_of(label, face, step - 4) for label in chart.labels]
    foot = face.leading * max(map(len, names), default=1) + 3 * scale
    head = strong.leading + 2 * scale
    area = Box(x=box.x, y=box.y + head, width=box.width, height=box.height - head - foot)
    draw_marks(pen, Axis(low=values.low, high=values.high, marks=()), area, face=face, ink=ink)
    bars, intervals = steps_of(chart), step_intervals(chart)
    for at, bar in enumerate(bars):
        slot = Box(x=area.x + step * at + step * 0.16, y=area.y, width=step * 0.68, height=area.height)
        tone = chart.series[0].tones[at] if chart.series[0].tones else Tone.PLAIN
        _draw_step(pen, bar, slot, values, tone=tone, ink=ink)
        top = _draw_interval(pen, intervals[at], slot, values, bar=bar, ink=ink)
        pen.words(
            slot.x + slot.width / 2, top - 4 * scale, chart.series[0].words[at], strong, ink.text, align=0.5
        )
        _connect(pen, bars, at, slot, values, gap=step * 0.32, ink=ink)
        for number, line in enumerate(names[at]):
            y = area.bottom + face.leading * (number + 1)
            pen.words(slot.x + slot.width / 2, y, line, face, ink.text, align=0.5)
    ground = area.bottom if values.is_cut else _up(0, values, area)
    pen.segment((area.x, ground), (area.right, ground), ink.text, 0.8, dash=(3, 2) if values.is_cut else ())


def _label(pen: Pen, label: str, place: Box, *, face: Face, ink: Ink) -> None:
    """Write a label before its bar, in two lines if it is long and there is room."""
    lines = lines_of(label, face, place.width)
    if len(lines) > 2 or len(lines) * face.leading > place.height:
        lines = (cut_to(label, face, place.width),)
    top = place.y + (place.height - len(lines) * face.leading) / 2
    for number, line in enumerate(lines):
        pen.words(place.right, top + face.leading * (number + 0.76), line, face, ink.text, align=1)


def _label_face(labels: Sequence[str], face: Face, width: float) -> Face:
    """The face, smaller if a word of a label is wider than its bar."""
    longest = max((width_of(word, face) for label in labels for word in label.split()), default=0.0)
    return replace(face, size=max(face.size * min(1.0, width / longest), _LEAST_LETTER)) if longest else face


def _draw_bar(
    pen: Pen,
    series: Series,
    at: int,
    values: Axis,
    place: Box,
    *,
    number: int,
    face: Face,
    ink: Ink,
    is_only: bool,
) -> None:
    value, zero = series.values[at], place.x + values.share(0) * place.width
    middle = place.y + place.height / 2
    end = zero
    if value is not None:
        end = place.x + values.share(value) * place.width
        bar = Box(x=min(zero, end), y=place.y, width=max(abs(end - zero), 0.5), height=place.height)
        fill = ink.series[number % len(ink.series)]
        tone = series.tones[at] if is_only and series.tones else Tone.PLAIN
        if is_only and series.tones:
            fill = ink.of_tone(tone)
        hatched = number == 1 or tone is Tone.WITHIN_NOISE
        pen.box(bar, fill=fill, outline=ink.text, width=0.4, is_hatched=hatched, hatch=ink.quiet)
    pair = series.intervals[at] if series.intervals else None
    reach = end
    if pair:
        low, high = (place.x + values.share(edge) * place.width for edge in pair)
        _whisker(pen, (low, middle), (high, middle), place.height * 0.5, ink=ink, is_lying=True)
        reach = max(end, high) if end >= zero else min(end, low)
    is_left = value is not None and value < 0
    x = reach - 4 if is_left else reach + 4
    pen.words(x, middle + face.size * 0.35, series.words[at], face, ink.text, align=1.0 if is_left else 0.0)


def _draw_step(pen: Pen, bar: Step, slot: Box, values: Axis, *, tone: Tone, ink: Ink) -> None:
    if bar.end is None:
        return
    low = values.low if bar.is_total and values.is_cut else bar.start
    top, bottom = sorted((_up(low, values, slot), _up(bar.end, values, slot)))
    place = Box(x=slot.x, y=top, width=slot.width, height=max(bottom - top, 0.8))
    fill = ink.series[0] if bar.is_total else ink.of_tone(tone)
    hatched = not bar.is_total and tone is Tone.WITHIN_NOISE
    pen.box(place, fill=fill, outline=ink.text, width=0.5, is_hatched=hatched, hatch=ink.quiet)


def _draw_interval(
    pen: Pen, pair: tuple[float, float] | None, slot: Box, values: Axis, *, bar: Step, ink: Ink
) -> float:
    """Where the words above the bar stand."""
    ends = [bar.start if not bar.is_total else bar.end, bar.end, *(pair or ())]
    tops = [_up(end, values, slot) for end in ends if end is not None]
    if pair:
        x = slot.x + slot.width / 2
        low, high = (_up(end, values, slot) for end in pair)
        _whisker(pen, (x, low), (x, high), min(slot.width * 0.35, 14), ink=ink, is_lying=False)
    return min(tops, default=slot.bottom)


def _whisker(
    pen: Pen,
    start: tuple[float, float],
    end: tuple[float, float],
    cap: float,
    *,
    ink: Ink,
    is_lying: bool,
) -> None:
    """Draw an interval, cased so that it shows on dark bars and on the ground."""
    half = cap / 2
    across = (0.0, half) if is_lying else (half, 0.0)
    strokes = [(start, end)]
    strokes += [((x - across[0], y - across[1]), (x + across[0], y + across[1])) for x, y in (start, end)]
    for colour, width in ((ink.panel, 2.2), (ink.text, 1.0)):
        for one, other in strokes:
            pen.segment(one, other, colour, width)


def _connect(
    pen: Pen, bars: Sequence[Step], at: int, slot: Box, values: Axis, *, gap: float, ink: Ink
) -> None:
    end = bars[at].end
    if end is None or at + 1 >= len(bars):
        return
    y = _up(end, values, slot)
    pen.segment((slot.right, y), (slot.right + gap, y), ink.quiet, 0.6, dash=(2, 2))


def _up(value: float, values: Axis, area: Box) -> float:
    return area.bottom - min(max(values.share(value), 0.0), 1.0) * area.height
