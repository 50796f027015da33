"""The only maker of charts: each from an answer, none with a way out to another host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from dash import dcc, html

from dashboard.components.ids import Ids
from dashboard.components.themes import CHART_COLOURS
from data.answers.disclosure import State
from data.answers.question import Answer

_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "plotlyServerURL": "",
    "showSendToCloud": False,
    "modeBarButtonsToRemove": ["sendChartToCloud"],
    "responsive": True,
}


def graph(key: Ids, figure: go.Figure, description: str) -> html.Figure:
    """A chart inside a figure element; ``description`` is read out in its place by a screen reader."""
    chart = dcc.Graph(id=key, figure=figure, config=_CONFIG, className="chart")
    return html.Figure(chart, role="img", **{"aria-label": description})


def trend(now: Answer, before: Answer, *, theme: str) -> go.Figure:
    """Bars by month with the same months a year before as a line behind them.

    Months that are not shown are hatched bars at the floor's height, never at their value.
    """
    colours = CHART_COLOURS[theme]
    months = now.table.column("month").to_pylist()
    figure = go.Figure()
    shown, hidden = _split(now)
    figure.add_bar(
        x=months,
        y=shown,
        marker_color=colours.mark,
        name=now.title,
        customdata=_words(now),
        hovertemplate="%{x|%B %Y}: %{customdata}<extra></extra>",
    )
    if any(height is not None for height in hidden):
        figure.add_bar(
            x=months,
            y=hidden,
            name="Too small to show",
            marker={"color": colours.ground, "pattern": {"shape": "/", "fgcolor": colours.mark}},
            customdata=_words(now),
            hovertemplate="%{x|%B %Y}: %{customdata}<extra></extra>",
        )
    figure.add_scatter(
        x=months,
        y=_split(before)[0][: len(months)],
        mode="lines",
        line={"color": colours.reference, "width": 2, "shape": "hvh"},
        name="A year before",
        customdata=_words(before)[: len(months)],
        hovertemplate="A year before: %{customdata}<extra></extra>",
    )
    figure.update_layout(**_layout(theme, now.unit))
    return figure


def _split(answer: Answer) -> tuple[list[float | None], list[float | None]]:
    values = answer.table.column("value").to_pylist()
    states = answer.table.column("state").to_pylist()
    shown = [v if s == State.SHOWN else None for v, s in zip(values, states, strict=True)]
    hidden = [None if s == State.SHOWN else float(answer.floor) for s in states]
    return shown, hidden


def _words(answer: Answer) -> Sequence[str]:
    return [answer.words(row) for row in range(answer.table.num_rows)]


def _layout(theme: str, unit: str) -> dict[str, Any]:
    colours = CHART_COLOURS[theme]
    axis = {"gridcolor": colours.grid, "zeroline": False, "linecolor": colours.grid, "tickfont": {"size": 13}}
    return {
        "barmode": "overlay",
        "bargap": 0.25,
        "height": 220,
        "margin": {"l": 52, "r": 8, "t": 8, "b": 28},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "Public Sans, sans-serif", "color": colours.text, "size": 13},
        "xaxis": {**axis, "showgrid": False, "tickformat": "%b\n%Y", "nticks": 6},
        "yaxis": {**axis, "rangemode": "tozero", "title": {"text": unit, "font": {"size": 13}}, "nticks": 5},
        "legend": {"orientation": "h", "y": 1.16, "x": 0, "font": {"size": 13}},
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": colours.ground, "font": {"color": colours.text}},
    }
