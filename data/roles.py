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
    DRAW = "ask of drawn shapes"
    INGEST = "ingest"
    RELEASE_DATA = "release data"
    HANDLE_ALERTS = "handle alerts"
    EDIT_PLANS = "edit plans"
    REVIEW_PLANS = "review plans"
    EDIT_BRIEFS = "edit briefs"
    EXPORT = "export documents"
    AUDIT = "read the audit record"
    ADMINISTER = "administer accounts"


class Role(StrEnum):
    """A named set of actions."""

    DEVICE = "device"
    VIEWER = "viewer"
    LEADER = "leader"
    ANALYST = "analyst"
    PLANNER = "planner"
    APPROVER = "approver"
    STEWARD = "steward"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


_VIEW = frozenset({Action.VIEW})
_LOOK = _VIEW | {Action.DRAW}
_WORK = _LOOK | {Action.HANDLE_ALERTS, Action.EDIT_BRIEFS, Action.EXPORT}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.DEVICE: _VIEW,
    Role.VIEWER: _LOOK,
    Role.LEADER: _LOOK | {Action.EXPORT},
    Role.ANALYST: _WORK,
    Role.PLANNER: _WORK | {Action.EDIT_PLANS},
    Role.APPROVER: _LOOK | {Action.REVIEW_PLANS, Action.EXPORT},
    Role.STEWARD: _LOOK | {Action.INGEST, Action.RELEASE_DATA, Action.EXPORT},
    Role.AUDITOR: frozenset({Action.AUDIT, Action.EXPORT}),
    Role.ADMINISTRATOR: frozenset({Action.VIEW, Action.ADMINISTER}),
    Role.OPERATOR: frozenset(Action),
}
"""What each role may do. ``OPERATOR`` is who sits at the machine in single-user mode: no sign-in gives it.

No role both edits plans and reviews them, and who administers accounts neither exports nor reads the record.
"""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody who asks: a name for the record and a role.

    ``session`` tells one sitting from another: what was drawn is remembered for each
    (``docs/disclosure.md``). ``regions`` (``set:id``) are all that may be asked about; empty is everywhere.
    ``layers`` are keys of the only layers that may be shown; empty is all. ``in_place_of`` is, where an
    administrator views as somebody else, the administrator's name: such an actor only looks. ``brief`` is
    the token of the only brief that a device shows; empty is any.
    """

    name: str
    role: Role
    session: str = ""
    regions: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    in_place_of: str = ""
    brief: str = ""


LOCAL_ACTOR = Actor(name="local", role=Role.OPERATOR)


def actions_of(actor: Actor) -> frozenset[Action]:
    """What the actor may do: what the role allows; who views as somebody else may only look."""
    allowed = ALLOWED[actor.role]
    return allowed & _LOOK if actor.in_place_of else allowed


def may(actor: Actor, action: Action) -> bool:
    """Whether the actor may do that: see :func:`actions_of`."""
    return action in actions_of(actor)


def require(actor: Actor, action: Action) -> None:
    """Return if the actor's role allows the action.

    Raises
    ------
    AccessDeniedError
        If it does not; the message names actor, role and action.
    """
    if not may(actor, action):
        raise AccessDeniedError(
            f"{actor.name} ({actor.role}) may not {action}",
            remedy="Ask an administrator for a role that allows it",
        )
