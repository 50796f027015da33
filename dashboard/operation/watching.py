"""The hooks around each request: its id first, its log line and its place in the metrics last."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from http.client import OK

from flask import Flask, Response, g, request

from dashboard.access.actor import found_actor
from dashboard.operation.json_lines import FIELDS, JsonLines
from dashboard.operation.probes import add_probes
from dashboard.operation.request_ids import name_requests, request_id
from dashboard.operation.told import hear, told_in_request
from dashboard.services import Services

_BEGUN = "borderops_begun"
_PROBES = frozenset({"healthz", "readyz"})
_LOG = logging.getLogger("borderops.requests")

Watcher = Callable[[Response, float], None]
"""Told of each response and of the seconds that it took."""


def begin_operation(server: Flask, services: Services) -> None:
    """Add request ids, probes, and, where the settings ask for them, log lines and metrics.

    Call it before anything else is added to the server, so that its hooks are the outermost.
    """
    name_requests(server)
    services.gate.listen(hear)
    watchers: list[Watcher] = []
    if services.settings.log_format == "json":
        log_as_json()
        watchers.append(log_request)
    if services.settings.is_served and services.settings.metrics_port:
        watchers.append(_metrics(services))
    if watchers:
        _watch(server, watchers)
    add_probes(server, services)


def log_as_json() -> None:
    """Write every log record of this process as a line of JSON to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _LOG.setLevel(logging.INFO)
    for name in ("gunicorn.error", "gunicorn.access", "waitress"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


def log_request(response: Response, seconds: float) -> None:
    """Log the request: who, which endpoint, what came of it; no address, geometry or text of a user's."""
    if request.endpoint in _PROBES and response.status_code == OK:
        return
    actor, told = found_actor(), told_in_request()
    fields = {
        "event": "request",
        "request": request_id(),
        "user": actor.name if actor else None,
        "role": actor.role.value if actor else None,
        "method": request.method,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "data_version": told.version or None,
        "rows": told.rows,
    }
    _LOG.info("request", extra={FIELDS: fields})


def _watch(server: Flask, watchers: list[Watcher]) -> None:
    def begin() -> None:
        setattr(g, _BEGUN, time.perf_counter())

    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get(_BEGUN, time.perf_counter())
        for watcher in watchers:
            watcher(response, seconds)
        return response

    server.before_request(begin)
    server.after_request(end)


def _metrics(services: Services) -> Watcher:
    # The library decides as it is loaded whether processes share their figures; one user needs neither.
    from dashboard.operation.metrics import RequestMetrics  # noqa: PLC0415

    return RequestMetrics(services.gate).count
