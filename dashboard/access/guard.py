"""A gate before every callback: nothing runs that has no policy.

A callback is an HTTP endpoint: anybody who reaches the port can call it directly with
any input. ``Guard.callback`` records the action that each callback needs; a request for
a callback without a record is refused before Dash sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from dash import ClientsideFunction, Dash
from flask import Response, abort, request

from dashboard.access.actor import actor_of_request
from dashboard.services import Services
from data.roles import Action, require

_UPDATE_PATH = "/_dash-update-component"
_ROUTER = ".._pages_content."
"""Start of the output of Dash's own router, which hands out the pages."""


class Guard:
    """Registers callbacks with the action that each needs, and enforces the record."""

    def __init__(self, app: Dash, services: Services) -> None:
        """Put the check in front of the app's server; callbacks are handed the services."""
        self._app = app
        self._services = services
        self.policy: dict[str, Action] = {}
        app.server.before_request(self._check)

    def callback(
        self, function: Callable[..., Any], *dependencies: Any, action: Action, **options: Any
    ) -> None:
        """Register ``function(services, *inputs)``; it stays a plain function that tests call."""
        services = self._services

        @wraps(function)
        def with_services(*values: Any) -> Any:
            return function(services, *values)

        with self._recording(action):
            self._app.callback(*dependencies, **options)(with_services)

    def clientside(self, function: str, *dependencies: Any, action: Action, **options: Any) -> None:
        """Register ``namespace.function`` of the page's own scripts; it runs in the browser only."""
        namespace, name = function.split(".")
        with self._recording(action):
            self._app.clientside_callback(ClientsideFunction(namespace, name), *dependencies, **options)

    @contextmanager
    def _recording(self, action: Action) -> Iterator[None]:
        before = len(self._app._callback_list)
        yield
        for added in self._app._callback_list[before:]:
            self.policy[added["output"]] = action

    def _check(self) -> Response | None:
        if not request.path.endswith(_UPDATE_PATH):
            return None
        body = request.get_json(silent=True)
        output = body.get("output") if isinstance(body, dict) else None
        if not isinstance(output, str):
            abort(400)
        action = Action.VIEW if output.startswith(_ROUTER) else self.policy.get(output)
        if action is None:
            abort(404)
        require(actor_of_request(), action)
        return None
