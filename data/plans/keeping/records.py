"""What the database of plans hands out: heads, edits as they were made, and what a save came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from data.plans.plan import Plan
from data.plans.units import UnitId
from data.roles import Actor


class Status(StrEnum):
    """Where a plan stands on its way to being in force; only a draft can be edited."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


class Step(StrEnum):
    """How the head of a plan came to stand at another edit."""

    CREATE = "create"
    SAVE = "save"
    MERGE = "merge"
    UNDO = "undo"
    REDO = "redo"
    GO = "go"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Who does something, and when: ISO 8601, UTC."""

    actor: str
    at: str


@dataclass(frozen=True, kw_only=True)
class EditEntry:
    """One edit in the tree of a plan's edits.

    ``number`` counts within the plan from 0, its start; ``parent_id`` is the edit that it was made on.
    ``is_on_path`` says whether it is between the start and the head, so that the plan holds it now.
    """

    edit_id: int
    parent_id: int | None
    number: int
    kind: str
    words: str
    actor: str
    at: datetime
    notes: tuple[str, ...]
    is_on_path: bool


@dataclass(frozen=True, kw_only=True)
class Head:
    """A plan as it is now.

    ``version`` counts every step of the head, undo and redo too; whoever changes the plan says which
    version they saw. ``redo`` are the edits made on this one, the one that redo goes to first.
    """

    plan_id: int
    name: str
    owner: str
    version: int
    edit_id: int
    plan: Plan
    digest: str
    can_undo: bool
    redo: tuple[EditEntry, ...]
    status: Status
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a change came to.

    ``notes`` tell each snap, clip and merge. ``moved`` are the units that are in another region than
    before. ``is_merged`` says that somebody else had changed the plan and the edit was put on top.
    """

    head: Head
    notes: tuple[str, ...] = ()
    moved: frozenset[UnitId] = frozenset()
    is_merged: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanSummary:
    """One line of the list of plans; ``regions`` is their number, ``origin`` what it was started from."""

    plan_id: int
    name: str
    owner: str
    origin: str
    version: int
    status: Status
    regions: int
    changed_at: datetime
    changed_by: str


def stamp(actor: Actor, at: datetime) -> Stamp:
    """The actor's name, and the time as the database keeps it."""
    return Stamp(actor=actor.name, at=utc_text(at))


def utc_text(at: datetime) -> str:
    """The time in UTC, ISO 8601 to the microsecond, so that times sort as text does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
