"""What an error looks like from outside: JSON for scripts, a page for a person; never a trace, never a path.

Refusals of the house keep their words. What nobody foresaw is written to the log with a mark, and the
user gets the mark alone. Neither answer nor log repeats more than a line of what was sent.
"""

from __future__ import annotations

import logging
import secrets
import time
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, render_template_string, request
from werkzeug.exceptions import HTTPException

_LOG = logging.getLogger("borderops.web")
_REQUEST_ID = "borderops_request_id"
"""Where ``dashboard/operation/request_ids.py``, which is above this room, keeps the id."""
_LONGEST_SAID = 1_000
"""Characters of a refusal that are sent: a refused value may be megabytes long."""
_RETRY_AFTER_S = "5"
_MOST_PER_MINUTE = 30
"""Traces a minute that are logged; the others are counted."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }} · borderops</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
<link rel="stylesheet" href="/assets/theme.css"><link rel="stylesheet" href="/assets/refused.css"></head>
<body><main class="refused"><p class="refused-status">{{ status }}</p><h1>{{ title }}</h1>
<p>{{ found }}</p>{% if remedy %}<p>{{ remedy }}</p>{% endif %}
{% if mark %}<p class="refused-mark">Reference <code>{{ mark }}</code></p>{% endif %}
<p><a href="/">Go to the first page</a></p></main></body></html>
"""


def register_refusals(server: Flask) -> None:
    """Give what Flask refuses, and what nobody foresaw, the form of the house's own refusals."""
    seldom = _Seldom(_MOST_PER_MINUTE)

    def refused_by_flask(error: HTTPException) -> Response:
        if isinstance(error.response, Response):
            return error.response
        answer = refused(error.code or 500, str(error.description), remedy="")
        for name, value in error.get_headers():
            if name.lower() not in {"content-type", "content-length"}:
                answer.headers[name] = value
        return answer

    def unforeseen(error: Exception) -> Response:
        mark = request_mark()
        if seldom.may_tell():
            _LOG.error("%s %s failed, request %s", request.method, shown_path(), mark, exc_info=error)
        return refused(
            500,
            "The server could not answer: an error that nobody foresaw. It is in the server's log.",
            remedy="Try again; if it comes again, give the reference to whoever runs the server.",
            mark=mark,
        )

    server.register_error_handler(HTTPException, refused_by_flask)
    server.register_error_handler(Exception, unforeseen)


def refused(status: int, found: str, *, remedy: str, words: str = "", mark: str = "") -> Response:
    """A refusal with that status: a page if a person asked with a browser for one, else JSON.

    ``words`` are ``found`` and ``remedy`` in one text, with the place if there is one; ``mark`` is the
    request's id where the log has more.
    """
    found, remedy = found[:_LONGEST_SAID], remedy[:_LONGEST_SAID]
    title = HTTPStatus(status).phrase if status in {s.value for s in HTTPStatus} else "Refused"
    if _wants_page():
        html = render_template_string(
            _PAGE, status=status, title=title, found=found, remedy=remedy, mark=mark
        )
        answer = Response(html, mimetype="text/html")
    else:
        said = words[: 2 * _LONGEST_SAID] or " ".join(filter(None, (found, remedy)))
        body = {"error": said, "found": found, "remedy": remedy or title, "path": shown_path()}
        answer = jsonify({**body, "request": mark} if mark else body)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = _RETRY_AFTER_S
    return answer


def request_mark() -> str:
    """The request's id: as the log's lines have it, or one made for this refusal."""
    mark = g.get(_REQUEST_ID)
    return str(mark) if mark else secrets.token_hex(8)


def shown_path() -> str:
    """The path that was asked for, in printable letters and not too long for a line."""
    path = request.path[:200]
    return path if path.isprintable() else repr(path)[1:-1]


def _wants_page() -> bool:
    """Whether a browser asked for a page: it says so with the request, a script does not."""
    if request.path.startswith(("/api/", "/_dash")):
        return False
    accepted = request.accept_mimetypes
    return "text/html" in request.headers.get("Accept", "") and accepted.accept_html


class _Seldom:
    """Lets so many through each minute; a race between threads lets through one more or less."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._minute = 0
        self._told = 0

    def may_tell(self) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            if self._told > self._most:
                _LOG.error("%d more requests failed in that minute", self._told - self._most)
            self._minute, self._told = minute, 0
        self._told += 1
        return self._told <= self._most
