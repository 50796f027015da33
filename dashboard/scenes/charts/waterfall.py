"""A waterfall along rows: from one total through its parts to the next, with whiskers."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenes.charts.parts import TONE_CLASSES, box, label_at, rule, tone_mark, whisker, words_at
from dashboard.scenes.charts.scale import Scale, ground, tick_words
from dashboard.scenes.markup import Html, element, number
from dashboard.scenes.sizes import LEAST, width_of
from data.briefs.content import Chart, Tone

_GAP = 14.0
_MOST_LABEL = 0.44
_HIGHEST_ROW = 110.0
_NOTE = LEAST * 1.3
_MARK = LEAST * 0.36


@dataclass(frozen=True, kw_only=True)
class _Step:
    """One row: where its bar starts and ends, and its interval in the same terms."""

    start: float
    end: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class _Bar:
    """A step with the middle and thickness of its bar, and how it looks."""

    step: _Step | None
    y: float
    thick: float
    look: str


def waterfall_chart(chart: Chart, width: float, height: float, pattern: str) -> list[Html]:
    """The shapes of a waterfall in a box of pixels; its first series is drawn.

    Where the totals are far above their difference the ground is broken off, and the note says where
    it starts. ``pattern`` is the id of the hatching.
    """
    series = chart.series[0]
    steps = _steps(chart)
    places = [place for step in steps if step for place in (step.start, step.end, *(step.interval or ()))]
    floor = _floor(steps, places)
    note = _NOTE if floor > 0 else 0.0
    row = min((height - note) / max(len(chart.labels), 1), _HIGHEST_ROW)
    widest = max((width_of(label, LEAST) for label in chart.labels), default=0.0)
    label = min(widest, _MOST_LABEL * width)
    words = max(width_of(found, LEAST, is_strong=True) for found in series.words)
    marks = 2.6 * _MARK if any(tone is not Tone.PLAIN for tone in series.tones) else 0.0
    top = max([*places, floor + 1.0])
    scale = Scale(low=floor, high=top, start=label + _GAP, end=width - words - marks - 2 * _GAP)
    parts: list[Html] = []
    for place, step in enumerate(steps):
        middle = (place + 0.5) * row
        tone = series.tones[place] if series.tones else Tone.PLAIN
        parts += label_at(label, middle, chart.labels[place], label, row * 0.98)
        bar = _Bar(step=step, y=middle, thick=min(row * 0.6, 58), look=_look(place, len(steps), tone))
        parts += _bar(bar, scale, pattern, is_broken=floor > 0)
        if place + 1 < len(steps) and step:
            x = scale.at(step.end)
            parts.append(rule(x, middle, x, middle + row, "chart-link"))
        parts += _value(series.words[place], tone, scale.end, middle, width)
    if floor > 0:
        y = row * len(steps) + _NOTE / 2
        said = f"Bars start at {tick_words(floor)}, not at zero."
        parts.append(
            words_at(label + _GAP, y, said, class_="chart-quiet", size=_note_size(said, width, label))
        )
    return parts


def _steps(chart: Chart) -> list[_Step | None]:
    """First and last stand on the ground, the others on what came before; ``None`` is not shown."""
    series = chart.series[0]
    steps: list[_Step | None] = []
    level = 0.0
    last = len(series.values) - 1
    for place, value in enumerate(series.values):
        if value is None:
            steps.append(None)
            continue
        base = 0.0 if place in (0, last) else level
        interval = series.intervals[place] if series.intervals else None
        level = base + value
        shifted = (base + interval[0], base + interval[1]) if interval else None
        steps.append(_Step(start=base, end=level, interval=shifted))
    return steps


def _floor(steps: list[_Step | None], places: list[float]) -> float:
    """Where the ground is broken off: under all ends of bars but the zero of the totals."""
    ends = [place for place in places if place > 0]
    if not ends or min(places) < 0:
        return min([*places, 0.0])
    rough = ground(min(ends), max(ends), is_whole=False)
    if rough <= 0:
        return 0.0
    step = 10.0 ** max(len(str(int(max(ends) - min(ends)))) - 1, 0)
    return float(rough // step * step) if any(steps) else 0.0


def _bar(bar: _Bar, scale: Scale, pattern: str, *, is_broken: bool) -> list[Html]:
    step, y, thick = bar.step, bar.y, bar.thick
    if step is None:
        span = scale.end - scale.start
        return [box(scale.start, y - thick / 2, span, thick, "chart-gap", fill=f"url(#{pattern})")]
    start, end = scale.at(step.start), scale.at(step.end)
    parts = [box(start, y - thick / 2, end - start, thick, bar.look)]
    if is_broken and step.start <= 0:
        parts.append(_break(start + 26, y, thick))
    if step.interval:
        parts.append(whisker(scale.at(step.interval[0]), scale.at(step.interval[1]), y, thick * 0.6))
    return parts


def _break(x: float, y: float, thick: float) -> Html:
    """Two slanted cuts through a bar that does not start at zero."""
    top, tall = number(y - thick / 2 - 4), number(thick + 8)
    cut = f"M{number(x)} {top}l-10 {tall}M{number(x + 14)} {top}l-10 {tall}"
    return element("path", class_="chart-break", d=cut)


def _look(place: int, count: int, tone: Tone) -> str:
    kind = "is-total" if place in (0, count - 1) else "is-part"
    return f"chart-bar {kind} {TONE_CLASSES[tone]}"


def _value(words: str, tone: Tone, x: float, y: float, width: float) -> list[Html]:
    said = words_at(width, y, words, class_="chart-value", anchor="end")
    mark = tone_mark(tone, x + 1.2 * _GAP + _MARK, y, _MARK)
    return [said] if mark is None else [mark, said]


def _note_size(words: str, width: float, label: float) -> float:
    room = width - label - _GAP
    return min(float(LEAST), LEAST * room / width_of(words, LEAST))
