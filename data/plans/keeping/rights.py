"""Who may see plans that are not approved: those who edit them, and those who review them."""

from __future__ import annotations

from data.roles import ALLOWED, Action, Actor, require


def require_planner(actor: Actor) -> None:
    """Return if the actor may edit or review plans.

    Raises
    ------
    AccessDeniedError
        If the actor may do neither.
    """
    if Action.REVIEW_PLANS not in ALLOWED[actor.role]:
        require(actor, Action.EDIT_PLANS)
