"""The only maker of charts: each from an answer, none with a way out to another host.

A figure is what Plotly's browser half takes, as plain values: its Python objects check every value
of every chart anew at each question, which costs ten times what the answer does. A test has them
check the figures instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from dash import dcc, html

from dashboard.components.chart_layout import layout
from dashboard.components.ids import Ids
from dashboard.components.periods import months_before
from dashboard.components.themes import CHART_COLOURS, ChartColours
from data.answers.disclosure import State
from data.answers.question import Answer

_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "plotlyServerURL": "",
    "showSendToCloud": False,
    "modeBarButtonsToRemove": ["sendChartToCloud"],
    "doubleClick": False,
    "responsive": True,
}
_FAINT = 0.32
"""Opacity of what is outside the chosen months or values."""
_BAR_PX = 19
_LABEL_LETTERS = 28
_ROOM = {True: 1.4, False: 2.3}
"""How much wider than the longest bar the plot is, for its words: many rows have the whole width."""
_MANY = 8


def graph(key: Ids | Mapping[str, str], description: str, *, height_px: int) -> html.Figure:
    """A chart inside a figure element, empty at first; screen readers are told ``description``.

    A button saves it as a picture; the browser makes that, with the figure's papers in it.
    """
    name = key["name"] if isinstance(key, Mapping) else key.value
    chart = dcc.Graph(
        id=key,
        figure=empty_figure(height_px),
        config=_CONFIG,
        className="chart",
        style={"height": f"{height_px}px"},
    )
    save = html.Button(
        "PNG",
        className="save-chart",
        type="button",
        title="Save this chart as a picture",
        **{"data-chart": name, "aria-label": f"PNG: save as a picture: {description}"},
    )
    return html.Figure(
        [html.Div(chart, role="img", **{"aria-label": description}), save], **{"data-figure": name}
    )


class Figure(TypedDict):
    """A chart as Plotly's browser half takes it."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


