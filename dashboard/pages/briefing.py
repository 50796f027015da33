"""The briefing's page: a brief on display, with its controls, alone on a wall, or before the presenter."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dash import Input, Output, html

from dashboard.access import Guard
from dashboard.components.briefing_display import BriefingDisplay, Mode
from dashboard.components.ids import Ids
from dashboard.services import Services
from data.briefs.defaults import NATIONAL
from data.roles import Action

PATH = "/briefing"
TITLE = "Briefing"

LEAST_EVERY_S = 2.0
MOST_EVERY_S = 3600.0
MOST_SPEED = 1000.0


def layout(services: Services, **query: str) -> html.Div:  # noqa: ARG001 - every page is handed the services
    """The display of the brief that the link names; the national default without one.

    ``scene`` is where to start, ``display=wall`` leaves out all but the scene, ``presenter=1`` is the
    presenter's view. ``every`` (seconds between questions to the server) and ``speed`` (how many times
    faster scenes follow each other) are for tests.
    """
    mode = mode_of_link(query)
    display = BriefingDisplay(
        id=Ids.DISPLAY,
        brief=query.get("brief") or NATIONAL,
        scene=query.get("scene", ""),
        mode=mode,
        every=_between(query.get("every", ""), LEAST_EVERY_S, MOST_EVERY_S, otherwise=0),
        speed=_between(query.get("speed", ""), 1, MOST_SPEED, otherwise=1),
    )
    return html.Div(display, className="briefing is-wall" if mode == "wall" else "briefing")


def mode_of_link(query: Mapping[str, str]) -> Mode:
    """How the display stands at first."""
    if query.get("presenter") == "1":
        return "presenter"
    return "wall" if query.get("display") == "wall" else "page"


def _between(text: str, least: float, most: float, *, otherwise: float) -> float:
    """The number in the text, kept within bounds; ``otherwise`` if it is none."""
    try:
        found = float(text)
    except ValueError:
        return otherwise
    return min(max(found, least), most) if math.isfinite(found) else otherwise


def register(guard: Guard) -> None:
    """Register the one callback, in the browser: the display has the page's theme."""
    guard.clientside(
        "borderops.pass_theme",
        Output(Ids.DISPLAY, "theme"),
        Input(Ids.THEME_STORE, "data"),
        action=Action.VIEW,
    )
