"""How a route about plans is added: never without the action that it needs, never without its checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Response

from dashboard.access import actor_of_request
from dashboard.api.plan_heads import Heads
from dashboard.api.plan_requests import LARGEST
from dashboard.services import Services
from data.plans.keeping.rights import require_planner
from data.roles import Action, Actor, require

PLAN = f"/<int(max={LARGEST}):plan_id>"
"""Path of one plan; a number that no database holds is no plan's."""
NEWEST = "private, no-cache"
"""How long a browser keeps what may change: until it has asked whether it did."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the function of a route is handed: who asks, the services, the heads kept in memory."""

    actor: Actor
    services: Services
    heads: Heads


class PlanRoutes:
    """Routes under ``/api/plans``, in a ``blueprint``."""

    def __init__(self, services: Services) -> None:
        """No route yet; one set of heads for all that will come."""
        self.blueprint = Blueprint("plans", __name__, url_prefix="/api/plans")
        self._services = services
        self._heads = Heads(services.plans)

    def get(self, path: str, function: Callable[..., Response], *, action: Action | None = None) -> None:
        """Add ``function(asked, **parts of the path)`` that only reads.

        Without an action it is for those who may edit or review plans: drafts are theirs to see.
        """
        self._add(path, function, method="GET", action=action)

    def post(self, path: str, function: Callable[..., Response], *, action: Action | None = None) -> None:
        """Add ``function(asked, **parts of the path)`` that may change something; ``action`` as before."""
        self._add(path, function, method="POST", action=action)

    def _add(
        self, path: str, function: Callable[..., Response], *, method: str, action: Action | None
    ) -> None:
        @wraps(function)
        def view(**parts: Any) -> Response:
            actor = actor_of_request()
            if action is None:
                require_planner(actor)
            else:
                require(actor, action)
            return function(Asked(actor=actor, services=self._services, heads=self._heads), **parts)

        self.blueprint.add_url_rule(path, function.__name__, view, methods=[method])
