"""``BriefStore``: briefs in the database of plans, each change compared with what its writer saw.

Default briefs are opened by it too; they are made on the fly and never stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from data.briefs.brief import Brief, Scene
from data.briefs.brief_rows import (
    brief_columns,
    brief_conflict,
    brief_number,
    brief_row,
    kept_brief,
    unknown_brief,
)
from data.briefs.defaults import default_brief, default_tokens
from data.briefs.frozen import FrozenBriefs
from data.briefs.kept_briefs import BriefSummary, KeptBrief, body_of, summary_of
from data.briefs.limits import LONGEST_TITLE
from data.briefs.scene_keys import with_own_keys
from data.briefs.tables import BRIEF
from data.errors import BriefError
from data.plans.keeping.database import Database
from data.plans.keeping.records import stamp
from data.roles import Action, Actor, require

_ORIGIN = "comes with borderops"


class BriefStore:
    """Briefs in SQLite or PostgreSQL; safe to use from several threads and processes.

    ``frozen`` is what was frozen of them.
    """

    def __init__(self, database: Database) -> None:
        """Keep the database, which is that of plans; nothing is opened yet."""
        self.database = database
        self.frozen = FrozenBriefs(database)

    def list(self, actor: Actor, *, with_archived: bool = False) -> tuple[BriefSummary, ...]:
        """The default briefs, then the stored ones, the one that was changed last first; makes no file.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanStoreError
            If the database cannot be read.
        """
        require(actor, Action.VIEW)
        defaults = tuple(_default(token).summary for token in default_tokens())
        if self.database.is_absent:
            return defaults
        wanted = select(BRIEF).order_by(BRIEF.c.changed_at.desc(), BRIEF.c.id.desc())
        if not with_archived:
            wanted = wanted.where(BRIEF.c.is_archived.is_(False))
        with self.database.reading() as connection:
            return defaults + tuple(summary_of(row) for row in connection.execute(wanted).mappings())

    def open(self, token: str) -> KeptBrief:
        """The brief as it is now, stored or default, archived or not.

        Raises
        ------
        UnknownBriefError
            If there is no brief of that token.
        PlanStoreError
            If the database cannot be read, or what is stored is no brief.
        """
        if token in default_tokens():
            return _default(token)
        number = brief_number(token)
        if self.database.is_absent:
            raise unknown_brief(token)
        with self.database.reading() as connection:
            return kept_brief(brief_row(connection, number))

    def create(self, actor: Actor, brief: Brief, *, at: datetime, origin: str = "") -> KeptBrief:
        """The brief, now stored; ``origin`` says in words what it was started from.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit briefs.
        BriefError
            If the brief could not be read back.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EDIT_BRIEFS)
        by = stamp(actor, at)
        new = insert(BRIEF).values(
            **brief_columns(brief, by),
            owner=by.actor,
            origin=origin,
            version=1,
            created_at=by.at,
            created_by=by.actor,
            is_archived=False,
        )
        with self.database.writing() as connection:
            return kept_brief(
                brief_row(connection, connection.execute(new.returning(BRIEF.c.id)).scalar_one())
            )

    def save(
        self, actor: Actor, token: str, brief: Brief, *, expected_version: int, at: datetime
    ) -> KeptBrief:
        """The brief as it is once it is stored in the place of the version that was seen.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit briefs.
        BriefConflictError
            If somebody else changed it since; nothing was changed, and the message says who and when.
        BriefError
            If it is a default brief, is archived, or could not be read back.
        UnknownBriefError
            If there is no such brief.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._change(actor, token, expected_version) as (connection, row):
            values = {**brief_columns(brief, stamp(actor, at)), "version": row["version"] + 1}
            connection.execute(update(BRIEF).where(BRIEF.c.id == row["id"]).values(values))
            return kept_brief(brief_row(connection, row["id"]))

    def append(self, actor: Actor, token: str, scenes: tuple[Scene, ...], *, at: datetime) -> KeptBrief:
        """The brief with scenes added at its end, whoever else changed it meanwhile.

        A scene whose key the brief has already is given another.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit briefs.
        BriefError
            If the brief would be too long, comes with the product, or is archived.
        UnknownBriefError
            If there is no such brief.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._change(actor, token, None) as (connection, row):
            brief = body_of(row)
            longer = replace(brief, scenes=brief.scenes + with_own_keys(scenes, beside=brief.scenes))
            values = {**brief_columns(longer, stamp(actor, at)), "version": row["version"] + 1}
            connection.execute(update(BRIEF).where(BRIEF.c.id == row["id"]).values(values))
            return kept_brief(brief_row(connection, row["id"]))

    def duplicate(self, actor: Actor, token: str, *, at: datetime, title: str = "") -> KeptBrief:
        """A new brief with the same scenes, of any brief; without a title it is called a copy.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit briefs.
        BriefError
            If the title cannot be taken.
        UnknownBriefError
            If there is no such brief.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        require(actor, Action.EDIT_BRIEFS)
        found = self.open(token)
        called = title or f"{found.brief.title[: LONGEST_TITLE - len(' (copy)')]} (copy)"
        origin = f"a copy of {found.brief.title}" + (f", version {found.version}" if found.version else "")
        return self.create(actor, replace(found.brief, title=called), at=at, origin=origin)

    def archive(
        self, actor: Actor, token: str, *, expected_version: int, at: datetime, is_archived: bool = True
    ) -> KeptBrief:
        """The brief, out of the list, or in it again; nothing is deleted, and its frozen briefs stay.

        Raises
        ------
        AccessDeniedError
            If the actor may not edit briefs.
        BriefConflictError
            If somebody else changed it since ``expected_version``.
        BriefError
            If it is a default brief.
        UnknownBriefError
            If there is no such brief.
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        by = stamp(actor, at)
        with self._change(actor, token, expected_version, also_archived=True) as (connection, row):
            values = {
                "is_archived": is_archived,
                "version": row["version"] + 1,
                "changed_at": by.at,
                "changed_by": by.actor,
            }
            connection.execute(update(BRIEF).where(BRIEF.c.id == row["id"]).values(values))
            return kept_brief(brief_row(connection, row["id"]))

    @contextmanager
    def _change(
        self, actor: Actor, token: str, expected: int | None, *, also_archived: bool = False
    ) -> Iterator[tuple[Connection, RowMapping]]:
        """A transaction that holds the row of a brief, which is still as it was seen if that matters."""
        require(actor, Action.EDIT_BRIEFS)
        if token in default_tokens():
            raise BriefError(
                f"{_default(token).brief.title!r} comes with borderops and is not changed",
                remedy="Duplicate it and change the copy",
            )
        number = brief_number(token)
        with self.database.writing() as connection:
            row = brief_row(connection, number, is_held=True)
            if expected is not None and row["version"] != expected:
                raise brief_conflict(row, expected=expected)
            if row["is_archived"] and not also_archived:
                raise BriefError(f"{row['title']!r} is archived", remedy="Take it out of the archive first")
            yield connection, row


def _default(token: str) -> KeptBrief:
    brief = default_brief(token)
    summary = BriefSummary(
        token=token,
        title=brief.title,
        owner="",
        origin=_ORIGIN,
        scenes=len(brief.scenes),
        version=0,
        changed_at=None,
        changed_by="",
    )
    return KeptBrief(brief=brief, summary=summary)
