"""Frozen briefs: what a brief said at one data version, kept for good."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import insert, select

from data.briefs.brief import Brief
from data.briefs.codec import brief_to_json
from data.briefs.kept_briefs import FrozenBrief, FrozenSummary, body_of, frozen_summary_of
from data.briefs.tables import BRIEF_FROZEN
from data.errors import BriefError, PlanStoreError, UnknownBriefError
from data.plans.keeping.database import Database
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import stamp
from data.roles import Action, Actor, require

_LISTED = tuple(column for column in BRIEF_FROZEN.c if column.name not in {"body", "content"})


class FrozenBriefs:
    """What was frozen of all briefs; rows are only added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        actor: Actor,
        token: str,
        *,
        brief: Brief,
        content: str,
        data_version: str,
        digest: str,
        at: datetime,
    ) -> FrozenSummary:
        """The frozen brief, now a row.

        Parameters
        ----------
        actor
            Who freezes it.
        token
            The brief's, stored or default.
        brief
            Its scenes as they were.
        content
            Canonical JSON text of the scenes with their numbers.
        data_version
            The version of the data that the numbers are of.
        digest
            SHA-256 of ``content`` in UTF-8, 64 hexadecimal digits.
        at
            Now, with its zone.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit briefs.
        BriefError
            If the digest is not that of the content.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EDIT_BRIEFS)
        if _sha256(content) != digest:
            raise BriefError(
                f"the digest {digest[:12]}… is not that of the content", remedy="Freeze the brief again"
            )
        by = stamp(actor, at)
        new = insert(BRIEF_FROZEN).values(
            brief=token,
            title=brief.title,
            body=as_json(brief_to_json(brief)),
            content=content,
            data_version=data_version,
            digest=digest,
            frozen_at=by.at,
            frozen_by=by.actor,
        )
        with self._database.writing() as connection:
            frozen_id = connection.execute(new.returning(BRIEF_FROZEN.c.id)).scalar_one()
            wanted = select(*_LISTED).where(BRIEF_FROZEN.c.id == frozen_id)
            return frozen_summary_of(connection.execute(wanted).mappings().one())

    def list(self, token: str) -> tuple[FrozenSummary, ...]:
        """What was frozen of a brief, the newest first; looking makes no file.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        if self._database.is_absent:
            return ()
        wanted = select(*_LISTED).where(BRIEF_FROZEN.c.brief == token).order_by(BRIEF_FROZEN.c.id.desc())
        with self._database.reading() as connection:
            return tuple(frozen_summary_of(row) for row in connection.execute(wanted).mappings())

    def newest_for(self, token: str) -> FrozenBrief | None:
        """The brief as it was frozen last; ``None`` if it never was.

        Raises
        ------
        PlanStoreError
            If the database cannot be read, or what is stored is not what was frozen.
        """
        newest = next(iter(self.list(token)), None)
        return self.open(newest.frozen_id) if newest else None

    def open(self, frozen_id: int) -> FrozenBrief:
        """A frozen brief, verified.

        Raises
        ------
        UnknownBriefError
            If there is none of that id.
        PlanStoreError
            If the database cannot be read, or what is stored is not what was frozen.
        """
        wanted = select(BRIEF_FROZEN).where(BRIEF_FROZEN.c.id == frozen_id)
        row = None
        if not self._database.is_absent:
            with self._database.reading() as connection:
                row = connection.execute(wanted).mappings().first()
        if row is None:
            raise UnknownBriefError(
                f"there is no frozen brief {frozen_id}", remedy="Choose one from the brief's list"
            )
        if _sha256(row["content"]) != row["digest"]:
            raise PlanStoreError(
                f"frozen brief {frozen_id} is not what was written: its digest differs",
                remedy="Restore the database from a backup",
            )
        return FrozenBrief(summary=frozen_summary_of(row), brief=body_of(row), content=row["content"])


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
