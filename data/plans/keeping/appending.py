"""Edits on their way into the database: a row each, with what it takes to read the plan back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from data.plans.codec import digest, edit_to_json, plan_to_json
from data.plans.edits import Adopt, Edit
from data.plans.keeping.edit_words import words_of
from data.plans.keeping.heads import Work
from data.plans.keeping.kept import as_json
from data.plans.keeping.patches import patch_between, patched
from data.plans.keeping.tables import EDIT, PLAN, SNAPSHOT
from data.plans.keeping.typed_text import storable
from data.plans.plan import Plan

EDITS_A_SNAPSHOT = 25
"""A plan is read back from at most so many edits."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """An edit, the edit that it was made on (``None`` at the start), and the plan that it made.

    ``key`` is the name that its sender gave it, if they did.
    """

    edit: Edit
    parent: int | None
    plan: Plan
    notes: tuple[str, ...] = ()
    key: str | None = None


def append_edit(work: Work, made: Made) -> int:
    """The id of the edit, which is now a row of the plan; the plan's head is not moved."""
    connection, row = work.connection, work.row
    before = made.plan if made.parent is None else work.kept.at(connection, made.parent)
    patch, since_snapshot = _patch(work, made, before=before)
    body, after_digest = edit_to_json(made.edit), digest(made.plan)
    new = insert(EDIT).values(
        plan=row.id,
        parent=made.parent,
        number=row.edits,
        kind=str(body["kind"]),
        words=storable(words_of(made.edit, before=before, after=made.plan)),
        body=as_json(body),
        patch=as_json(patch),
        since_snapshot=since_snapshot,
        digest=after_digest,
        notes=as_json([*made.notes]),
        actor=work.by.actor,
        at=work.by.at,
        client_key=made.key,
    )
    edit_id = int(connection.execute(new.returning(EDIT.c.id)).scalar_one())
    if since_snapshot == 0:
        whole = as_json(plan_to_json(made.plan))
        connection.execute(insert(SNAPSHOT).values(edit=edit_id, body=whole))
    connection.execute(update(PLAN).where(PLAN.c.id == row.id).values(edits=row.edits + 1))
    work.kept.remember(after_digest, made.plan)
    return edit_id


def _patch(work: Work, made: Made, *, before: Plan) -> tuple[dict[str, object], int]:
    """What the edit changed, and the number of edits since a snapshot: 0 if there is to be one here."""
    if made.parent is None or isinstance(made.edit, Adopt):
        return {}, 0
    depth = select(EDIT.c.since_snapshot).where(EDIT.c.id == made.parent)
    since = int(work.connection.execute(depth).scalar_one()) + 1
    old, new = plan_to_json(before), plan_to_json(made.plan)
    patch = patch_between(old, new)
    is_whole = since >= EDITS_A_SNAPSHOT or patched(old, patch) != new
    return ({}, 0) if is_whole else (patch, since)