def empty_figure(height_px: int) -> Figure:
    """A chart with nothing in it yet: no axes, no ground."""
    hidden = {"visible": False, "fixedrange": True}
    layout = {
        "height": height_px,
        "xaxis": hidden,
        "yaxis": hidden,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
    return {"data": [], "layout": layout}


def trend(answer: Answer, chosen: tuple[date | None, date | None], *, theme: str) -> Figure:
    """Bars by month, the chosen months strong, with the same months a year before as a line.

    ``answer`` is by month and reaches back a year before the first bar. Months that are not shown
    are hatched bars, never at their value: small ones at the floor's height, withheld ones, which may
    be of any, as high as the highest that is shown. A drag over bars selects months.
    """
    colours = CHART_COLOURS[theme]
    months: list[date] = answer.table.column("month").to_pylist()
    shown, small, withheld = _by_state(answer)
    words = [answer.words(row) for row in range(len(months))]
    rows = [row for row, month in enumerate(months) if months_before(month, 12) in months] or range(
        len(months)
    )
    at = {month: row for row, month in enumerate(months)}
    earlier = [at.get(months_before(months[row], 12)) for row in rows]
    opacity = [1.0 if _is_in(months[row], chosen) else _FAINT for row in rows]
    x = [months[row] for row in rows]
    hover = "%{x|%B %Y}: <b>%{customdata}</b><extra></extra>"
    series = {
        "type": "bar",
        "x": x,
        "xperiod": "M1",
        "customdata": [words[row] for row in rows],
        "hovertemplate": hover,
    }
    shown_bars = {
        **series,
        "y": [shown[row] for row in rows],
        "marker": {"color": colours.mark, "opacity": opacity, "line": {"width": 0}},
        "name": answer.title,
    }
    hidden_bars = [
        {**series, "y": [values[row] for row in rows], "marker": marker, "name": name}
        for values, marker, name in (
            (small, _hatched(colours, opacity), f"Not shown (<{answer.floor})"),
            (withheld, _hatched(colours, [_FAINT] * len(rows), shape="x"), "Withheld: may be of any height"),
        )
        if any(values[row] is not None for row in rows)
    ]
    line = {
        "type": "scatter",
        "x": x,
        "y": [None if row is None else shown[row] for row in earlier],
        "xperiod": "M1",
        "mode": "lines",
        "line": {"color": colours.reference, "width": 2, "shape": "hvh"},
        "name": "A year before",
        "customdata": ["not known" if row is None else words[row] for row in earlier],
        "hovertemplate": "A year before: %{customdata}<extra></extra>",
    }
    return {"data": [shown_bars, *hidden_bars, line], "layout": layout(theme, answer)}


def bars(
    answer: Answer,
    chosen: Sequence[str],
    *,
    theme: str,
    names: Mapping[str, str] | None = None,
) -> Figure:
    """Horizontal bars of a breakdown, the largest on top; where some are chosen the others are faint.

    A bar that is not shown is hatched at the floor. ``customdata`` holds each bar's key, then its words.
    """
    colours = CHART_COLOURS[theme]
    keys: list[str] = answer.table.column(answer.question.by.value).to_pylist()
    shown, small, withheld = _by_state(answer)
    hidden = [
        None if one is None and other is None else float(answer.floor)
        for one, other in zip(small, withheld, strict=True)
    ]
    order = sorted(range(len(keys)), key=lambda row: (shown[row] or hidden[row] or 0, keys[row]))
    labels = [_label((names or {}).get(keys[row], keys[row])) for row in order]
    opacity = [1.0 if not chosen or keys[row] in chosen else _FAINT for row in order]
    series = {
        "type": "bar",
        "y": labels,
        "orientation": "h",
        "customdata": [[keys[row], answer.words(row)] for row in order],
        "hoverinfo": "none",
        "texttemplate": "%{customdata[1]}",
        "textposition": "outside",
        "cliponaxis": False,
        "constraintext": "none",
    }
    data = [
        {
            **series,
            "x": [shown[row] for row in order],
            "marker": {"color": colours.mark, "opacity": opacity, "line": {"width": 0}},
        },
        {**series, "x": [hidden[row] for row in order], "marker": _hatched(colours, opacity)},
    ]
    widest = max((value or answer.floor for value in shown), default=1) * _ROOM[len(keys) > _MANY]
    return {"data": data, "layout": {**layout(theme, answer), **_across(len(keys), widest)}}


def _across(count: int, widest: float) -> dict[str, Any]:
    """What the layout of ``count`` horizontal bars has that a trend has otherwise; ``widest`` in units."""
    return {
        "height": bars_height_px(count),
        "margin": {"l": 4, "r": 2, "t": 2, "b": 2, "autoexpand": True},
        "xaxis": {"visible": False, "range": [0, widest], "fixedrange": True},
        "yaxis": {
            "automargin": "width",
            "fixedrange": True,
            "showgrid": False,
            "dtick": 1,
            "range": [-0.6, count - 0.4],
            "tickfont": {"size": 13},
            "zeroline": False,
        },
        "showlegend": False,
        "hovermode": "y",
        "dragmode": False,
        "bargap": 0.3,
    }


def bars_height_px(count: int) -> int:
    """Height of a chart of so many bars, in CSS pixels."""
    return count * _BAR_PX + 8


def _label(words: str) -> str:
    return words if len(words) <= _LABEL_LETTERS else words[: _LABEL_LETTERS - 1].rstrip() + "…"


def _is_in(month: date, chosen: tuple[date | None, date | None]) -> bool:
    first, last = chosen
    return (first is None or first <= month) and (last is None or month <= last)


def _hatched(colours: ChartColours, opacity: list[float], *, shape: str = "/") -> dict[str, Any]:
    pattern = {"shape": shape, "fgcolor": colours.mark, "bgcolor": colours.ground, "size": 6}
    line = {"color": colours.mark, "width": 1}
    return {"color": colours.ground, "opacity": opacity, "pattern": pattern, "line": line}


Heights = list[float | None]


def _by_state(answer: Answer) -> tuple[Heights, Heights, Heights]:
    """What is shown; small ones at the floor; withheld ones as high as the highest that is shown."""
    values = answer.table.column("value").to_pylist()
    states = answer.table.column("state").to_pylist()
    shown = [v if s == State.SHOWN else None for v, s in zip(values, states, strict=True)]
    highest = max([float(answer.floor), *(value for value in shown if value is not None)])
    small = [float(answer.floor) if s == State.SMALL else None for s in states]
    withheld = [highest if s == State.WITHHELD else None for s in states]
    return shown, small, withheld
