"""A save: on the head, on top of what somebody else did meanwhile, or beside it as a branch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.errors import PlanConflictError
from data.plans.applied import apply
from data.plans.codec import digest
from data.plans.edits import Edit
from data.plans.keeping.appending import Made, append_edit
from data.plans.keeping.heads import Work, changed_meanwhile, edit_seen, head_of, move_head
from data.plans.keeping.merging import merged
from data.plans.keeping.records import Saved, Step
from data.plans.keeping.repeated import branch_kept, first_answer
from data.plans.outcome import Applied
from data.plans.plan import Plan

Check = Callable[[Plan], None]
"""Raises if a plan may not be kept."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """An edit of somebody who saw version ``seen``.

    ``key`` is the sender's name for it, empty if there is none. ``check`` is called on every plan that is
    about to be kept, the merged one where the edit goes on top of others.
    """

    edit: Edit
    seen: int
    key: str = ""
    check: Check | None = None


def saved(work: Work, wish: Wish) -> Saved | PlanConflictError:
    """The plan after an edit, or the error to raise once it is kept.

    Raises
    ------
    PlanError
        If the edit cannot be done on the plan that its author saw, or its key is of another edit; and
        whatever the check raises.
    UnknownPlanError
        If the plan has not come to the version that was seen.
    """
    edit, seen = wish.edit, wish.seen
    again = first_answer(work, edit, seen=seen, key=wish.key) if wish.key else None
    if again is not None:
        return again
    if seen == work.row.version:
        return _on_head(work, wish, applied=apply(work.plan(), edit), step=Step.SAVE)
    parent = edit_seen(work.connection, work.row, version=seen)
    base, newest = work.kept.at(work.connection, parent), work.plan()
    wanted = apply(base, edit)
    if digest(wanted.plan) == digest(base):
        return Saved(head=head_of(work.connection, work.row, work.kept), notes=wanted.notes)
    on_top = merged(edit, base=base, newest=newest, wanted=wanted.plan)
    if on_top is None:
        branch = _kept(work, wish, parent=parent, plan=wanted.plan, notes=wanted.notes)
        return branch_kept(work, branch, seen=seen)
    story = changed_meanwhile(work.connection, work.row, since=seen)
    notes = (*on_top.notes, f"{story}; your edit was put on top")
    applied = Applied(plan=on_top.plan, notes=notes, moved=on_top.moved)
    return _on_head(work, wish, applied=applied, step=Step.MERGE)


def _on_head(work: Work, wish: Wish, *, applied: Applied, step: Step) -> Saved:
    head = head_of(work.connection, work.row, work.kept)
    if digest(applied.plan) != head.digest:
        kept = _kept(work, wish, parent=work.row.head, plan=applied.plan, notes=applied.notes)
        head = move_head(work, to=kept, plan=applied.plan, step=step)
    return Saved(head=head, notes=applied.notes, moved=applied.moved, is_merged=step is Step.MERGE)


def _kept(work: Work, wish: Wish, *, parent: int, plan: Plan, notes: tuple[str, ...]) -> int:
    """Id of the edit, which is now a row."""
    if wish.check is not None:
        wish.check(plan)
    made = Made(edit=wish.edit, parent=parent, plan=plan, notes=notes, key=wish.key or None)
    return append_edit(work, made)
