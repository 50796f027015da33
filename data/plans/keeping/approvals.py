"""Approved plans: copies that nobody can change, signed, each in force from a day on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, insert, select

from data.errors import PlanError, PlanStoreError, UnknownPlanError
from data.plans.codec import digest, plan_from_json, plan_to_json
from data.plans.keeping.database import Database
from data.plans.keeping.kept import as_json
from data.plans.keeping.listing import PlanRow
from data.plans.keeping.records import Stamp
from data.plans.keeping.signing import Proof, Signer
from data.plans.keeping.tables import APPROVED
from data.plans.plan import Plan

_SIGNED = (
    *("plan", "edit", "version", "name", "digest", "effective_from", "submitted_by", "reviewer"),
    *("approved_at", "supersedes", "method", "key_mark", "previous"),
)


@dataclass(frozen=True, kw_only=True)
class ApprovedPlan:
    """A plan as it was approved.

    ``supersedes`` is the approval that was to be in force on ``effective_from`` until then; ``proof`` is
    what its signature proves on this machine.
    """

    approved_id: int
    plan_id: int
    edit_id: int
    version: int
    name: str
    plan: Plan
    digest: str
    effective_from: date
    submitted_by: str
    reviewer: str
    approved_at: datetime
    supersedes: int | None
    method: str
    signature: str
    proof: Proof


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Who approves what somebody else submitted, and from which day it is in force."""

    plan: Plan
    submitted_by: str
    reviewer: str
    effective_from: date


class Approvals:
    """What was approved, oldest first; rows are only added."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self._database = database
        self._signer = signer
        self._last: ApprovedPlan | None = None  # what the commander's page asks for at each load

    def on(self, day: date) -> ApprovedPlan | None:
        """The approved plan in force on a day: of those effective by then, the one that became so last.

        Raises
        ------
        PlanStoreError
            If the database cannot be read, or what was approved is not what is stored.
        """
        if self._database.is_absent:
            return None
        with self._database.reading() as connection:
            return self.in_force(connection, day)

    def in_force(self, connection: Connection, day: date) -> ApprovedPlan | None:
        """The same inside a transaction.

        Raises
        ------
        PlanStoreError
            If what was approved is not what is stored.
        """
        began = select(APPROVED.c.id, APPROVED.c.signature).where(
            APPROVED.c.effective_from <= day.isoformat()
        )
        newest = began.order_by(APPROVED.c.effective_from.desc(), APPROVED.c.id.desc()).limit(1)
        row = connection.execute(newest).first()
        if row is None:
            return None
        last = self._last
        if last is None or (last.approved_id, last.signature) != (row.id, row.signature):
            last = self._last = self.read(connection, row.id)
        return last

    def of(self, plan_id: int) -> ApprovedPlan:
        """The approval of a plan.

        Raises
        ------
        UnknownPlanError
            If the plan was not approved.
        PlanStoreError
            If the database cannot be read, or what was approved is not what is stored.
        """
        with self._database.reading() as connection:
            found = connection.execute(select(APPROVED.c.id).where(APPROVED.c.plan == plan_id)).scalar()
            if found is None:
                raise UnknownPlanError(f"plan {plan_id} was not approved", remedy="Approve it first")
            return self.read(connection, found)

    def read(self, connection: Connection, approved_id: int) -> ApprovedPlan:
        """An approval by its id, verified.

        Raises
        ------
        PlanStoreError
            If what was approved is not what is stored.
        """
        row = connection.execute(select(APPROVED).where(APPROVED.c.id == approved_id)).mappings().one()
        try:
            plan = plan_from_json(json.loads(row["body"]))
        except (PlanError, ValueError) as error:
            raise _damaged(row) from error
        proof = self._proof(row)
        if proof is None or digest(plan) != row["digest"]:
            raise _damaged(row)
        return _approved(row, plan=plan, proof=proof)

    def append(self, connection: Connection, row: PlanRow, *, verdict: Verdict, by: Stamp) -> ApprovedPlan:
        """The approval, now a row; the caller holds the plan's row and :meth:`Database.alone`.

        Raises
        ------
        PlanStoreError
            If the approval that it supersedes is not what was stored.
        """
        before = self.in_force(connection, verdict.effective_from)
        last = connection.execute(
            select(APPROVED.c.signature).order_by(APPROVED.c.id.desc()).limit(1)
        ).scalar()
        values = {
            "plan": row.id,
            "edit": row.head,
            "version": row.version,
            "name": row.name,
            "digest": digest(verdict.plan),
            "effective_from": verdict.effective_from.isoformat(),
            "submitted_by": verdict.submitted_by,
            "reviewer": verdict.reviewer,
            "approved_at": by.at,
            "supersedes": before.approved_id if before else None,
            "method": self._signer.method.value,
            "key_mark": self._signer.key_mark,
            "previous": last or "",
        }
        signature = self._signer.signature(as_json(values))
        body = as_json(plan_to_json(verdict.plan))
        new = insert(APPROVED).values(**values, signature=signature, body=body)
        return self.read(connection, connection.execute(new.returning(APPROVED.c.id)).scalar_one())

    def verify(self) -> tuple[str, ...]:
        """A line for each approval that is not what was stored, or does not follow the one before.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        faults, previous = [], ""
        with self._database.reading() as connection:
            for row in connection.execute(select(APPROVED).order_by(APPROVED.c.id)).mappings():
                try:
                    self.read(connection, row["id"])
                except PlanStoreError as error:
                    faults.append(error.found)
                if row["previous"] != previous:
                    faults.append(
                        f"the approval before that of {row['name']!r} is not the one it was signed over"
                    )
                previous = row["signature"]
        return tuple(faults)

    def _proof(self, row: RowMapping) -> Proof | None:
        payload = as_json({name: row[name] for name in _SIGNED})
        return self._signer.proof(
            payload, method=row["method"], key_mark=row["key_mark"], signature=row["signature"]
        )


def _approved(row: RowMapping, *, plan: Plan, proof: Proof) -> ApprovedPlan:
    return ApprovedPlan(
        approved_id=row["id"],
        plan_id=row["plan"],
        edit_id=row["edit"],
        version=row["version"],
        name=row["name"],
        plan=plan,
        digest=row["digest"],
        effective_from=date.fromisoformat(row["effective_from"]),
        submitted_by=row["submitted_by"],
        reviewer=row["reviewer"],
        approved_at=datetime.fromisoformat(row["approved_at"]),
        supersedes=row["supersedes"],
        method=row["method"],
        signature=row["signature"],
        proof=proof,
    )


def _damaged(row: RowMapping) -> PlanStoreError:
    return PlanStoreError(
        f"the approval of {row['name']!r} of {row['approved_at'][:10]} is not what was signed",
        remedy="Restore the database from a backup and compare the two",
    )
