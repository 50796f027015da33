"""``PlanStore``: plans that outlive the browser and the process, with every edit that was ever made.

Edits form a tree that only grows. A plan's *head* stands at one of them; saving adds an edit and moves
the head there, undo and redo move it alone. Each is one transaction that first compares the version
that the planner saw, so that of two planners on one plan neither loses anything.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime

from data.errors import PlanConflictError
from data.plans.edits import Adopt, Edit
from data.plans.keeping.appending import Made, append_edit
from data.plans.keeping.approvals import ApprovedPlan
from data.plans.keeping.database import Database
from data.plans.keeping.heads import Work, change, check_version, head_of, move_head
from data.plans.keeping.history import entries_of, entry_of
from data.plans.keeping.jobs import Jobs
from data.plans.keeping.kept import KeptPlans
from data.plans.keeping.listing import listed_plans, new_row, plan_row
from data.plans.keeping.moving import after_head, before_head, gone
from data.plans.keeping.notes import Notes
from data.plans.keeping.records import EditEntry, Head, PlanSummary, Saved, Step, stamp
from data.plans.keeping.review import Review
from data.plans.keeping.rights import require_planner
from data.plans.keeping.saving import Check, Wish, saved
from data.plans.keeping.typed_text import checked_line, storable
from data.plans.keeping.versions import NamedVersions
from data.plans.plan import Plan
from data.roles import Action, Actor, require


class PlanStore:
    """Plans in SQLite or PostgreSQL; safe to use from several threads and processes.

    ``versions``, ``notes``, ``review`` and ``jobs`` are what is kept beside the edits.
    """

    def __init__(self, url: str, *, signing_key: str = "") -> None:
        """Keep the SQLAlchemy URL; the database is opened, and its tables made, at first use.

        Raises
        ------
        SettingsError
            If the URL is not of a SQLite file or of PostgreSQL, or the key is too short.
        """
        self.database = Database(url)
        self.kept = KeptPlans()
        self.versions = NamedVersions(self.database)
        self.notes = Notes(self.database, self.kept)
        self.review = Review(self.database, self.kept, signing_key=signing_key)
        self.jobs = Jobs(self.database)

    def close(self) -> None:
        """Close the connections that are kept open; the next use opens new ones."""
        self.database.close()

    def create(self, actor: Actor, *, name: str, plan: Plan, origin: str, at: datetime) -> Head:
        """A new plan that starts as ``plan``; ``origin`` says in words what it was started from.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        PlanError
            If the name is empty, too long or not printable.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EDIT_PLANS)
        line, by = checked_line(name, "the plan's name"), stamp(actor, at)
        first = Made(edit=Adopt(plan=plan, origin=origin), parent=None, plan=plan)
        with self.database.writing() as connection:
            row = new_row(connection, name=line, origin=storable(origin), by=by)
            work = Work(connection=connection, row=row, kept=self.kept, by=by)
            return move_head(work, to=append_edit(work, first), plan=plan, step=Step.CREATE)

    def plans(self, actor: Actor) -> tuple[PlanSummary, ...]:
        """All plans, the one that was changed last first; looking makes no file.

        Raises
        ------
        AccessDeniedError
            If the actor may neither edit nor review plans.
        PlanStoreError
            If the database cannot be read.
        """
        require_planner(actor)
        if self.database.is_absent:
            return ()
        with self.database.reading() as connection:
            return listed_plans(connection)

    def open(self, plan_id: int) -> Head:
        """The plan as it is now.

        Raises
        ------
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read, or what is stored is not what was written.
        """
        with self.database.reading() as connection:
            return head_of(connection, plan_row(connection, plan_id), self.kept)

    def save(
        self,
        actor: Actor,
        plan_id: int,
        edit: Edit,
        *,
        expected_version: int,
        at: datetime,
        key: str = "",
        check: Check | None = None,
    ) -> Saved:
        """The plan after an edit, which is on the disk when this returns.

        An edit that changes nothing is not kept. If somebody else changed the plan since
        ``expected_version``, the edit is put on top where neither meets the other; otherwise it is kept
        as a branch and refused.

        By the same actor's ``key``, at most 40 characters, a second save only gives the first answer.
        ``check`` is called on each plan about to be kept; if it raises, nothing is.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        PlanConflictError
            If the edit meets what somebody else did meanwhile; the message says who, when, and which
            edit is the branch that keeps it.
        PlanError
            If the edit cannot be done on the plan seen, the plan is no draft, or the key another edit's.
        UnknownPlanError
            If there is no such plan or version.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._change(actor, plan_id, at) as work:
            outcome = saved(work, Wish(edit=edit, seen=expected_version, key=key, check=check))
        if isinstance(outcome, PlanConflictError):
            raise outcome  # only now: an error inside the transaction would take the branch back
        return outcome

    def undo(self, actor: Actor, plan_id: int, *, expected_version: int, at: datetime) -> Saved:
        """The plan before the edit that its head stands at; the edit is kept.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        LockedError
            If a locked unit would move.
        PlanConflictError
            If somebody else changed the plan since ``expected_version``; nothing was done.
        PlanError
            If there is nothing to undo, or the plan is no draft.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._change(actor, plan_id, at) as work:
            check_version(work.connection, work.row, expected=expected_version)
            return gone(work, before_head(work), step=Step.UNDO)

    def redo(
        self, actor: Actor, plan_id: int, *, expected_version: int, at: datetime, to: int | None = None
    ) -> Saved:
        """The plan after edit ``to``, which was made on the head's; or after the first of ``Head.redo``.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        LockedError
            If a locked unit would move.
        PlanConflictError
            If somebody else changed the plan since ``expected_version``; nothing was done.
        PlanError
            If there is nothing to redo, ``to`` was made on another edit, or the plan is no draft.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._change(actor, plan_id, at) as work:
            check_version(work.connection, work.row, expected=expected_version)
            return gone(work, after_head(work, to), step=Step.REDO)

    def go_to(
        self, actor: Actor, plan_id: int, *, edit_id: int, expected_version: int, at: datetime
    ) -> Saved:
        """The plan as any of its edits made it, on whatever branch; no edit is lost.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit plans.
        LockedError
            If a locked unit would move.
        PlanConflictError
            If somebody else changed the plan since ``expected_version``; nothing was done.
        PlanError
            If the plan has no such edit, or is no draft.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._change(actor, plan_id, at) as work:
            check_version(work.connection, work.row, expected=expected_version)
            return gone(work, edit_id, step=Step.GO)

    def history(self, plan_id: int) -> tuple[EditEntry, ...]:
        """Every edit of the plan in the order in which they were made.

        Raises
        ------
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read.
        """
        with self.database.reading() as connection:
            return entries_of(connection, plan_id, head=plan_row(connection, plan_id).head)

    def plan_at(self, plan_id: int, edit_id: int) -> Plan:
        """The plan as one of its edits made it.

        Raises
        ------
        UnknownPlanError
            If there is no such plan, or no such edit of it.
        PlanStoreError
            If the database cannot be read, or what is stored is not what was written.
        """
        with self.database.reading() as connection:
            return self.kept.at(connection, entry_of(connection, plan_id, edit_id=edit_id).edit_id)

    def approved_on(self, day: date) -> ApprovedPlan | None:
        """The approved plan that is in force on a day; looking makes no file.

        Raises
        ------
        PlanStoreError
            If the database cannot be read, or what was approved is not what is stored.
        """
        return self.review.approvals.on(day)

    def _change(self, actor: Actor, plan_id: int, at: datetime) -> AbstractContextManager[Work]:
        return change(self.database, plan_id, kept=self.kept, actor=actor, at=at)
