"""Colours of charts and Mantine in each theme; the page's own are the same, in ``theme.css``."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = ("dark", "light", "contrast")


@dataclass(frozen=True, kw_only=True)
class ChartColours:
    """Colours of a chart: ground, text, grid, marks, and the reference line behind them."""

    ground: str
    text: str
    grid: str
    mark: str
    reference: str


CHART_COLOURS = {
    "dark": ChartColours(
        ground="#131f2c", text="#c9d6e2", grid="#26374a", mark="#ea7a4f", reference="#8fa7bd"
    ),
    "light": ChartColours(
        ground="#ffffff", text="#33424f", grid="#dfe4e8", mark="#b5473c", reference="#7b8b99"
    ),
    "contrast": ChartColours(
        ground="#000000", text="#ffffff", grid="#5a5a5a", mark="#ffb35c", reference="#ffffff"
    ),
}

MANTINE_THEME = {
    "fontFamily": "'Public Sans', sans-serif",
    "headings": {"fontFamily": "'Public Sans', sans-serif"},
    "primaryColor": "brass",
    "primaryShade": {"light": 8, "dark": 4},
    "defaultRadius": "sm",
    "colors": {
        "brass": [
            "#fff6e0",
            "#fdeac0",
            "#f9d78f",
            "#f5c45f",
            "#f2b53c",
            "#dd9c22",
            "#b97f16",
            "#96650f",
            "#764e0a",
            "#573806",
        ],
        "dark": [
            "#d3dee8",
            "#b4c3d1",
            "#8fa3b6",
            "#5d7387",
            "#33475a",
            "#26374a",
            "#1a2836",
            "#131f2c",
            "#0d1721",
            "#080f17",
        ],
    },
}
