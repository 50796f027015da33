"""A sparkline: the latest months of a numeral, with gaps where a month is not shown."""

from __future__ import annotations

from itertools import groupby

from dashboard.scenes.markup import Html, element, number


def spark_svg(trend: tuple[float | None, ...], width: float, height: float) -> Html:
    """The line of a trend, oldest month first, in a box of pixels; its lowest value is not zero."""
    shown = [(place, value) for place, value in enumerate(trend) if value is not None]
    values = [value for _, value in shown] or [0.0]
    low, high = min(values), max(values)
    pad = 9.0
    across = (width - 2 * pad) / max(len(trend) - 1, 1)
    up = (height - 2 * pad) / (high - low) if high > low else 0.0

    def corner(place: int, value: float) -> str:
        y = height - pad - (value - low) * up if up else height / 2
        return f"{number(pad + place * across)} {number(y)}"

    runs = []
    for _, run in groupby(enumerate(shown), key=lambda pair: pair[1][0] - pair[0]):
        corners = [corner(*pair) for _, pair in run]
        runs.append("M" + "L".join(corners) + ("h0.1" if len(corners) == 1 else ""))
    dot = None
    if shown:
        x, y = corner(*shown[-1]).split(" ")
        dot = element("circle", class_="spark-dot", cx=x, cy=y, r=8)
    return element(
        "svg",
        element("path", class_="spark-line", d="".join(runs)),
        dot,
        class_="scene-spark",
        viewBox=f"0 0 {number(width)} {number(height)}",
        style=f"--w:{width / 19.2:.2f}",
        role="img",
        aria_label=f"Trend of {len(trend)} months",
    )
