"""What was done in the review of a plan, event by event, and how it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, RowMapping, insert, select

from data.plans.keeping.listing import PlanRow
from data.plans.keeping.records import Stamp, Status
from data.plans.keeping.tables import REVIEW

CHECKLIST: Mapping[str, str] = MappingProxyType(
    {
        "totals": "Regions, the unassigned rest and the suppressed rest add up to everything",
        "contiguity": "Each region is in one piece, or a note says why not",
        "balance": "Each region is within the tolerance, or a note says why not",
        "coverage": "Ports and critical trouble areas are in reach of a base, or a note says why not",
        "overlap": "Overlaps and gaps with the other boundary sets were looked at",
        "notes": "Open notes are resolved, or quoted in the brief",
    }
)
"""What a reviewer has to tick before a plan can be approved, by key."""


class Did(StrEnum):
    """What somebody did in a review."""

    SUBMITTED = "submitted"
    TICKED = "ticked"
    UNTICKED = "unticked"
    SENT_BACK = "sent back"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, kw_only=True)
class ReviewEvent:
    """What ``person`` did, at the desk of ``actor``; ``item`` is a key of the checklist, or ``""``."""

    did: Did
    item: str
    words: str
    edit_id: int
    person: str
    actor: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckItem:
    """A line of the checklist, and who ticked it when; both are ``None`` if nobody has."""

    key: str
    words: str
    ticked_by: str | None
    ticked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReviewState:
    """How a review stands; ``submitted_by`` is ``None`` while the plan is a draft."""

    plan_id: int
    status: Status
    version: int
    submitted_by: str | None
    checklist: tuple[CheckItem, ...]
    events: tuple[ReviewEvent, ...]

    @property
    def unticked(self) -> tuple[str, ...]:
        """Keys of the checklist's lines that nobody has ticked."""
        return tuple(item.key for item in self.checklist if item.ticked_at is None)


def append_event(
    connection: Connection, row: PlanRow, *, did: Did, person: str, by: Stamp, item: str = "", words: str = ""
) -> None:
    """Write an event of the review of the plan as it is at its head."""
    connection.execute(
        insert(REVIEW).values(
            plan=row.id,
            edit=row.head,
            did=did.value,
            item=item,
            words=words,
            actor=by.actor,
            person=person,
            at=by.at,
        )
    )


def review_state(connection: Connection, row: PlanRow) -> ReviewState:
    """How the review of a plan stands; ticks from before it was last submitted do not count."""
    wanted = select(REVIEW).where(REVIEW.c.plan == row.id).order_by(REVIEW.c.id)
    events = tuple(_event(found) for found in connection.execute(wanted).mappings())
    last = max((i for i, event in enumerate(events) if event.did is Did.SUBMITTED), default=len(events))
    ticks = {event.item: event for event in events[last:] if event.did in {Did.TICKED, Did.UNTICKED}}
    is_submitted = row.status is not Status.DRAFT and last < len(events)
    return ReviewState(
        plan_id=row.id,
        status=row.status,
        version=row.version,
        submitted_by=events[last].person if is_submitted else None,
        checklist=tuple(_item(key, ticks.get(key)) for key in CHECKLIST),
        events=events,
    )


def _item(key: str, event: ReviewEvent | None) -> CheckItem:
    tick = event if event is not None and event.did is Did.TICKED else None
    return CheckItem(
        key=key,
        words=CHECKLIST[key],
        ticked_by=tick.person if tick else None,
        ticked_at=tick.at if tick else None,
    )


def _event(row: RowMapping) -> ReviewEvent:
    return ReviewEvent(
        did=Did(row["did"]),
        item=row["item"],
        words=row["words"],
        edit_id=row["edit"],
        person=row["person"],
        actor=row["actor"],
        at=datetime.fromisoformat(row["at"]),
    )
