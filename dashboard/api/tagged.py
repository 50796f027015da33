"""A response that says which it is, so that a browser that has it already is sent nothing."""

from __future__ import annotations

import hashlib

from flask import Response, request

from dashboard.access.actor import found_actor
from data.roles import LOCAL_ACTOR


def tagged(response: Response, cache: str) -> Response:
    """The response with the digest of its bytes as ETag; 304 if the request names the same.

    The digest is of what this actor is answered, so that no ETag stands for another's. A browser that more
    than one person signs in from keeps none for the next: each has another cookie.
    """
    response.headers["Cache-Control"] = cache
    if found_actor() not in {None, LOCAL_ACTOR}:
        response.vary.add("Cookie")
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.make_conditional(request)
    return response
