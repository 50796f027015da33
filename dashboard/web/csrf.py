"""A token that only a page of ours can send back: the double submit of cookie and header.

The server signs a random value and gives it as a cookie that scripts of ours may read. Whoever changes
something sends it a second time: in ``X-CSRFToken`` (Dash does so by itself, ``dashboard/map/src/csrf.ts``
and ``dashboard/assets/csrf.js`` for the house's own scripts), or in a hidden field of a form. A page of
another site can neither read the cookie nor set that header.

It is active where people sign in. On one person's own machine the check of :mod:`dashboard.web.sender`
stands alone: there is no sign-in that a foreign page could ride on.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request
from itsdangerous import BadSignature, Signer

from dashboard.web.sender import FIELDS_TYPE, FORM_TYPE, READS
from data.errors import AccessDeniedError
from data.settings import Settings

COOKIE = "_csrf_token"
HEADER = "X-CSRFToken"
FIELD = "csrf_token"
"""Name of the hidden field of a form."""

_KEPT = "borderops_csrf"
_BYTES = 18
_LONGEST = 200


def guard_tokens(server: Flask, settings: Settings) -> None:
    """Ask for the token with every change, and give one with every page; nothing in single-user mode."""
    if not settings.is_served:
        return
    signer = Signer(settings.secret, salt="borderops.csrf")

    def token_of_page() -> str:
        token: str = g.setdefault(
            _KEPT, _given(signer) or signer.sign(secrets.token_urlsafe(_BYTES)).decode()
        )
        return token

    def check() -> None:
        token_of_page()
        if request.method not in READS and not _is_sent_twice(signer):
            raise AccessDeniedError(
                "the change came without the token of this page, or with an old one",
                remedy="Load the page again, then repeat the change",
            )

    def give(response: Response) -> Response:
        # Also with a page that the gate refuses: it says so by callbacks, which send the token back.
        if response.mimetype == "text/html" and token_of_page() != request.cookies.get(COOKIE):
            is_secure = settings.public_url.startswith("https:")
            response.set_cookie(COOKIE, token_of_page(), secure=is_secure, httponly=False, samesite="Strict")
        return response

    server.before_request(check)
    server.after_request(give)


def token_for_form() -> str:
    """The token that a form holds as its hidden field :data:`FIELD`; empty in single-user mode."""
    return str(g.get(_KEPT, ""))


def _given(signer: Signer) -> str | None:
    """The token in the cookie, if this server signed it."""
    token = request.cookies.get(COOKIE, "")[:_LONGEST]
    try:
        signer.unsign(token)
    except BadSignature:
        return None
    return token


def _is_sent_twice(signer: Signer) -> bool:
    token = _given(signer)
    is_form = request.mimetype in {FIELDS_TYPE, FORM_TYPE}
    sent = request.headers.get(HEADER) or (request.form.get(FIELD) if is_form else None) or ""
    return token is not None and secrets.compare_digest(token.encode(), sent.encode())
