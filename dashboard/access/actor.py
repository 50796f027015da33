"""Who asks: found once, before a request runs, and kept for as long as it does."""

from __future__ import annotations

from flask import g, has_request_context

from data.roles import LOCAL_ACTOR, Actor

_KEY = "borderops_actor"


def actor_of_request() -> Actor:
    """Who asks. In single-user mode, which is bound to this machine, that is one actor."""
    return found_actor() or LOCAL_ACTOR


def found_actor() -> Actor | None:
    """Whoever :func:`keep_actor` was told of in this request; ``None`` before that, and outside requests."""
    return g.get(_KEY) if has_request_context() else None


def keep_actor(actor: Actor) -> None:
    """Let this be who asks, until the request ends."""
    setattr(g, _KEY, actor)
