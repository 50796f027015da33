"""Where undo, redo and a choice in the history take the head of a plan."""

from __future__ import annotations

from data.errors import LockedError, PlanError, UnknownPlanError
from data.plans.keeping.heads import Work, head_of, move_head
from data.plans.keeping.history import entry_of, redo_choices
from data.plans.keeping.records import Saved, Step
from data.plans.locks import check_locks
from data.plans.outcome import moved_between


def before_head(work: Work) -> int:
    """The edit that the head's edit was made on.

    Raises
    ------
    PlanError
        If the head stands at the start.
    """
    parent = entry_of(work.connection, work.row.id, edit_id=work.row.head).parent_id
    if parent is None:
        raise PlanError(f"{work.row.name!r} is at its start", remedy="There is nothing to undo")
    return parent


def after_head(work: Work, to: int | None) -> int:
    """The edit made on the head's: ``to``, or else the first of :attr:`Head.redo`.

    Raises
    ------
    PlanError
        If no edit was made on it.
    UnknownPlanError
        If ``to`` was not made on it.
    """
    choices = [entry.edit_id for entry in redo_choices(work.connection, work.row.id, head=work.row.head)]
    if not choices:
        raise PlanError(f"{work.row.name!r} is at the end of its branch", remedy="There is nothing to redo")
    if to is not None and to not in choices:
        raise UnknownPlanError(
            f"edit {to} was not made on edit {work.row.head}, where {work.row.name!r} is",
            remedy=f"Redo one of {', '.join(map(str, choices))}",
        )
    return choices[0] if to is None else to


def gone(work: Work, to: int, *, step: Step) -> Saved:
    """The plan with its head at another edit of the plan; what is locked stays where it is.

    Raises
    ------
    LockedError
        If a unit that is locked now would be in another region.
    UnknownPlanError
        If the plan has no such edit.
    """
    entry_of(work.connection, work.row.id, edit_id=to)
    if to == work.row.head:
        return Saved(head=head_of(work.connection, work.row, work.kept))
    before, after = work.plan(), work.kept.at(work.connection, to)
    try:
        check_locks(before, after)
    except LockedError as error:
        raise LockedError(
            f"{step} is refused: {error.found}", where=error.where, remedy=error.remedy
        ) from error
    head = move_head(work, to=to, plan=after, step=step)
    return Saved(head=head, moved=moved_between(before, after))
