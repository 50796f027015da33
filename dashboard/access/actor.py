"""Who asks: found once, before a request runs, and kept for as long as it does."""

from __future__ import annotations

from flask import current_app, g, has_request_context

from data.errors import SignInError
from data.roles import LOCAL_ACTOR, Actor

SERVED = "BORDEROPS_SERVED"
"""In the server's configuration: whether more than one person is served."""

IN_PROCESS = "borderops.actor"
"""In the environment of a request that this very process makes: as whom. No browser can put it there."""

_KEY = "borderops_actor"
_REFUSED = "borderops_refused"


def actor_of_request() -> Actor:
    """Who asks. In single-user mode, which is bound to this machine, that is one actor.

    Raises
    ------
    SignInError
        If more than one person is served and nobody was found: nothing is told to nobody.
    """
    found = found_actor()
    if found is not None:
        return found
    if has_request_context() and current_app.config.get(SERVED):
        raise SignInError("nobody is signed in", remedy="Sign in")
    return LOCAL_ACTOR


def found_actor() -> Actor | None:
    """Whoever :func:`keep_actor` was told of in this request; ``None`` before that, and outside requests."""
    return g.get(_KEY) if has_request_context() else None


def keep_actor(actor: Actor) -> None:
    """Let this be who asks, until the request ends."""
    setattr(g, _KEY, actor)


def keep_refusal() -> None:
    """Let it be known, until the request ends, that what it shows is a refusal in words: nothing was seen."""
    setattr(g, _REFUSED, True)


def is_refusal() -> bool:
    """Whether :func:`keep_refusal` was called in this request."""
    return bool(g.get(_REFUSED, False)) if has_request_context() else False


def sitting_of_request() -> str:
    """The sitting of who asks, as the record names it; empty where nobody was found."""
    found = found_actor()
    return found.session if found else ""
