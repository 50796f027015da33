"""``/api/briefs``: what the page of briefs and "add to brief" call, noun by noun in modules beside this.

Displays, documents and schedules have blueprints of their own under the same prefix.
"""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard.api.brief_changing import add_changing
from dashboard.api.brief_choices import add_choices
from dashboard.api.brief_freezing import add_freezing
from dashboard.api.brief_reading import add_reading
from dashboard.api.brief_routes import BriefAsked, BriefRoutes
from dashboard.api.brief_views import add_views
from dashboard.services import Services
from data.errors import UnknownBriefError


def briefs_api(services: Services) -> Blueprint:
    """The blueprint of the routes that list, change and freeze briefs."""
    routes = BriefRoutes(services)
    for add in (add_reading, add_choices, add_views, add_changing, add_freezing):
        add(routes)
    routes.get("/<path:rest>", nowhere)
    return routes.blueprint


def nowhere(_: BriefAsked, rest: str) -> Response:
    """Nothing: without this route an address that is wrong would be answered with the page itself.

    Raises
    ------
    UnknownBriefError
        Always.
    """
    raise UnknownBriefError(
        f"there is nothing at /api/briefs/{rest[:80]}", remedy="docs/briefs.md lists what there is"
    )
