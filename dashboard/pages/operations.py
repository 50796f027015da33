"""The commander's page: map, numerals, trend, bars and table, all on one filter."""

from __future__ import annotations

from dataclasses import replace

from dash import ALL, Input, Output, State, dcc, html

from dashboard.access import Guard, actor_of_request
from dashboard.access.views import view_of_query
from dashboard.components.empty_store import nothing_to_show
from dashboard.components.ids import Ids, bars_id, filter_id
from dashboard.components.periods import start_filter
from dashboard.pages import operations_alerts
from dashboard.pages.operations_layout import bottom_navigation, filters, map_section, reading, why_drawer
from dashboard.pages.operations_panels import BREAKDOWNS, charts, table_rows
from dashboard.pages.operations_panels import reading as read
from dashboard.pages.operations_why import why
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.filters import Filter
from data.answers.within import narrowed
from data.errors import AccessDeniedError, FilterError, UnknownVersionError
from data.geography.regions import counties_of
from data.roles import Action

PATH = "/"
TITLE = "Operations"
_VIEW = Input(Ids.VIEW, "data")


def layout(services: Services, **query: str) -> html.Div:
    """The page for the view that the link's query describes; a bad link or an empty store is said."""
    if not services.store.history():
        return nothing_to_show(services)
    state, problem = state_of_link(services, query)
    span = services.gate.span(actor_of_request(), Filter())
    return html.Div(
        [
            dcc.Store(id=Ids.VIEW, data=state.to_text()),
            dcc.Store(id=Ids.RENEWED, data=0),
            dcc.Store(id=Ids.LINK),
            filters(services, state, span),
            map_section(services, state, query, span),
            reading(query, problem),
            why_drawer(),
            bottom_navigation(),
        ],
        className="operations",
    )


def state_of_link(services: Services, query: dict[str, str]) -> tuple[ViewState, str | None]:
    """The view of a link, and what is wrong with the link if anything is.

    A link without a period shows the latest twelve months, one without regions the actor's own; one of
    other regions than these is refused.
    """
    span = services.gate.span(actor_of_request(), Filter())
    start = start_filter(span)
    try:
        state = view_of_query(query)
        counties_of(state.filter.regions)
        state = _pinned_if_older(services, state)
    except (AccessDeniedError, FilterError, UnknownVersionError) as error:
        return replace(view_of_query({}), filter=narrowed(actor_of_request(), start)), str(error)
    if state.filter.first is None and state.filter.last is None:
        return replace(state, filter=replace(state.filter, first=start.first, last=start.last)), None
    return state, None


def _pinned_if_older(services: Services, state: ViewState) -> ViewState:
    """The state without a pinned data version where that is the newest: there is nothing to pin yet.

    Every address names the version that its numbers come from, so a link opens the same numbers
    after newer data has come; a page that shows the newest goes on to show the newest.
    """
    gate, actor = services.gate, actor_of_request()
    newest = gate.version_id(actor, Filter())
    if gate.version_id(actor, state.filter) != newest:
        return state
    return replace(state, filter=replace(state.filter, version=None))


def register(guard: Guard) -> None:
    """Register the page's callbacks; controls write the view, everything else reads it."""
    guard.callback(
        read,
        Output(Ids.SENTENCE, "children"),
        Output(Ids.CHIPS, "children"),
        Output(Ids.NUMERALS, "children"),
        Output(Ids.COVERAGE, "children"),
        _VIEW,
        action=Action.VIEW,
    )
    guard.callback(
        charts,
        Output(Ids.TREND, "figure"),
        *(Output(bars_id(name), "figure") for name in BREAKDOWNS),
        _VIEW,
        Input(Ids.THEME_STORE, "data"),
        action=Action.VIEW,
    )
    guard.callback(
        table_rows,
        Output(Ids.TABLE, "rowData"),
        Output(Ids.TABLE, "columnDefs"),
        Output(Ids.TABLE_NOTE, "children"),
        _VIEW,
        Input(Ids.TABLE_CHOICE, "value"),
        Input(Ids.NARROW, "data"),
        State(Ids.MAP, "viewport"),
        action=Action.VIEW,
    )
    guard.callback(
        why,
        Output(Ids.WHY, "opened"),
        Output(Ids.WHY, "title"),
        Output(Ids.WHY_BODY, "children"),
        Input(Ids.MAP, "why"),
        State(Ids.VIEW, "data"),
        State(Ids.MAP, "viewport"),
        action=Action.VIEW,
        prevent_initial_call=True,
    )
    _register_view(guard)
    _register_gestures(guard)
    operations_alerts.register(guard)


def _register_view(guard: Guard) -> None:
    """The view as text, written by the controls; the map and the address bar take it in the browser."""
    controls = {"type": Ids.FILTER.value, "name": ALL}
    browser = {
        "view_of_controls": (
            Output(Ids.VIEW, "data"),
            Input(controls, "value"),
            Input(Ids.RENEWED, "data"),
            State(controls, "id"),
            State(Ids.VIEW, "data"),
        ),
        "show_view": (
            Output(Ids.MAP, "query"),
            Output(Ids.MAP, "visible"),
            Output(Ids.MAP, "selected"),
            Output(Ids.MAP, "uncertainty"),
            _VIEW,
        ),
        "write_link": (
            Output(Ids.LINK, "data"),
            _VIEW,
            Input(Ids.MAP, "viewport"),
            Input(Ids.MAP, "drawn"),
            Input(Ids.MAP, "swipe"),
        ),
        "table_link": (
            Output(Ids.TABLE_LINK, "href"),
            _VIEW,
            Input(Ids.TABLE_CHOICE, "value"),
            Input(Ids.SENTENCE, "children"),
        ),
        "regions_named": (
            Output(filter_id("region"), "data"),
            Input(filter_id("region"), "searchValue"),
            Input(filter_id("region"), "value"),
            State(filter_id("region"), "data"),
        ),
        "pass_theme": (Output(Ids.MAP, "theme"), Input(Ids.THEME_STORE, "data")),
    }
    for name, dependencies in browser.items():
        is_later = name in {"view_of_controls", "regions_named"}
        guard.clientside(
            f"borderops.{name}", *dependencies, action=Action.VIEW, prevent_initial_call=is_later
        )


def _register_gestures(guard: Guard) -> None:
    """What is done on map and charts sets a control in the browser; none of these writes a value here."""
    bars = Ids.BARS.value
    gestures = {
        "preset_chosen": (Input(Ids.PRESET, "value"),),
        "map_clicked": (Input(Ids.MAP, "clicked"),),
        "map_mode": (Input(Ids.MAP, "mode"),),
        "playback_period": (Input(Ids.MAP, "period"),),
        "months_brushed": (Input(Ids.TREND, "selectedData"),),
        "bar_clicked": (
            Input({"type": bars, "name": ALL}, "clickData"),
            State({"type": bars, "name": ALL}, "id"),
        ),
        "table_searched": (Input(Ids.TABLE_SEARCH, "value"),),
    }
    for name, dependencies in gestures.items():
        guard.clientside(f"borderops.{name}", *dependencies, action=Action.VIEW, prevent_initial_call=True)
