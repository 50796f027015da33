"""The tables of briefs, beside those of plans in the same database.

Made by :mod:`data.plans.keeping.migrations`. Times are text, ISO 8601 in UTC; bodies are canonical JSON.
A ``token`` names a brief as links do: ``national``, ``region:best:tucson`` or the number of a stored one.
Rows of ``brief_frozen`` are never changed or deleted, and the database itself refuses both.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from data.plans.keeping.tables import METADATA

_NAME = String(200)
_ACTOR = String(200)
_TOKEN = String(100)
_TIME = String(40)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


BRIEF = Table(
    "brief",
    METADATA,
    _id(),
    Column("title", _NAME, nullable=False),
    Column("owner", _ACTOR, nullable=False),
    Column("origin", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("scenes", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("created_by", _ACTOR, nullable=False),
    Column("changed_at", _TIME, nullable=False),
    Column("changed_by", _ACTOR, nullable=False),
    Column("is_archived", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

BRIEF_FROZEN = Table(
    "brief_frozen",
    METADATA,
    _id(),
    Column("brief", _TOKEN, nullable=False),
    Column("title", _NAME, nullable=False),
    Column("body", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("data_version", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("frozen_at", _TIME, nullable=False),
    Column("frozen_by", _ACTOR, nullable=False),
    Index("ix_brief_frozen_brief", "brief"),
    sqlite_autoincrement=True,
)

BRIEF_SCHEDULE = Table(
    "brief_schedule",
    METADATA,
    _id(),
    Column("brief", _TOKEN, nullable=False),
    Column("name", _NAME, nullable=False),
    Column("body", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("next_at", _TIME),
    Column("last_at", _TIME),
    Column("last_outcome", Text, nullable=False),
    Column("changed_at", _TIME, nullable=False),
    Column("changed_by", _ACTOR, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_brief_schedule_next_at", "next_at"),
    sqlite_autoincrement=True,
)
