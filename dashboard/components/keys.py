"""The list of keys, as a dialogue that "?" opens."""

from __future__ import annotations

from dash import html

from dashboard.components.ids import Places

Keys = tuple[tuple[tuple[str, ...], str], ...]
"""Keys that go together or do the same, and what they do."""
_KEYS: Keys = (
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
_DISPLAY: Keys = (
    (("?",), "This list"),
    (("Space",), "Pause, or go on"),
    (("→", "↓", "Page Down"), "Next scene"),
    (("←", "↑", "Page Up"), "Previous scene"),
    (("Home", "End"), "First and last scene"),
    (("1", "2", "Enter"), "The scene of that number"),
    (("F",), "Full screen"),
    (("P",), "The presenter's view; again, back"),
    (("I",), "Papers of the first number; again, of the next"),
    (("D",), "Look further: the scene on the commander's page"),
    (("B", "Esc"), "Close papers, or back to the scene"),
)


def keys_dialogue() -> html.Dialog:
    """The dialogue, closed; single keys can be turned off in it. On a display it lists those of displays."""
    lists = [
        html.Tbody(_rows(_KEYS), className="keys-of-pages"),
        html.Tbody(_rows(_DISPLAY), className="keys-of-displays"),
    ]
    switch = html.Button("Single keys: on", className="button keys-switch", type="button")
    close = html.Button("Close", className="button keys-close", type="button")
    return html.Dialog(
        [html.H2("Keys"), html.Table(lists), html.Div([switch, close], className="keys-foot")],
        id=Places.KEYS,
        className="keys",
        **{"aria-label": "Keys"},
    )


def _rows(listed: Keys) -> list[html.Tr]:
    return [
        html.Tr([html.Th([html.Kbd(key) for key in keys], scope="row"), html.Td(words)])
        for keys, words in listed
    ]
