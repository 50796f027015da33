"""The page of briefs: the list of them, and the editor of one."""

from __future__ import annotations

from dash import html

from dashboard.access import Guard
from dashboard.components.brief_office import BriefOffice
from dashboard.components.ids import Ids
from dashboard.services import Services

PATH = "/briefs"
TITLE = "Briefs"


def layout(services: Services, **query: str) -> html.Div:  # noqa: ARG001 - every page is handed both
    """The list of briefs; which brief is edited stands in the address as ``brief``."""
    return html.Div(BriefOffice(id=Ids.BRIEFS), className="briefs-page")


def register(guard: Guard) -> None:
    """Register nothing: the page speaks with its own API, which checks every request."""
