"""What a page shows before anything is loaded."""

from __future__ import annotations

from dash import html

from dashboard.services import Services


def nothing_to_show(services: Services) -> html.Div:
    """In place of a page: that nothing is loaded, or that nothing of it is released."""
    if not services.store.versions():
        return nothing_loaded()
    return html.Div(
        [
            html.H1("No data is released yet"),
            html.P("Data are stored and wait for a steward's review. The page Data says which."),
            html.P(html.A("Data", href="/data")),
        ],
        className="sources",
    )


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
