"""A save: on the head, on top of what somebody else did meanwhile, or beside it as a branch."""

from __future__ import annotations

from data.errors import PlanConflictError
from data.plans.appending import Made, append_edit
from data.plans.applied import apply
from data.plans.codec import digest
from data.plans.edits import Edit
from data.plans.heads import Work, changed_meanwhile, edit_seen, head_of, move_head
from data.plans.merging import merged
from data.plans.outcome import Applied
from data.plans.records import Saved, Step


def saved(work: Work, edit: Edit, *, seen: int) -> Saved | PlanConflictError:
    """The plan after an edit of somebody who saw version ``seen``, or the error to raise once it is kept.

    Raises
    ------
    PlanError
        If the edit cannot be done on the plan that its author saw.
    UnknownPlanError
        If the plan has not come to version ``seen``.
    """
    if seen == work.row.version:
        return _on_head(work, edit, applied=apply(work.plan(), edit), step=Step.SAVE)
    parent = edit_seen(work.connection, work.row, version=seen)
    base, newest = work.kept.at(work.connection, parent), work.plan()
    wanted = apply(base, edit)
    if digest(wanted.plan) == digest(base):
        return Saved(head=head_of(work.connection, work.row, work.kept), notes=wanted.notes)
    on_top = merged(edit, base=base, newest=newest, wanted=wanted.plan)
    story = changed_meanwhile(work.connection, work.row, since=seen)
    if on_top is None:
        return _beside(work, Made(edit=edit, parent=parent, plan=wanted.plan, notes=wanted.notes), story)
    notes = (*on_top.notes, f"{story}; your edit was put on top")
    applied = Applied(plan=on_top.plan, notes=notes, moved=on_top.moved)
    return _on_head(work, edit, applied=applied, step=Step.MERGE)


def _on_head(work: Work, edit: Edit, *, applied: Applied, step: Step) -> Saved:
    head = head_of(work.connection, work.row, work.kept)
    if digest(applied.plan) != head.digest:
        made = Made(edit=edit, parent=work.row.head, plan=applied.plan, notes=applied.notes)
        head = move_head(work, to=append_edit(work, made), plan=applied.plan, step=step)
    return Saved(head=head, notes=applied.notes, moved=applied.moved, is_merged=step is Step.MERGE)


def _beside(work: Work, made: Made, story: str) -> PlanConflictError:
    branch = append_edit(work, made)
    return PlanConflictError(
        f"{story}, where your edit would meet theirs; yours is kept as edit {branch}, a branch",
        remedy=f"Look at the plan and repeat the edit, or go to edit {branch} in its history",
    )
