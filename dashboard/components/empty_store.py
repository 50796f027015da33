"""What a page shows before anything is loaded."""

from __future__ import annotations

from dash import html


def nothing_loaded() -> html.Div:
    """In place of a page: that the store is empty, and the commands that fill it."""
    return html.Div(
        [
            html.H1("No data yet"),
            html.P("The store is empty. Build it from what ships with the product, or load your own file:"),
            html.P([html.Code("borderops demo"), " or ", html.Code("borderops ingest FILE")]),
            html.P("Then open this page again."),
        ],
        className="sources",
    )
