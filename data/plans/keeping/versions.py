"""Named versions: edits of a plan that somebody gave a name, to find them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, insert, select

from data.errors import PlanError
from data.plans.keeping.database import Database
from data.plans.keeping.history import entry_of
from data.plans.keeping.listing import plan_row
from data.plans.keeping.records import stamp
from data.plans.keeping.tables import VERSION
from data.plans.keeping.typed_text import checked_line
from data.roles import Action, Actor, require


@dataclass(frozen=True, kw_only=True)
class NamedVersion:
    """A name, and the edit after which the plan is what it names."""

    version_id: int
    plan_id: int
    edit_id: int
    name: str
    actor: str
    at: datetime


class NamedVersions:
    """The named versions of every plan; a name is kept for good."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, actor: Actor, plan_id: int, *, name: str, at: datetime, edit_id: int | None = None
    ) -> NamedVersion:
        """The new named version, of the head unless an edit is named.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        PlanError
            If the name is empty, too long, not printable, or taken in this plan.
        UnknownPlanError
            If there is no such plan, or no such edit of it.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EDIT_PLANS)
        line, by = checked_line(name, "the version's name"), stamp(actor, at)
        with self._database.writing() as connection:
            row = plan_row(connection, plan_id, is_held=True)
            edit = entry_of(connection, plan_id, edit_id=row.head if edit_id is None else edit_id)
            taken = select(VERSION.c.edit).where(VERSION.c.plan == plan_id, VERSION.c.name == line)
            if (other := connection.execute(taken).scalar()) is not None:
                raise PlanError(
                    f"{row.name!r} has a version {line!r} already: edit {other}", remedy="Choose another name"
                )
            values = {"plan": plan_id, "edit": edit.edit_id, "name": line, "actor": by.actor, "at": by.at}
            new = insert(VERSION).values(**values).returning(VERSION.c.id)
            version_id = connection.execute(new).scalar_one()
            return _named({"id": version_id, **values})

    def of(self, plan_id: int) -> tuple[NamedVersion, ...]:
        """The plan's named versions in the order in which they were named.

        Raises
        ------
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read.
        """
        with self._database.reading() as connection:
            plan_row(connection, plan_id)
            wanted = select(VERSION).where(VERSION.c.plan == plan_id).order_by(VERSION.c.id)
            return tuple(_named(row) for row in connection.execute(wanted).mappings())


def _named(row: RowMapping | dict[str, object]) -> NamedVersion:
    return NamedVersion(
        version_id=int(str(row["id"])),
        plan_id=int(str(row["plan"])),
        edit_id=int(str(row["edit"])),
        name=str(row["name"]),
        actor=str(row["actor"]),
        at=datetime.fromisoformat(str(row["at"])),
    )
