"""Header, marking banner, navigation and theme: what stands around every page."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import Input, Output, dcc, html, page_container

from dashboard.access import Guard, actor_of_request
from dashboard.access.needs import Need
from dashboard.components.ids import Ids, Places
from dashboard.components.keys import keys_dialogue
from dashboard.components.marking_banner import banner, banner_below
from dashboard.components.rights import rights_mark, viewing_as
from dashboard.components.themes import MANTINE_THEME
from dashboard.services import Services
from data.roles import Action, Actor, Role


def shell(services: Services, pages: tuple[tuple[str, str, Need], ...]) -> dmc.MantineProvider:
    """The frame around the pages, for whoever asks; ``pages`` are (path, title, need) in navigation order."""
    actor = actor_of_request()
    links = tuple((path, title) for path, title, need in pages if need.allows(actor))
    return dmc.MantineProvider(
        id=Ids.PROVIDER,
        theme=MANTINE_THEME,
        forceColorScheme="dark",
        children=[
            *_skip_links(),
            dcc.Store(id=Ids.THEME_STORE),
            dcc.Store(id=Ids.STARTED, data=True),
            rights_mark(actor),
            banner(services),
            viewing_as(actor),
            html.Div(id=Places.CONNECTION, className="connection", role="status", hidden=True),
            html.Header(
                [
                    _brand(),
                    _navigation(links),
                    _add_to_brief(),
                    _help(),
                    _theme_choice(),
                    *_who(services, actor),
                ],
                className="header",
            ),
            html.Main(page_container, id="content", tabIndex="-1"),
            banner_below(services),
            keys_dialogue(),
        ],
    )


def register(guard: Guard) -> None:
    """Register the theme: remembered by the browser, applied to the page, passed to charts and map."""
    guard.clientside(
        "borderops.remembered_theme",
        Output(Ids.THEME, "value"),
        Input(Ids.STARTED, "data"),
        action=Action.VIEW,
    )
    guard.clientside(
        "borderops.apply_theme",
        Output(Ids.PROVIDER, "forceColorScheme"),
        Output(Ids.THEME_STORE, "data"),
        Input(Ids.THEME, "value"),
        action=Action.VIEW,
        prevent_initial_call=True,
    )


def _skip_links() -> list[html.A]:
    """To the content of any page, and to the parts of the commander's page (hidden on others)."""
    places = (("filters", "filters"), ("map", "map"), ("numbers", "numbers"), ("table-part", "table"))
    return [
        html.A("Skip to content", href="#content", className="skip-link"),
        *(
            html.A(
                f"Skip to {words}",
                href=f"#{place}",
                className="skip-link skip-operations",
                **{"data-to": place},
            )
            for place, words in places
        ),
    ]


def _help() -> html.Button:
    return html.Button(
        "?", className="button help-button", type="button", title="Keys (?)", **{"aria-label": "Keys"}
    )


def _add_to_brief() -> html.Button:
    """What the page shows, as scenes of a brief; on pages that have nothing to add, style hides it."""
    return html.Button(
        [html.Span("+", **{"aria-hidden": "true"}), html.Span("Add to brief", className="add-words")],
        className="button add-to-brief",
        type="button",
        title="Add what this page shows to a brief",
        **{"aria-label": "Add to brief"},
    )


def _brand() -> html.A:
    mark = html.Span([html.Span(className="mark-line"), html.Span(className="mark-dot")], className="mark")
    return html.A([mark, html.Span("borderops", className="wordmark")], href="/", className="brand")


def _navigation(links: tuple[tuple[str, str], ...]) -> html.Nav:
    return html.Nav(
        [dmc.NavLink(label=title, href=path, active="exact", className="nav-link") for path, title in links],
        **{"aria-label": "Pages"},
    )


def _who(services: Services, actor: Actor) -> list[html.A]:
    """Who is signed in, which leads to their account; nothing where nobody signs in, or for a device.

    Scripts read from it whose unsent changes they keep.
    """
    if not services.settings.is_served or actor.role is Role.DEVICE:
        return []
    name = actor.in_place_of or actor.name
    words = {"data-who": actor.name, "aria-label": f"Account of {name}"}
    return [html.A(name, href="/account", className="who", title=f"{name}, {actor.role}", **words)]


def _theme_choice() -> dmc.SegmentedControl:
    return dmc.SegmentedControl(
        id=Ids.THEME,
        value="dark",
        size="xs",
        data=[
            {"value": "dark", "label": "Dark"},
            {"value": "light", "label": "Light"},
            {"value": "contrast", "label": "Contrast"},
        ],
        **{"aria-label": "Theme"},
    )
