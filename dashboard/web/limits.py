"""How large a request may be: body, address, headers, and how deep its JSON."""

from __future__ import annotations

import re
from itertools import accumulate

from flask import Flask, abort, request
from werkzeug.exceptions import RequestURITooLarge

from data.plans.exchange.limits import MOST_BYTES

LARGEST_BODY_BYTES = 4 * 1024 * 1024
"""Largest body of a route that :data:`LARGEST` does not name."""

LARGEST = {
    "/_dash-update-component": 1024 * 1024,
    "live.polygon": 2 * 1024 * 1024,
    # The file, and what a form has around it.
    "plans.import_file": MOST_BYTES + 1024 * 1024,
    "identity": 64 * 1024,
}
"""Largest body, in bytes, of an endpoint or of all endpoints of a blueprint."""

DEEPEST = 64
"""Levels of JSON: a polygon of GeoJSON has four, a part of a page two dozen."""
_LONGEST_PATH = 1_024
_LONGEST_QUERY = 24 * 1024
"""Bytes of a query: a drawn shape of 500 corners travels in a link."""
_LARGEST_HEADERS = 48 * 1024
_MOST_HEADERS = 100
_HEADERS_TOO_LARGE = 431

# A string without an end goes to the end of the text, so that every byte is looked at once.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_OPENING = frozenset(b"[{")


def limit_requests(server: Flask) -> None:
    """Refuse what is larger or deeper than any page sends, before anything reads it: 413, 414, 431, 400."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY_BYTES

    def check() -> None:
        _check_address()
        most = LARGEST.get(request.endpoint or "", LARGEST.get(request.blueprint or "", LARGEST_BODY_BYTES))
        request.max_content_length = most
        if (request.content_length or 0) > most:
            abort(413, description=f"the body has more than {most:,} bytes")
        if "json" in request.mimetype and depth_of(request.get_data()) > DEEPEST:
            abort(400, description=f"the JSON is nested more than {DEEPEST} levels deep")

    server.before_request(check)


def depth_of(text: bytes) -> int:
    """How deep brackets of JSON text are nested; an upper bound where the text is not JSON.

    Counted without a parser, since a parser of deep text may exceed its stack.
    """
    if text.count(b"[") + text.count(b"{") <= DEEPEST:
        return min(DEEPEST, text.count(b"[") + text.count(b"{"))
    brackets = _STRING.sub(b"", text).translate(None, _ALL_BUT_BRACKETS)
    return max(accumulate(1 if byte in _OPENING else -1 for byte in brackets), default=0)


def _check_address() -> None:
    if len(request.path) > _LONGEST_PATH or len(request.query_string) > _LONGEST_QUERY:
        raise RequestURITooLarge(
            f"the address has {len(request.path) + len(request.query_string):,} bytes, which is too many"
        )
    if "\0" in request.path:
        abort(404)
    sizes = [len(name) + len(value) for name, value in request.headers]
    if len(sizes) > _MOST_HEADERS or sum(sizes) > _LARGEST_HEADERS:
        abort(_HEADERS_TOO_LARGE)
