"""A chart as one SVG, with what it shows in words for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.scenes.charts.bars import bar_chart
from dashboard.scenes.charts.lines import line_chart
from dashboard.scenes.charts.parts import hatch
from dashboard.scenes.charts.waterfall import waterfall_chart
from dashboard.scenes.markup import Html, element, joined, number
from dashboard.scenes.sizes import LEAST
from data.briefs.content import Chart, ChartKind

_KINDS: Mapping[ChartKind, Callable[[Chart, float, float, str], list[Html]]] = {
    ChartKind.LINE: line_chart,
    ChartKind.BARS: bar_chart,
    ChartKind.WATERFALL: waterfall_chart,
}

_WIDE = 1000.0
"""A chart wider than this is not squeezed onto a phone but moved along on it."""


def chart_svg(chart: Chart, width: float, height: float, *, size: int, id_: str) -> Html:
    """The chart in a box of pixels of the wall, its words of ``size``; ``id_`` is its own on the page."""
    across, tall = width * LEAST / size, height * LEAST / size
    pattern = f"{id_}-hatch"
    shapes = _KINDS[chart.kind](chart, across, tall, pattern)
    return element(
        "svg",
        hatch(pattern),
        joined(*shapes),
        class_="scene-chart-svg is-wide" if across > _WIDE else "scene-chart-svg",
        viewBox=f"0 0 {number(across)} {number(tall)}",
        role="img",
        aria_label=f"{chart.title}, {chart.unit}. {chart.summary}",
    )


def chart_twin(chart: Chart) -> Html:
    """The chart's values as a table that is read aloud, not seen."""
    head = element(
        "tr",
        element("td"),
        *(element("th", series.name or chart.unit, scope="col") for series in chart.series),
    )
    rows = [
        element(
            "tr",
            element("th", label, scope="row"),
            *(element("td", series.words[place]) for series in chart.series),
        )
        for place, label in enumerate(chart.labels)
    ]
    return element(
        "table",
        element("caption", f"{chart.title}, {chart.unit}"),
        element("thead", head),
        element("tbody", *rows),
        class_="scene-unseen",
    )
