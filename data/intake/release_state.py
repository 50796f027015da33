"""Whether a data version may be seen, and what stewards decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(minutes=15)
"""How long the files of a purged version stay for answers that were begun before: longer than any takes."""


class ReleaseState(StrEnum):
    """Who may see the figures of a data version.

    ``PENDING`` and ``WITHDRAWN``: stewards alone. ``RELEASED``: everybody who may look.
    """

    PENDING = "pending"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class DecisionKind(StrEnum):
    """What was decided about a data version."""

    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    MARKED = "marked"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision: when (UTC), by whom, which, why, and the marking afterwards."""

    at: datetime
    by: str
    kind: DecisionKind
    reason: str
    marking: str = ""


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """How new versions come into a store: under which marking, and whether a steward has to pass them.

    An empty ``marking`` leaves that of the version that they are laid upon.
    """

    marking: str = ""
    waits_for_review: bool = False

    @property
    def state(self) -> ReleaseState:
        """The state of a version that arrives."""
        return ReleaseState.PENDING if self.waits_for_review else ReleaseState.RELEASED


@dataclass(frozen=True, kw_only=True)
class Removed:
    """What is left of a version that was removed: when it was made and removed (UTC), and by which rule.

    ``files`` are those that went with it and stay for :data:`GRACE`.
    """

    id: str
    created_at: datetime
    removed_at: datetime
    reason: str
    files: tuple[str, ...] = ()
