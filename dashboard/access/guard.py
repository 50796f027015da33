"""A gate before every callback: nothing runs that has no policy, nor with what the page could not have sent.

A callback is an HTTP endpoint: anybody who reaches the port can call it directly with
any input. ``Guard.callback`` records the action that each callback needs; a request for
a callback without a record is refused before Dash sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any

from dash import ClientsideFunction, Dash
from flask import Response, abort, request

from dashboard.access.actor import actor_of_request
from dashboard.access.callback_body import is_of
from dashboard.access.needs import SIGNED_IN, Need, Needed, needs
from dashboard.services import Services
from data.errors import AccessDeniedError, SettingsError

GUARD = "borderops_guard"
"""Name of the guard among the server's extensions."""

_UPDATE = "/_dash-update-component"
"""Endpoint and path of all callbacks."""
_ROUTER = "_pages_"
"""Start of the ids of Dash's own router, which hands out the pages; each page checks who asks."""


class Guard:
    """Registers callbacks with the action that each needs, and enforces the record."""

    def __init__(self, app: Dash, services: Services) -> None:
        """Put the check in front of the app's server; callbacks are handed the services."""
        self._app = app
        self._services = services
        self._listed: dict[str, Mapping[str, Any]] = {}
        self.policy: dict[str, Need] = {}
        app.server.extensions[GUARD] = self
        app.server.before_request(self._check)

    def callback(
        self, function: Callable[..., Any], *dependencies: Any, action: Needed, **options: Any
    ) -> None:
        """Register ``function(services, *inputs)``; it stays a plain function that tests call.

        ``action`` is what it needs: an action, or several of which one is enough.
        """
        services = self._services

        @wraps(function)
        def with_services(*values: Any) -> Any:
            return function(services, *values)

        with self._recording(needs(action)):
            self._app.callback(*dependencies, **options)(with_services)

    def clientside(self, function: str, *dependencies: Any, action: Needed, **options: Any) -> None:
        """Register ``namespace.function`` of the page's own scripts; it runs in the browser only."""
        namespace, name = function.split(".")
        with self._recording(needs(action)):
            self._app.clientside_callback(ClientsideFunction(namespace, name), *dependencies, **options)

    def close(self) -> None:
        """Take note of all callbacks; there will be no more.

        Raises
        ------
        SettingsError
            If one has no policy: nobody has said who may call it.
        """
        self._listed = {entry["output"]: entry for entry in self._app._callback_list}
        for output in self._listed:
            if output.startswith((_ROUTER, f"..{_ROUTER}")):
                self.policy[output] = SIGNED_IN
        unstated = sorted(set(self._app.callback_map) - set(self.policy))
        if unstated:
            raise SettingsError(
                f"nothing says who may call the callback {unstated[0]}",
                remedy="Register it through Guard.callback, which takes its action",
            )

    @contextmanager
    def _recording(self, need: Need) -> Iterator[None]:
        before = len(self._app._callback_list)
        yield
        for added in self._app._callback_list[before:]:
            self.policy[added["output"]] = need

    def _check(self) -> Response | None:
        if request.endpoint != _UPDATE:
            return None
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or not isinstance(body.get("output"), str):
            abort(400)
        output: str = body["output"]
        need = self.policy.get(output)
        if need is None:
            abort(404)
        actor = actor_of_request()
        if not need.allows(actor):
            raise AccessDeniedError(
                f"{actor.name} ({actor.role}) may not {need.words}",
                remedy="Ask an administrator for a role that allows it",
            )
        listed = self._listed[output]
        # What runs in the browser has nothing here that could run.
        if listed["clientside_function"] is not None or not is_of(body, listed):
            abort(400)
        if output.startswith(f"..{_ROUTER}") and not _is_address(body["inputs"][0].get("value")):
            abort(400)
        return None


def _is_address(path: object) -> bool:
    """Whether Dash's router can look for a page of that path; of any other it makes a fault of the server."""
    return isinstance(path, str) and path.startswith("/")
