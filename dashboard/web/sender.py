"""Who sent a change: a page of ours or a program, never a page of another site, and in a form that says so.

One check for every method that may change something, on every route, in both modes. A browser sends
forms anywhere and tells nobody; it asks before it sends JSON or bytes elsewhere, and says whose page it was.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from werkzeug.exceptions import UnsupportedMediaType

from data.errors import AccessDeniedError
from data.settings import Settings

JSON = "application/json"
FILE_TYPE = "application/octet-stream"
"""Content type of a file that is sent as the body itself: no form of a foreign page can send it."""
FORM_TYPE = "multipart/form-data"
FIELDS_TYPE = "application/x-www-form-urlencoded"
"""Content type of a form of fields, as a page without a script sends it."""

READS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
_OUR_OWN = {"same-origin", "none", None}
"""``Sec-Fetch-Site`` of a request by a page of ours, by a person, or by a program that sends none."""
_TAKES_FIELDS = "borderops_takes_fields"
_TAKES_FILE = "borderops_takes_file"

_LONGEST_SAID = 60
"""Characters of a refused value that a message repeats."""


def takes_fields(view: Callable[..., Any]) -> Callable[..., Any]:
    """The function of a route that takes a form of fields, marked so: a sign-in, not an API.

    Such a form must be known to come from a page of ours, and where people sign in it holds the
    token that :func:`dashboard.web.csrf.token_for_form` gave.
    """
    setattr(view, _TAKES_FIELDS, True)
    return view


def takes_file(view: Callable[..., Any]) -> Callable[..., Any]:
    """The function of a route that takes a file, as the body or in a form of parts, marked so."""
    setattr(view, _TAKES_FILE, True)
    return view


def guard_senders(server: Flask, settings: Settings) -> None:
    """Check the sender of every request that may change something, before its route runs."""

    def check() -> None:
        if request.method not in READS:
            _check_site(settings)
            _check_type()

    server.before_request(check)


def is_loopback(host: str) -> bool:
    """Whether a host name, without its port, is this machine by name or number."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _check_site(settings: Settings) -> None:
    """Return if no other site's page sent the request.

    Raises
    ------
    AccessDeniedError
        If another site's page did.
    """
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if site in _OUR_OWN and (origin is None or urlsplit(origin).netloc in _our_names(settings)):
        return
    raise AccessDeniedError(
        f"a page of {(origin or 'another site')[:_LONGEST_SAID]!r} sent a change",
        remedy=f"Open the page on {request.host}",
    )


def _our_names(settings: Settings) -> set[str]:
    """Hosts, with ports, whose pages are ours; none has a name that is empty, as ``null`` has."""
    return {request.host, urlsplit(settings.public_url).netloc} - {""}


def _check_type() -> None:
    """Return if the body has the content type that its route takes: JSON, unless it is marked otherwise.

    Raises
    ------
    UnsupportedMediaType
        If it has another, or is a form that no page of ours is known to have sent.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.mimetype == (FILE_TYPE if getattr(view, _TAKES_FILE, False) else JSON):
        return
    is_file = getattr(view, _TAKES_FILE, False)
    is_form = (is_file and request.mimetype == FORM_TYPE) or (
        getattr(view, _TAKES_FIELDS, False) and request.mimetype == FIELDS_TYPE
    )
    # A form is what foreign pages send too, so it is taken only if the browser says that it is ours.
    is_known = "Origin" in request.headers or request.headers.get("Sec-Fetch-Site") == "same-origin"
    if is_form and is_known:
        return
    expected = FILE_TYPE if is_file else JSON
    raise UnsupportedMediaType(
        f"the content type is {request.mimetype[:_LONGEST_SAID]!r}, expected {expected}"
    )
