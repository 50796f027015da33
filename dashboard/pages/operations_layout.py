"""The parts of the commander's page: filters, the strip above the map, the map, the reading."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.access import actor_of_request
from dashboard.components.alerts_panel import alerts_card
from dashboard.components.figures import bars_height_px, graph
from dashboard.components.filter_bar import filter_bar
from dashboard.components.ids import Ids, Places, bars_id
from dashboard.components.map_view import MapView
from dashboard.components.marking_banner import release_note
from dashboard.components.own_regions import own_camera
from dashboard.components.table_rows import is_of_ports, known_choice, table_choices
from dashboard.components.tables import table
from dashboard.services import Services
from dashboard.view_state import ViewState, camera_from_query, shape_from_query, swipe_from_query
from data.answers.gate import Span
from data.extracts.contract import Kind
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES
from layers.allowed import layers_of
from layers.describe import describe

_TREND_PX = 176
_TREND_WORDS = "Incidents by month, with the same months a year before"
_SECTIONS = (("map", "Map"), ("numbers", "Numbers"), ("table", "Table"), ("filters", "Filters"))


def filters(services: Services, state: ViewState, span: Span | None) -> html.Aside:
    """Filters and layers: a column at the left, a sheet on a narrow screen."""
    close = html.Button("Done", className="sheet-close", type="button", **{"data-section": "map"})
    return html.Aside(
        [close, filter_bar(state, span, floor=services.gate.floor)],
        className="left",
        id=Places.FILTERS,
        tabIndex="-1",
        **{"aria-label": "Filters and layers"},
    )


def strip(services: Services, state: ViewState) -> html.Div:
    """What is shown, in words; the restrictions in force; the link to exactly this.

    Before the numbers are there the marking of their data version is.
    """
    version = services.gate.version_id(actor_of_request(), state.filter)
    papers = {"data-marking": services.gate.marking(state.filter), **release_note(services, version)}
    copy = html.Button(
        "Copy link",
        className="button copy-link",
        type="button",
        title="Copy a link that opens these very numbers, also after newer data has come",
    )
    return html.Div(
        [
            html.P(html.Span(**papers), id=Ids.SENTENCE, className="sentence", **{"aria-live": "polite"}),
            html.Div(id=Ids.CHIPS, className="chips", role="group", **{"aria-label": "Restrictions"}),
            copy,
        ],
        className="strip",
    )


def map_section(
    services: Services, state: ViewState, query: dict[str, str], span: Span | None
) -> html.Section:
    """The strip and the map under it."""
    layers = layers_of(actor_of_request())
    ports = " ".join(layer.key for layer in layers if is_of_ports(layer))
    camera = camera_from_query(query) or own_camera(actor_of_request())
    drawn_map = MapView(
        id=Ids.MAP,
        theme="dark",
        layers=[describe(layer, floor=services.gate.floor) for layer in layers],
        visible=state.visible(),
        query=state.to_text(),
        view={**asdict(camera), "nonce": 0} if camera else None,
        drawn=shape_from_query(query),
        selected=list(state.filter.regions),
        synthetic=services.store.current().is_synthetic(Kind.INCIDENTS),
        span=[span.first, span.last] if span else None,
        swipe=swipe_from_query(query),
        uncertainty=state.is_uncertainty_shown,
        marking=services.gate.marking(state.filter),
    )
    return html.Section(
        [strip(services, state), html.Div(drawn_map, className="map-frame", **{"data-ports": ports})],
        className="middle",
        id=Places.MAP_SECTION,
        tabIndex="-1",
        **{"aria-label": "Map"},
    )


def reading(query: dict[str, str], problem: str | None) -> html.Section:
    """Numerals, alerts, trend, bars and the table."""
    return html.Section(
        [
            _broken_link(problem),
            html.Div(
                [
                    html.Div(id=Ids.NUMERALS, className="numerals"),
                    alerts_card(),
                    html.Div(id=Ids.COVERAGE),
                    html.H2(["By month ", html.Small("line: the year before · drag to choose")]),
                    graph(Ids.TREND, _TREND_WORDS, height_px=_TREND_PX),
                    *_bars(),
                ],
                className="numbers",
            ),
            html.Div(
                _table(known_choice(query.get("table"))),
                className="table-part",
                id=Places.TABLE_PART,
                tabIndex="-1",
            ),
        ],
        className="right",
        id=Places.NUMBERS,
        tabIndex="-1",
        **{"aria-label": "Numbers"},
    )


def why_drawer() -> dmc.Drawer:
    """The empty drawer that says what is behind a colour."""
    return dmc.Drawer(
        id=Ids.WHY,
        title="Why this colour?",
        position="right",
        size="min(30rem, 100vw)",
        children=html.Div(id=Ids.WHY_BODY, className="why"),
        closeButtonProps={"aria-label": "Close"},
        overlayProps={"backgroundOpacity": 0.25},
        className="why-drawer",
    )


def bottom_navigation() -> html.Nav:
    """On a narrow screen: which part of the page fills it."""
    buttons = [
        html.Button(
            words,
            type="button",
            className="section-button",
            **{"data-section": key, "aria-current": "true" if key == "map" else "false"},
        )
        for key, words in _SECTIONS
    ]
    return html.Nav(buttons, className="bottom", **{"aria-label": "Parts of the page"})


def _broken_link(problem: str | None) -> dmc.Alert | None:
    if problem is None:
        return None
    return dmc.Alert(problem, title="This link could not be followed whole", color="red", className="broken")


def _bars() -> list[Any]:
    charts = (
        ("category", "By category", "Incidents by category; a click filters", len(CATEGORIES)),
        ("component", "By component", "Incidents by component; a click filters", len(COMPONENTS)),
        ("mode", "By mode", "Incidents by mode; a click filters", len(MODES)),
    )
    made = {
        name: html.Div(
            [html.H2(title), graph(bars_id(name), words, height_px=bars_height_px(count))], className="bars"
        )
        for name, title, words, count in charts
    }
    return [made["category"], html.Div([made["component"], made["mode"]], className="bars-grid")]


def _table(choice: str) -> list[Any]:
    return [
        html.Div(
            [
                html.H2("Table"),
                dmc.Select(
                    id=Ids.TABLE_CHOICE,
                    data=table_choices(),
                    value=choice,
                    allowDeselect=False,
                    searchable=True,
                    **{"aria-label": "What the table shows"},
                ),
                dmc.TextInput(
                    id=Ids.TABLE_SEARCH, placeholder="Search", value="", **{"aria-label": "Search the table"}
                ),
                html.A("CSV", id=Ids.TABLE_LINK, className="button", href="/api/live/table.csv", download=""),
            ],
            className="table-head",
        ),
        table(),
        html.P(id=Ids.TABLE_NOTE, className="note"),
        dcc.Store(id=Ids.NARROW, data=False),
    ]
