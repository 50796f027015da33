"""The tree of a plan's edits, as it is told: in order, with the path to the head marked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from data.errors import UnknownPlanError
from data.plans.keeping.records import EditEntry
from data.plans.keeping.tables import EDIT, MOVE

_TOLD = (
    EDIT.c.id,
    EDIT.c.parent,
    EDIT.c.number,
    EDIT.c.kind,
    EDIT.c.words,
    EDIT.c.actor,
    EDIT.c.at,
    EDIT.c.notes,
)


def entries_of(connection: Connection, plan_id: int, *, head: int) -> tuple[EditEntry, ...]:
    """All edits of a plan in the order in which they were made; those that made ``head`` are on its path."""
    rows = connection.execute(select(*_TOLD).where(EDIT.c.plan == plan_id).order_by(EDIT.c.number)).mappings()
    told = list(rows.all())
    path = path_to({row["id"]: row["parent"] for row in told}, head)
    return tuple(_entry(row, is_on_path=row["id"] in path) for row in told)


def entry_of(connection: Connection, plan_id: int, *, edit_id: int) -> EditEntry:
    """One edit of a plan, said to be off the path.

    Raises
    ------
    UnknownPlanError
        If the plan has no such edit.
    """
    row = (
        connection.execute(select(*_TOLD).where(EDIT.c.plan == plan_id, EDIT.c.id == edit_id))
        .mappings()
        .first()
    )
    if row is None:
        raise UnknownPlanError(
            f"plan {plan_id} has no edit {edit_id}", remedy="Open the plan's history and choose one"
        )
    return _entry(row, is_on_path=False)


def redo_choices(connection: Connection, plan_id: int, *, head: int) -> tuple[EditEntry, ...]:
    """The edits made on the head: first the one by which the head was last left, then the newest first."""
    made_on_it = select(*_TOLD).where(EDIT.c.parent == head).order_by(EDIT.c.id.desc())
    children = [_entry(row, is_on_path=False) for row in connection.execute(made_on_it).mappings()]
    if len(children) > 1:
        last = _last_left_by(connection, plan_id, children=[child.edit_id for child in children])
        children.sort(key=lambda child: child.edit_id != last)
    return tuple(children)


def path_to(parents: dict[int, int | None], edit_id: int) -> frozenset[int]:
    """The edit and all those that it was made on, by the parent of each."""
    path = []
    at: int | None = edit_id
    while at is not None:
        path.append(at)
        at = parents.get(at)
    return frozenset(path)


def _last_left_by(connection: Connection, plan_id: int, *, children: Iterable[int]) -> int | None:
    """The child that holds the edit, under itself, where the head stood last."""
    pairs = connection.execute(select(EDIT.c.id, EDIT.c.parent).where(EDIT.c.plan == plan_id)).all()
    parents = {row.id: row.parent for row in pairs}
    stood = connection.execute(
        select(MOVE.c.to_edit).where(MOVE.c.plan == plan_id).order_by(MOVE.c.id.desc())
    )
    wanted, elsewhere = set(children), set[int]()
    for start in stood.scalars():
        at: int | None = start
        while at is not None and at not in elsewhere:
            if at in wanted:
                return at
            elsewhere.add(at)
            at = parents.get(at)
    return None


def _entry(row: RowMapping, *, is_on_path: bool) -> EditEntry:
    return EditEntry(
        edit_id=row["id"],
        parent_id=row["parent"],
        number=row["number"],
        kind=row["kind"],
        words=row["words"],
        actor=row["actor"],
        at=datetime.fromisoformat(row["at"]),
        notes=tuple(json.loads(row["notes"])),
        is_on_path=is_on_path,
    )
