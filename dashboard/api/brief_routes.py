"""How a route about briefs is added: never without the action that it needs, never without its checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Response

from dashboard.access import actor_of_request
from dashboard.services import Services
from data.roles import Action, Actor, require

BRIEF = "/<token>"
"""Path of one brief: ``national``, ``region:best:tucson`` or the number of a stored one."""


@dataclass(frozen=True, kw_only=True)
class BriefAsked:
    """What the function of a route is handed: who asks, and the services."""

    actor: Actor
    services: Services


class BriefRoutes:
    """Routes under ``/api/briefs``, in a ``blueprint`` of a name of its own."""

    def __init__(self, services: Services, *, name: str = "briefs") -> None:
        """No route yet."""
        self.blueprint = Blueprint(name, __name__, url_prefix="/api/briefs")
        self._services = services

    def get(self, path: str, function: Callable[..., Response], *, action: Action = Action.VIEW) -> None:
        """Add ``function(asked, **parts of the path)`` that only reads."""
        self._add(path, function, method="GET", action=action)

    def post(
        self, path: str, function: Callable[..., Response], *, action: Action = Action.EDIT_BRIEFS
    ) -> None:
        """Add ``function(asked, **parts of the path)`` that may change something."""
        self._add(path, function, method="POST", action=action)

    def put(
        self, path: str, function: Callable[..., Response], *, action: Action = Action.EDIT_BRIEFS
    ) -> None:
        """Add ``function(asked, **parts of the path)`` that puts something in the place of what was there."""
        self._add(path, function, method="PUT", action=action)

    def _add(self, path: str, function: Callable[..., Response], *, method: str, action: Action) -> None:
        @wraps(function)
        def view(**parts: Any) -> Response:
            actor = actor_of_request()
            require(actor, action)
            return function(BriefAsked(actor=actor, services=self._services), **parts)

        self.blueprint.add_url_rule(path, function.__name__, view, methods=[method])
