"""From request to actor, and one gate that refuses by default: nothing answers that has no stated action."""

from __future__ import annotations

from dashboard.access.actor import actor_of_request
from dashboard.access.guard import Guard

__all__ = ["Guard", "actor_of_request"]
