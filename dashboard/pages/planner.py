"""The planner's page: the workbench for task-force boundaries, which fills it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from dash import Input, Output, html

from dashboard.access import Guard, actor_of_request
from dashboard.components.empty_store import nothing_to_show
from dashboard.components.ids import Ids
from dashboard.components.periods import preset_options, start_filter
from dashboard.components.planner_desk import PlannerDesk
from dashboard.services import Services
from data.answers.filters import Filter
from data.errors import FilterError
from data.roles import Action

PATH = "/planner"
TITLE = "Planner"
ACTION = (Action.EDIT_PLANS, Action.REVIEW_PLANS)
"""Either of these is enough: drafts are for those who edit plans or review them."""


def layout(services: Services, **query: str) -> html.Div:
    """The desk, with the figures of the link's filter; an empty store is said.

    Which plan is open stands in the address as ``plan`` and is the desk's own concern.
    """
    if not services.store.history():
        return nothing_to_show(services)
    filter_, problem = filter_of_link(services, query)
    words = html.P(problem, className="planner-problem", role="alert") if problem else None
    periods = preset_options(services.gate.span(actor_of_request(), Filter()))
    desk = PlannerDesk(id=Ids.PLANNER, query=urlencode(filter_.to_query()), periods=periods)
    return html.Div([words, desk], className="planner")


def filter_of_link(services: Services, query: dict[str, str]) -> tuple[Filter, str | None]:
    """The filter of a link without its regions, and what is wrong with the link if anything is.

    A link without a period is about the latest twelve months.
    """
    start = start_filter(services.gate.span(actor_of_request(), Filter()))
    try:
        asked = replace(Filter.from_query(query), regions=())
    except FilterError as error:
        return start, str(error)
    if asked.first is None and asked.last is None:
        return replace(asked, first=start.first, last=start.last), None
    return asked, None


def register(guard: Guard) -> None:
    """Register the one callback, in the browser: the desk has the page's theme."""
    guard.clientside(
        "borderops.pass_theme",
        Output(Ids.PLANNER, "theme"),
        Input(Ids.THEME_STORE, "data"),
        action=Action.VIEW,
    )
