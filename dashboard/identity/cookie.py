"""The cookie of a sign-in: bound to this host, sent by TLS only, out of reach of scripts and other sites."""

from __future__ import annotations

from flask import Response, request

COOKIE = "__Host-borderops"
"""The prefix has the browser refuse it from any other host, path or unencrypted answer."""


def token_of_request() -> str:
    """The token of a sign-in that the browser sent, or ``""``."""
    return request.cookies.get(COOKIE, "")


def keep_token(response: Response, token: str, *, lasts_s: int | None = None) -> None:
    """Have the browser keep the token until it is closed, or for so many seconds as devices need."""
    response.set_cookie(
        COOKIE, token, max_age=lasts_s, path="/", secure=True, httponly=True, samesite="Strict"
    )


def drop_token(response: Response) -> None:
    """Have the browser forget the token."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
