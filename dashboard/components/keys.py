"""The list of keys, as a dialogue that "?" opens."""

from __future__ import annotations

from dash import html

from dashboard.components.ids import Places

_KEYS = (
    (("?",), "This list"),
    (("F",), "Filters and layers"),
    (("M",), "The map"),
    (("N",), "The numbers"),
    (("T",), "The table"),
    (("L",), "Copy a link to these very numbers"),
    (("Esc",), "Close what is open; then take away the last restriction"),
    (("Shift", "Esc"), "Take away all restrictions"),
    (("↑", "↓", "←", "→"), "On the map: move. In the table: from cell to cell"),
    (("+", "−"), "On the map: zoom"),
    (("Enter",), "On the map: read its centre. In the table: filter to the row's region"),
)


def keys_dialogue() -> html.Dialog:
    """The dialogue, closed; single keys can be turned off in it."""
    rows = [
        html.Tr([html.Th([html.Kbd(key) for key in keys], scope="row"), html.Td(words)])
        for keys, words in _KEYS
    ]
    switch = html.Button("Single keys: on", className="button keys-switch", type="button")
    close = html.Button("Close", className="button keys-close", type="button")
    return html.Dialog(
        [html.H2("Keys"), html.Table(html.Tbody(rows)), html.Div([switch, close], className="keys-foot")],
        id=Places.KEYS,
        className="keys",
        **{"aria-label": "Keys"},
    )
