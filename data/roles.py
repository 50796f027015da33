"""Who may do what, as one table.

Single-user mode has one actor, :data:`LOCAL_ACTOR`, who may do everything. Signed-in
modes make other actors; every question passes :func:`require` either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.errors import AccessDeniedError


class Action(StrEnum):
    """Something an actor may be allowed to do."""

    VIEW = "view"
    INGEST = "ingest"
    HANDLE_ALERTS = "handle alerts"
    EDIT_PLANS = "edit plans"
    REVIEW_PLANS = "review plans"
    EDIT_BRIEFS = "edit briefs"
    EXPORT = "export documents"


class Role(StrEnum):
    """A named set of actions."""

    VIEWER = "viewer"
    LEADER = "leader"
    OPERATOR = "operator"


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.VIEW}),
    Role.LEADER: frozenset({Action.VIEW, Action.EXPORT}),
    Role.OPERATOR: frozenset(Action),
}


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who asks: a name for the record and a role.

    ``session`` tells one sitting from another: what was drawn is remembered for each
    (``docs/disclosure.md``). ``regions`` (``set:id``) are all that may be asked about; empty is everywhere.
    """

    name: str
    role: Role
    session: str = ""
    regions: tuple[str, ...] = ()


LOCAL_ACTOR = Actor(name="local", role=Role.OPERATOR)


def require(actor: Actor, action: Action) -> None:
    """Return if the actor's role allows the action.

    Raises
    ------
    AccessDeniedError
        If it does not; the message names actor, role and action.
    """
    if action not in ALLOWED[actor.role]:
        raise AccessDeniedError(
            f"{actor.name} ({actor.role}) may not {action}",
            remedy="Ask an administrator for a role that allows it",
        )
