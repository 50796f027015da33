"""Breakdowns as plain HTML: rows with a bar each, and months as a row of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

from data.answers.disclosure import State
from data.answers.question import Answer
from layers.card_series import Series

_MOST_ROWS = 8


def bar_rows(title: str, answer: Answer, names: Mapping[str, str] | None = None) -> html.Section:
    """The largest rows of an answer by words; a count that is not shown has a hatched bar at the floor."""
    rows = [row for row in _rows(answer) if row[2] is not None or row[1] != "0"]
    rows = sorted(rows, key=lambda row: -(answer.floor - 0.5 if row[2] is None else row[2]))[:_MOST_ROWS]
    most = max((row[2] or 0 for row in rows), default=0) or answer.floor
    body = [
        html.Tr(
            [
                html.Th((names or {}).get(key, key), scope="row"),
                html.Td(_bar(value, most=most, floor=answer.floor)),
                html.Td(words, className="number"),
            ]
        )
        for key, words, value in rows
        if value != 0
    ]
    shown = html.Table(html.Tbody(body)) if body else html.P("None.")
    return html.Section([html.H3(title), shown], className="why-rows")


def month_columns(series: Series) -> html.Section:
    """A column for each month, the latest at the right; screen readers are told first, last and highest."""
    most = max((value or 0 for value in series.values), default=0) or 1
    columns = [
        html.Span(
            className="month" if value is not None else "month hidden-month",
            style={"height": f"{max(3, 100 * (value or 0) / most):.0f}%"},
            title=f"{month}: {words}",
        )
        for month, value, words in zip(series.months, series.values, series.words, strict=True)
    ]
    latest = f"{series.latest_month}: {series.latest_words} {series.unit}"
    return html.Section(
        [
            html.H3([f"{series.label} by month ", html.Small(latest)]),
            html.Div(columns, className="months", role="img", **{"aria-label": _told(series)}),
            html.Div([html.Span(series.months[0]), html.Span(series.months[-1])], className="months-axis"),
        ],
        className="why-months",
    )


def fact_list(facts: Sequence[tuple[str, str]]) -> html.Dl:
    """Labels with what they say."""
    parts = [html.Div([html.Dt(label), html.Dd(words)]) for label, words in facts if words]
    return html.Dl(parts, className="facts")


def _rows(answer: Answer) -> list[tuple[str, str, float | None]]:
    keys = answer.table.column(answer.question.by.value).to_pylist()
    table = zip(keys, answer.table.column("value").to_pylist(), answer.table.column("state"), strict=True)
    return [
        (str(key), answer.words(row), value if State(state.as_py()) is State.SHOWN else None)
        for row, (key, value, state) in enumerate(table)
    ]


def _bar(value: float | None, *, most: float, floor: int) -> html.Span:
    width = 100 * (floor if value is None else value) / max(most, floor)
    return html.Span(
        className="why-bar" if value is not None else "why-bar why-bar-hidden",
        style={"width": f"{max(1, width):.0f}%"},
    )


def _told(series: Series) -> str:
    first, last = (f"{series.months[row]} {series.words[row]}" for row in (0, -1))
    return f"{series.label} by month: {len(series.months)} months, first {first}, last {last}"
