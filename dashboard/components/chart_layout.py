"""What every chart has in common: axes, colours, behaviour, and the papers that a picture of it carries."""

from __future__ import annotations

from typing import Any

from dashboard.components.themes import CHART_COLOURS
from data.answers.question import Answer


def layout(theme: str, answer: Answer) -> dict[str, Any]:
    """The layout of a chart of the answer, in the theme."""
    colours = CHART_COLOURS[theme]
    axis = {
        "automargin": True,
        "gridcolor": colours.grid,
        "zeroline": False,
        "linecolor": colours.grid,
        "tickfont": {"size": 13},
    }
    return {
        "barmode": "overlay",
        "bargap": 0.18,
        "margin": {"l": 44, "r": 4, "t": 4, "b": 34},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "Public Sans, sans-serif", "color": colours.text, "size": 13},
        "xaxis": {**axis, "showgrid": False, "tickformat": "%b\n%Y", "nticks": 7, "ticklabelmode": "period"},
        "yaxis": {**axis, "rangemode": "tozero", "nticks": 4, "fixedrange": True, "tickformat": "~s"},
        "showlegend": False,
        "dragmode": "select",
        "selectdirection": "h",
        "selections": [],
        "newselection": {"line": {"color": colours.text, "width": 1, "dash": "dot"}},
        "hovermode": "x unified",
        "hoverlabel": {"align": "left", "bgcolor": colours.ground, "font": {"color": colours.text}},
        "meta": {**_papers(answer), "ground": colours.ground, "text": colours.text},
    }


def _papers(answer: Answer) -> dict[str, Any]:
    """What a picture of the chart must carry; the browser writes it into the picture."""
    as_of = f", as of {answer.as_of:%d %b %Y}" if answer.as_of else ""
    return {
        "marking": answer.marking,
        "sentence": f"{answer.title}: {answer.sentence}",
        "source": f"Source: {answer.source}{as_of}. Data version {answer.version}.",
        "caveat": " ".join(answer.caveats),
        "is_synthetic": answer.is_synthetic,
    }
