"""Notes: what people say about a region, a unit or a border of a plan, open until resolved."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, insert, select, update

from data.errors import PlanError, UnknownPlanError
from data.plans.keeping.database import Database
from data.plans.keeping.kept import KeptPlans, as_json
from data.plans.keeping.listing import plan_row
from data.plans.keeping.records import stamp
from data.plans.keeping.rights import require_planner
from data.plans.keeping.tables import NOTE
from data.plans.keeping.typed_text import checked_paragraphs
from data.plans.plan import Plan
from data.plans.units import UnitId
from data.roles import Actor

_UNIT = re.compile(r"\d{5}(/[12])*")


class PinnedTo(StrEnum):
    """What a note is about; a border is that of two regions, or of a region and what is in none."""

    REGION = "region"
    UNIT = "unit"
    BORDER = "border"


@dataclass(frozen=True, kw_only=True)
class Pin:
    """Where a note is: the key of a region, the id of a unit, or the keys of a border's two regions.

    The second key of a border is ``""`` if what is beyond it is in no region.
    """

    to: PinnedTo
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note; ``resolved_by`` and ``resolved_at`` are ``None`` while it is open."""

    note_id: int
    plan_id: int
    pin: Pin
    text: str
    actor: str
    at: datetime
    resolved_by: str | None
    resolved_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it."""
        return self.resolved_at is None


class Notes:
    """The notes on every plan."""

    def __init__(self, database: Database, kept: KeptPlans) -> None:
        self._database = database
        self._kept = kept

    def add(self, actor: Actor, plan_id: int, *, pin: Pin, text: str, at: datetime) -> Note:
        """The new note, open.

        Raises
        ------
        AccessDeniedError
            If the actor may neither edit nor review plans.
        PlanError
            If the text is empty, too long or not printable, or the pin names what the plan has not.
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require_planner(actor)
        body, by = checked_paragraphs(text, "the note"), stamp(actor, at)
        with self._database.writing() as connection:
            row = plan_row(connection, plan_id)
            _check_pin(pin, self._kept.at(connection, row.head))
            new = insert(NOTE).values(
                plan=plan_id,
                pinned_to=pin.to.value,
                keys=as_json([*pin.keys]),
                body=body,
                actor=by.actor,
                at=by.at,
            )
            note_id = connection.execute(new.returning(NOTE.c.id)).scalar_one()
            return _note(connection, plan_id, note_id=note_id)

    def resolve(self, actor: Actor, plan_id: int, *, note_id: int, at: datetime) -> Note:
        """The note, resolved; one that was resolved before is returned as it is.

        Raises
        ------
        AccessDeniedError
            If the actor may neither edit nor review plans.
        UnknownPlanError
            If the plan has no such note.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require_planner(actor)
        by = stamp(actor, at)
        is_open = (NOTE.c.id == note_id) & (NOTE.c.plan == plan_id) & NOTE.c.resolved_at.is_(None)
        with self._database.writing() as connection:
            connection.execute(update(NOTE).where(is_open).values(resolved_by=by.actor, resolved_at=by.at))
            return _note(connection, plan_id, note_id=note_id)

    def of(self, plan_id: int) -> tuple[Note, ...]:
        """The notes on a plan, open and resolved, in the order in which they were written.

        Raises
        ------
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read.
        """
        with self._database.reading() as connection:
            plan_row(connection, plan_id)
            wanted = select(NOTE).where(NOTE.c.plan == plan_id).order_by(NOTE.c.id)
            return tuple(_told(row) for row in connection.execute(wanted).mappings())


def _check_pin(pin: Pin, plan: Plan) -> None:
    wanted = 2 if pin.to is PinnedTo.BORDER else 1
    if len(pin.keys) != wanted or len(set(pin.keys)) != wanted:
        raise PlanError(
            f"a note pinned to a {pin.to} names {len(pin.keys)} things", remedy=f"Name {wanted} of them"
        )
    if pin.to is PinnedTo.UNIT:
        _check_unit(pin.keys[0])
        return
    allowed = {region.key for region in plan.regions} | ({""} if pin.to is PinnedTo.BORDER else set())
    for key in pin.keys:
        if key not in allowed:
            raise PlanError(f"the plan has no region {key!r}", remedy="Pin the note to one that it has")


def _check_unit(unit: UnitId) -> None:
    if not _UNIT.fullmatch(unit):
        raise PlanError(f"{unit!r} is no unit", remedy="Give a county's FIPS, or the id of one of its parts")


def _note(connection: Connection, plan_id: int, *, note_id: int) -> Note:
    row = (
        connection.execute(select(NOTE).where(NOTE.c.id == note_id, NOTE.c.plan == plan_id))
        .mappings()
        .first()
    )
    if row is None:
        raise UnknownPlanError(
            f"plan {plan_id} has no note {note_id}", remedy="Choose one from the list of its notes"
        )
    return _told(row)


def _told(row: RowMapping) -> Note:
    resolved_at = row["resolved_at"]
    return Note(
        note_id=row["id"],
        plan_id=row["plan"],
        pin=Pin(to=PinnedTo(row["pinned_to"]), keys=tuple(json.loads(row["keys"]))),
        text=row["body"],
        actor=row["actor"],
        at=datetime.fromisoformat(row["at"]),
        resolved_by=row["resolved_by"],
        resolved_at=datetime.fromisoformat(resolved_at) if resolved_at else None,
    )
