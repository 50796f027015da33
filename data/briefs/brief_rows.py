"""Rows of the table of briefs: read, written, and found by the token of a link."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, select

from data.briefs.brief import Brief
from data.briefs.codec import brief_from_json, brief_to_json
from data.briefs.kept_briefs import KeptBrief, body_of, summary_of
from data.briefs.limits import LARGEST_NUMBER
from data.briefs.tables import BRIEF
from data.errors import BriefConflictError, UnknownBriefError
from data.plans.keeping.kept import as_json
from data.plans.keeping.records import Stamp

_NUMBER = re.compile(r"[1-9]\d{0,9}")


def brief_columns(brief: Brief, by: Stamp) -> dict[str, object]:
    """What a change of a brief writes, read back once before it is kept.

    Raises
    ------
    BriefError
        If it could not be read back.
    """
    body = brief_to_json(brief)
    brief_from_json(body)
    return {
        "title": brief.title,
        "body": as_json(body),
        "scenes": len(brief.scenes),
        "changed_at": by.at,
        "changed_by": by.actor,
    }


def kept_brief(row: RowMapping) -> KeptBrief:
    """The brief that a row holds.

    Raises
    ------
    PlanStoreError
        If it is not a brief any more.
    """
    return KeptBrief(brief=body_of(row), summary=summary_of(row))


def brief_row(connection: Connection, number: int, *, is_held: bool = False) -> RowMapping:
    """The row of that number; if ``is_held``, no other transaction changes it until this one ends.

    Raises
    ------
    UnknownBriefError
        If there is none.
    """
    wanted = select(BRIEF).where(BRIEF.c.id == number)
    row = connection.execute(wanted.with_for_update() if is_held else wanted).mappings().first()
    if row is None:
        raise unknown_brief(str(number))
    return row


def brief_number(token: str) -> int:
    """The number of the stored brief that a token names.

    Raises
    ------
    UnknownBriefError
        If it is no number that a database can hold.
    """
    if not _NUMBER.fullmatch(token) or int(token) > LARGEST_NUMBER:
        raise unknown_brief(token)
    return int(token)


def unknown_brief(token: str) -> UnknownBriefError:
    """The refusal of a token that names no brief."""
    return UnknownBriefError(f"there is no brief {token[:60]!r}", remedy="Choose one from the list of briefs")


def brief_conflict(row: RowMapping, *, expected: int) -> BriefConflictError:
    """The refusal of a change to a version that is not the newest: who was faster, and when."""
    at = datetime.fromisoformat(row["changed_at"]).astimezone(UTC)
    return BriefConflictError(
        f"{row['changed_by']} changed {row['title']!r}: it is at version {row['version']}, you saw "
        f"{expected}; last changed on {at:%Y-%m-%d} at {at:%H:%M:%S} UTC",
        remedy="Nothing of yours was stored. Keep yours as a copy, or open theirs and change that",
    )
