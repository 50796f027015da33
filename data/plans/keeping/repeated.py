"""A save that is sent again, as its answer was lost on the way: found by the key that its sender gave it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select

from data.errors import PlanConflictError, PlanError
from data.plans.codec import edit_to_json
from data.plans.edits import Edit
from data.plans.keeping.heads import Work, changed_meanwhile
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import Head, Saved, Status, Step
from data.plans.keeping.tables import EDIT, MOVE
from data.plans.limits import check_text
from data.plans.outcome import moved_between

LONGEST_KEY = 40


def first_answer(work: Work, edit: Edit, *, seen: int, key: str) -> Saved | PlanConflictError | None:
    """What the first save with this key came to; ``None`` if this is the first.

    Keys are of an actor and a plan. The head is the one of the first answer, whatever was done since. An
    edit that changed nothing was not kept, and is simply done again.

    Raises
    ------
    PlanError
        If the key is empty or too long, or the actor gave it to another edit of the plan.
    """
    check_text(key, "key", longest=LONGEST_KEY)
    mine = (EDIT.c.plan == work.row.id, EDIT.c.actor == work.by.actor, EDIT.c.client_key == key)
    made = work.connection.execute(select(EDIT).where(*mine)).first()
    if made is None:
        return None
    if made.body != as_json(edit_to_json(edit)):
        raise PlanError(
            f"the key {key!r} was given to another edit, {made.id}", remedy="Give each edit a key of its own"
        )
    steps = (Step.SAVE.value, Step.MERGE.value)
    on_head = select(MOVE).where(MOVE.c.to_edit == made.id, MOVE.c.step.in_(steps))
    move = work.connection.execute(on_head).first()
    if move is None:
        return branch_kept(work, made.id, seen=seen)
    return _saved(work, made, move)


def branch_kept(work: Work, edit_id: int, *, seen: int) -> PlanConflictError:
    """The refusal of an edit which met what others did since version ``seen``, and is kept as a branch."""
    story = changed_meanwhile(work.connection, work.row, since=min(seen, work.row.version - 1))
    return PlanConflictError(
        f"{story}, where your edit would meet theirs; yours is kept as edit {edit_id}, a branch",
        remedy=f"Look at the plan and repeat the edit, or go to edit {edit_id} in its history",
    )


def _saved(work: Work, made: Row[Sequence[object]], move: Row[Sequence[object]]) -> Saved:
    row, kept = work.row, work.kept
    plan = kept.at(work.connection, made.id)
    head = Head(
        plan_id=row.id,
        name=row.name,
        owner=row.owner,
        version=move.version,
        edit_id=made.id,
        plan=plan,
        digest=made.digest,
        can_undo=True,
        redo=(),
        status=Status.DRAFT,
        changed_at=datetime.fromisoformat(move.at),
        changed_by=move.actor,
    )
    return Saved(
        head=head,
        notes=tuple(json.loads(made.notes)),
        moved=moved_between(kept.at(work.connection, made.parent), plan),
        is_merged=move.step == Step.MERGE.value,
    )
