"""The commander's page: map, numerals, trend and table, all on one filter."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import dash_mantine_components as dmc
import plotly.graph_objects as go
from dash import ALL, Input, Output, State, dcc, html

from dashboard.access import Guard, actor_of_request
from dashboard.components.figures import graph
from dashboard.components.filter_bar import filter_bar, start_filter
from dashboard.components.ids import Ids, filter_id
from dashboard.components.map_view import MapView
from dashboard.components.tables import REGION_COLUMNS, table
from dashboard.pages.operations_panels import (
    numerals,
    period_of_preset,
    regions_after_click,
    table_rows,
    trend_figure,
    view_of_controls,
)
from dashboard.services import Services
from dashboard.view_state import ViewState, camera_from_query, shape_from_query
from data.answers.filters import Filter
from data.errors import FilterError, UnknownVersionError
from data.extracts.contract import Kind
from data.geography.regions import counties_of, region_sets
from data.roles import Action
from layers.describe import describe
from layers.discovery import discover

PATH = "/"
TITLE = "Operations"


def layout(services: Services, **query: str) -> html.Div:
    """The page for the view that the link's query describes; a bad link is said, not raised."""
    state, problem = state_of_link(services, query)
    span = services.gate.span(actor_of_request(), Filter())
    return html.Div(
        [
            dcc.Store(id=Ids.VIEW, data=state.to_text()),
            html.Aside(
                [
                    html.Button(
                        "Filters and layers", id=Ids.FILTERS_OPEN, className="filters-button", n_clicks=0
                    ),
                    html.Div(filter_bar(state, span), id=Ids.FILTERS_PANEL, className="filters-panel"),
                ],
                className="left",
                **{"aria-label": "Filters and layers"},
            ),
            html.Section(_map(services, state, query), className="middle", **{"aria-label": "Map"}),
            html.Section(_reading(problem), className="right", **{"aria-label": "Numbers"}),
        ],
        className="operations",
    )


def state_of_link(services: Services, query: dict[str, str]) -> tuple[ViewState, str | None]:
    """The view of a link, and what is wrong with the link if anything is.

    A link without a period shows the latest twelve months.
    """
    span = services.gate.span(actor_of_request(), Filter())
    start = start_filter(span)
    try:
        state = ViewState.from_query(query)
        counties_of(state.filter.regions)
        services.gate.version_id(actor_of_request(), state.filter)
    except (FilterError, UnknownVersionError) as error:
        return ViewState(filter=start, layers=ViewState.from_query({}).layers), str(error)
    if state.filter.first is None and state.filter.last is None:
        return replace(state, filter=replace(state.filter, first=start.first, last=start.last)), None
    return state, None


def register(guard: Guard) -> None:
    """Register the page's callbacks; controls write the view, everything else reads it."""
    view = Input(Ids.VIEW, "data")
    controls = {"type": Ids.FILTER.value, "name": ALL}
    every = Action.VIEW
    guard.callback(
        view_of_controls,
        Output(Ids.VIEW, "data"),
        Input(controls, "value"),
        State(controls, "id"),
        State(Ids.VIEW, "data"),
        action=every,
        prevent_initial_call=True,
    )
    guard.callback(
        numerals, Output(Ids.SENTENCE, "children"), Output(Ids.NUMERALS, "children"), view, action=every
    )
    guard.callback(
        trend_figure, Output(Ids.TREND, "figure"), view, Input(Ids.THEME_STORE, "data"), action=every
    )
    guard.callback(
        table_rows,
        Output(Ids.TABLE, "rowData"),
        Output(Ids.TABLE, "columnDefs"),
        Output(Ids.TABLE_NOTE, "children"),
        view,
        Input(Ids.TABLE_CHOICE, "value"),
        State(Ids.MAP, "viewport"),
        action=every,
    )
    _register_shortcuts(guard)
    _register_browser_side(guard, view)


def _register_shortcuts(guard: Guard) -> None:
    guard.callback(
        regions_after_click,
        Output(filter_id("region"), "value"),
        Input(Ids.MAP, "clicked"),
        State(filter_id("region"), "value"),
        action=Action.VIEW,
        prevent_initial_call=True,
    )
    guard.callback(
        period_of_preset,
        Output(filter_id("period"), "value"),
        Input(Ids.PRESET, "value"),
        action=Action.VIEW,
        prevent_initial_call=True,
    )


def _register_browser_side(guard: Guard, view: Input) -> None:
    guard.clientside(
        "borderops.show_view",
        Output(Ids.MAP, "query"),
        Output(Ids.MAP, "visible"),
        Output(Ids.MAP, "selected"),
        view,
        action=Action.VIEW,
    )
    guard.clientside(
        "borderops.write_link",
        Output(Ids.LINK, "data"),
        view,
        Input(Ids.MAP, "viewport"),
        Input(Ids.MAP, "drawn"),
        action=Action.VIEW,
    )
    guard.clientside(
        "borderops.pass_theme",
        Output(Ids.MAP, "theme"),
        Input(Ids.THEME_STORE, "data"),
        action=Action.VIEW,
    )
    guard.clientside(
        "borderops.toggle_filters",
        Output(Ids.FILTERS_PANEL, "className"),
        Input(Ids.FILTERS_OPEN, "n_clicks"),
        action=Action.VIEW,
    )


def _map(services: Services, state: ViewState, query: dict[str, str]) -> MapView:
    return MapView(
        id=Ids.MAP,
        theme="dark",
        layers=[describe(layer, floor=services.gate.floor) for layer in discover()],
        visible=list(state.layers),
        query=state.to_text(),
        view={**asdict(camera), "nonce": 0} if (camera := camera_from_query(query)) else None,
        drawn=shape_from_query(query),
        selected=list(state.filter.regions),
        synthetic=services.store.current().is_synthetic(Kind.INCIDENTS),
    )


def _reading(problem: str | None) -> list[Any]:
    alert = (
        dmc.Alert(problem, title="This link could not be followed whole", color="red") if problem else None
    )
    choices = [
        {
            "group": "Regions",
            "items": [{"value": f"regions/{s.key}", "label": s.title} for s in region_sets()],
        },
        {
            "group": "Map layers as tables",
            "items": [{"value": f"layer/{x.key}", "label": x.title} for x in discover()],
        },
    ]
    return [
        alert,
        dcc.Store(id=Ids.LINK),
        html.P(id=Ids.SENTENCE, className="sentence", **{"aria-live": "polite"}),
        html.Div(id=Ids.NUMERALS, className="numerals"),
        html.H2("By month, with the year before"),
        graph(Ids.TREND, go.Figure(), "Incidents by month, with the same months a year before"),
        html.Div(
            [
                html.H2("Table"),
                dmc.Select(
                    id=Ids.TABLE_CHOICE,
                    data=choices,
                    value="regions/sector",
                    allowDeselect=False,
                    **{"aria-label": "What the table shows"},
                ),
            ],
            className="table-head",
        ),
        table([], REGION_COLUMNS),
        html.P(id=Ids.TABLE_NOTE, className="note"),
    ]
