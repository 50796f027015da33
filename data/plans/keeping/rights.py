"""Who may see plans that are not approved: those who edit them, and those who review them."""

from __future__ import annotations

from data.roles import Action, Actor, may, require


def require_planner(actor: Actor) -> None:
    """Return if the actor may edit or review plans.

    Raises
    ------
    AccessDeniedError
        If the actor may do neither.
    """
    if not may(actor, Action.REVIEW_PLANS):
        require(actor, Action.EDIT_PLANS)
