"""A name for each request, by which the log lines of proxy and program are found together."""

from __future__ import annotations

import re
import uuid

from flask import Flask, Response, g, has_request_context, request

HEADER = "X-Request-ID"
_KEY = "borderops_request_id"
_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")


def name_requests(server: Flask) -> None:
    """Give each request an id, before anything else happens to it, and return it in the response.

    The proxy's is taken if it is well-formed; otherwise one is made.
    """
    server.before_request(_begin)
    server.after_request(_return)


def request_id() -> str:
    """The id of the request that runs now; empty outside requests."""
    return str(g.get(_KEY, "")) if has_request_context() else ""


def _begin() -> None:
    told = request.headers.get(HEADER, "")
    setattr(g, _KEY, told if _WELL_FORMED.fullmatch(told) else uuid.uuid4().hex)


def _return(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    return response
