"""What charts are put together from: words, lines, bars, whiskers and hatched places."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.scenes.markup import Html, element, number
from dashboard.scenes.sizes import LEAST, broken
from data.briefs.content import Tone

TONE_CLASSES = {
    Tone.PLAIN: "is-plain",
    Tone.STANDS_OUT: "stands-out",
    Tone.WITHIN_NOISE: "within-noise",
    Tone.CANNOT_TELL: "cannot-tell",
}
_LEADING = 1.08


def words_at(
    x: float,
    y: float,
    words: str,
    *,
    class_: str = "chart-words",
    anchor: str = "start",
    size: float = LEAST,
) -> Html:
    """Words in one line whose middle is at height ``y``."""
    return element(
        "text",
        words,
        class_=class_,
        x=x,
        y=y,
        text_anchor=anchor if anchor != "start" else None,
        dominant_baseline="central",
        font_size=size,
    )


def lines_at(
    x: float, y: float, lines: Sequence[str], *, anchor: str = "start", size: float = LEAST
) -> list[Html]:
    """Lines of words, the middle of them all at height ``y``."""
    top = y - (len(lines) - 1) / 2 * size * _LEADING
    return [
        words_at(x, top + place * size * _LEADING, line, anchor=anchor, size=size)
        for place, line in enumerate(lines)
    ]


def label_at(x: float, y: float, words: str, width: float, room: float, *, anchor: str = "end") -> list[Html]:
    """A label in as many lines as fit ``room``, smaller where it would not fit otherwise."""
    for size in (LEAST, 30, 26, 23):
        lines = broken(words, size, width)
        if len(lines) * size * _LEADING <= room:
            return lines_at(x, y, lines, anchor=anchor, size=size)
    return lines_at(x, y, broken(words, 20, width), anchor=anchor, size=20)


def rule(x1: float, y1: float, x2: float, y2: float, class_: str) -> Html:
    """A straight line."""
    return element("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def box(x: float, y: float, width: float, height: float, class_: str, *, fill: str | None = None) -> Html:
    """A rectangle; one that runs backwards is turned round."""
    left = min(x, x + width)
    return element("rect", class_=class_, x=left, y=y, width=max(abs(width), 2), height=height, fill=fill)


def whisker(low: float, high: float, y: float, size: float) -> Html:
    """An interval along the horizontal, with ends ``size`` high."""
    half = size / 2
    path = (
        f"M{number(low)} {number(y - half)}v{number(size)}M{number(low)} {number(y)}H{number(high)}"
        f"M{number(high)} {number(y - half)}v{number(size)}"
    )
    return element("path", class_="chart-whisker", d=path)


def tone_mark(tone: Tone, x: float, y: float, radius: float) -> Html | None:
    """The shape of a tone around a point: a diamond, a wave, a question mark in a ring."""
    r = number(radius)
    if tone is Tone.STANDS_OUT:
        d = f"M{number(x)} {number(y - radius)}l{r} {r}l-{r} {r}l-{r} -{r}z"
        return element("path", class_="tone-mark stands-out", d=d)
    if tone is Tone.WITHIN_NOISE:
        half, quarter = number(radius), number(radius * 0.9)
        d = (
            f"M{number(x - radius)} {number(y)}q{number(radius / 2)} -{quarter} {half} 0"
            f"q{number(radius / 2)} {quarter} {half} 0"
        )
        return element("path", class_="tone-mark within-noise", d=d)
    if tone is Tone.CANNOT_TELL:
        ring = element("circle", class_="tone-mark cannot-tell", cx=x, cy=y, r=radius)
        mark = words_at(x, y + radius * 0.08, "?", class_="tone-query", anchor="middle", size=radius * 1.6)
        return element("g", ring, mark)
    return None


def hatch(pattern: str) -> Html:
    """The pattern of places where nothing can be told, under the id ``pattern``."""
    return element(
        "defs",
        element(
            "pattern",
            element("rect", class_="hatch-ground", width=14, height=14),
            element("path", class_="hatch-line", d="M-2 16L16 -2M-9 9L9 -9M5 23L23 5"),
            id=pattern,
            width=14,
            height=14,
            patternUnits="userSpaceOnUse",
        ),
    )
