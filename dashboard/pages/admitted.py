"""The layout of a page for who may have it, and what stands in its place for anybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from dash import html

from dashboard.access import actor_of_request
from dashboard.access.actor import keep_refusal
from dashboard.access.page_needs import need_of
from dashboard.services import Services
from data.roles import Actor, Role

_SERVICES = "services"
NOT_FOUND = "/not-found"
"""Where Dash keeps what it shows in place of a page that there is not."""


class LaidOut(Protocol):
    """A module of a page."""

    PATH: str
    TITLE: str
    layout: Callable[..., Any]


def admitted(page: LaidOut, services: Services) -> Callable[..., Any]:
    """The layout of the page as a function of the link's query, for whoever asks.

    Dash's router lays out the page that the browser names, so who may have it is asked here once more.
    """
    need = need_of(page)

    def layout(**query: Any) -> Any:
        actor = actor_of_request()
        if not need.allows(actor):
            keep_refusal()
            return refused(page.TITLE, actor)
        # A link may hold any name, and this one is taken.
        query.pop(_SERVICES, None)
        if actor.role is Role.DEVICE and actor.brief:
            query["brief"] = actor.brief
        return page.layout(services, **query)

    return layout


def refused(title: str, actor: Actor) -> html.Div:
    """In place of a page: that this actor does not have it, and whom to ask."""
    head = "Not for your role"
    why = f"The page {title} is not for the role {actor.role}, which you have."
    what = "Ask an administrator if you need it. What you may use stands at the top."
    if actor.in_place_of:
        head = "Not shown in somebody else's place"
        why = f"Who views as {actor.name} only looks: pages on which things are changed are left out."
        what = "End it with Stop to use your own pages."
    return html.Div(
        [
            html.H1(head),
            html.P(why),
            html.P(what),
        ],
        className="sources refused",
        role="alert",
    )


def not_found(**_: Any) -> html.Div:
    """In place of a page: that there is none of that address."""
    return html.Div(
        [
            html.H1("There is no such page"),
            html.P("The address is wrong, or the page is of another version of the product."),
            html.P(html.A("Begin at the first page", href="/")),
        ],
        className="sources refused",
    )
