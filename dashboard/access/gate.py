"""The gate before every route: nothing answers that has no stated need, nor anybody who does not meet it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from dash import Dash
from flask import Response, abort, jsonify, make_response, redirect, request

from dashboard.access.actor import IN_PROCESS, SERVED, found_actor, keep_actor
from dashboard.access.hosts import hosts_of
from dashboard.access.needs import Entry, Need
from dashboard.access.page_needs import PageNeeds
from dashboard.access.surfaces import BRIEF_TOKEN, PROBES, SAME_FOR_ALL, SURFACES
from dashboard.services import Services
from data.errors import AccessDeniedError
from data.roles import LOCAL_ACTOR, Actor, Role

Identify = Callable[[Services], Actor | None]
"""Who sends the request at hand; ``None`` if that is nobody who is known."""

SIGN_IN = "/sign-in"
"""Where a person signs in."""


class AccessGate:
    """Checks every request before anything runs: its host, who asks, and what the route asks of them."""

    def __init__(self, app: Dash, services: Services, *, identify: Identify, pages: PageNeeds) -> None:
        """Stand before the app's server; what is registered later runs behind this."""
        self._app = app
        self._services = services
        self._identify = identify
        self._pages = pages
        self._hosts = hosts_of(services.settings)
        self._is_served = services.settings.is_served
        app.server.config[SERVED] = self._is_served
        app.server.before_request(self._check)
        if self._is_served:
            app.server.after_request(_kept_by_nobody_else)

    def _check(self) -> Response | None:
        endpoint = request.endpoint
        need = SURFACES.get(endpoint) if endpoint else None
        within = request.environ.get(IN_PROCESS)
        if within is None and endpoint not in PROBES and not self._hosts.includes(request.host):
            return _strange_host()
        if need is not None and need.entry is Entry.OPEN:
            return None
        actor = within if isinstance(within, Actor) else self._who()
        if actor is None:
            is_page = need is not None and need.entry is Entry.PAGE
            return _not_signed_in(is_page=is_page or _is_gone_to())
        keep_actor(actor)
        # Without an endpoint the address or the method is wrong, which Flask itself says.
        return None if endpoint is None else self._admit(actor, need)

    def _who(self) -> Actor | None:
        return self._identify(self._services) if self._is_served else LOCAL_ACTOR

    def _admit(self, actor: Actor, need: Need | None) -> Response | None:
        """Nothing if the actor meets the need, else the answer that says no.

        Raises
        ------
        AccessDeniedError
            If the actor does not, and the route is no page.
        """
        if need is None or need.entry is Entry.CLOSED:
            abort(404)
        if need.entry is Entry.PAGE:
            return self._page(actor)
        if not need.allows(actor):
            raise AccessDeniedError(
                f"{actor.name} ({actor.role}) may not {need.words}",
                remedy="Ask an administrator for a role that allows it",
            )
        _check_brief(actor)
        return None

    def _page(self, actor: Actor) -> Response | None:
        """The product's own page either way: it says by itself that there is none, or none for this actor."""
        need = self._pages.of(request.path)
        if need is None:
            return make_response(self._app.index(), 404)
        if need.allows(actor):
            return None
        start = self._pages.start_of(actor)
        if request.path == "/" and start is not None:
            return make_response(redirect(start))
        return make_response(self._app.index(), 403)


def _check_brief(actor: Actor) -> None:
    """Return unless a device that has a brief of its own asks for another.

    Raises
    ------
    AccessDeniedError
        If it does.
    """
    token = (request.view_args or {}).get(BRIEF_TOKEN)
    if actor.role is Role.DEVICE and actor.brief and token is not None and token != actor.brief:
        raise AccessDeniedError(
            f"the device {actor.name} shows the brief {actor.brief} only",
            remedy="Start it with the address of its own brief",
        )


def _is_gone_to() -> bool:
    """Whether somebody goes to the address in a browser, rather than a script asking for it."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"


def _not_signed_in(*, is_page: bool) -> Response:
    if is_page:
        asked = request.full_path.rstrip("?")
        return make_response(redirect(f"{SIGN_IN}?{urlencode({'next': asked})}"))
    return _refused(401, "nobody is signed in", f"Sign in at {SIGN_IN}, then try again")


def _strange_host() -> Response:
    return _refused(
        403,
        f"this server does not go by the name {request.host[:100]!r}",
        "Open it by its own address; an operator sets that as BORDEROPS_PUBLIC_URL or BORDEROPS_HOST",
    )


def _refused(status: int, found: str, remedy: str) -> Response:
    body = jsonify(error=f"{found}. {remedy}", found=found, remedy=remedy, path=request.path)
    body.headers["Cache-Control"] = "no-store"
    return make_response(body, status)


def _kept_by_nobody_else(response: Response) -> Response:
    """The response, such that a browser does not give it to who signs in there next.

    What it keeps it asks for again, and this server answers by who asks then.
    """
    if request.endpoint in SAME_FOR_ALL or (found_actor() is None and response.status_code < 300):
        return response
    response.vary.add("Cookie")
    kept = response.headers.get("Cache-Control", "")
    if "max-age" in kept:
        response.headers["Cache-Control"] = "private, no-cache"
    elif not kept:
        response.headers["Cache-Control"] = "no-store"
    return response
