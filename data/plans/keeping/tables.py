"""The tables of plans, the same in SQLite and PostgreSQL; :mod:`data.plans.keeping.migrations` makes them.

Times are text, ISO 8601 in UTC; bodies are canonical JSON. Rows of the tables in :data:`ONLY_ADDED_TO`
are never changed or deleted, and the database itself refuses both.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

_NAME = String(200)
_ACTOR = String(200)
_WORD = String(20)
_TIME = String(40)
_DIGEST = String(64)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _of_plan(*, is_optional: bool = False) -> Column[int]:
    return Column("plan", Integer, ForeignKey("plan.id"), nullable=is_optional)


def _of_edit(name: str = "edit", *, is_optional: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey("plan_edit.id"), nullable=is_optional)


PLAN = Table(
    "plan",
    METADATA,
    _id(),
    Column("name", _NAME, nullable=False),
    Column("owner", _ACTOR, nullable=False),
    Column("origin", Text, nullable=False),
    Column("status", _WORD, nullable=False),
    Column("version", Integer, nullable=False),
    Column("head", Integer, nullable=False),  # an edit's id; no foreign key, as edits refer to plans
    Column("edits", Integer, nullable=False),
    Column("regions", Integer, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("changed_at", _TIME, nullable=False),
    Column("changed_by", _ACTOR, nullable=False),
    sqlite_autoincrement=True,
)

EDIT = Table(
    "plan_edit",
    METADATA,
    _id(),
    _of_plan(),
    _of_edit("parent", is_optional=True),
    Column("number", Integer, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("words", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("patch", Text, nullable=False),
    Column("since_snapshot", Integer, nullable=False),
    Column("digest", _DIGEST, nullable=False),
    Column("notes", Text, nullable=False),
    Column("actor", _ACTOR, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("client_key", String(40)),
    UniqueConstraint("plan", "number", name="uq_plan_edit_number"),
    UniqueConstraint("plan", "actor", "client_key", name="uq_plan_edit_client_key"),
    Index("ix_plan_edit_parent", "parent"),
    sqlite_autoincrement=True,
)

SNAPSHOT = Table(
    "plan_snapshot",
    METADATA,
    Column("edit", Integer, ForeignKey("plan_edit.id"), primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

MOVE = Table(
    "plan_move",
    METADATA,
    _id(),
    _of_plan(),
    Column("version", Integer, nullable=False),
    Column("step", _WORD, nullable=False),
    _of_edit("from_edit", is_optional=True),
    _of_edit("to_edit"),
    Column("actor", _ACTOR, nullable=False),
    Column("at", _TIME, nullable=False),
    UniqueConstraint("plan", "version", name="uq_plan_move_version"),
    sqlite_autoincrement=True,
)

VERSION = Table(
    "plan_version",
    METADATA,
    _id(),
    _of_plan(),
    _of_edit(),
    Column("name", _NAME, nullable=False),
    Column("actor", _ACTOR, nullable=False),
    Column("at", _TIME, nullable=False),
    UniqueConstraint("plan", "name", name="uq_plan_version_name"),
    sqlite_autoincrement=True,
)

NOTE = Table(
    "plan_note",
    METADATA,
    _id(),
    _of_plan(),
    Column("pinned_to", _WORD, nullable=False),
    Column("keys", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("actor", _ACTOR, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("resolved_by", _ACTOR),
    Column("resolved_at", _TIME),
    Index("ix_plan_note_plan", "plan"),
    sqlite_autoincrement=True,
)

REVIEW = Table(
    "plan_review",
    METADATA,
    _id(),
    _of_plan(),
    _of_edit(),
    Column("did", _WORD, nullable=False),
    Column("item", _WORD, nullable=False),
    Column("words", Text, nullable=False),
    Column("actor", _ACTOR, nullable=False),
    Column("person", _ACTOR, nullable=False),
    Column("at", _TIME, nullable=False),
    Index("ix_plan_review_plan", "plan"),
    sqlite_autoincrement=True,
)

APPROVED = Table(
    "plan_approved",
    METADATA,
    _id(),
    _of_plan(),
    _of_edit(),
    Column("version", Integer, nullable=False),
    Column("name", _NAME, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", _DIGEST, nullable=False),
    Column("effective_from", String(10), nullable=False),
    Column("submitted_by", _ACTOR, nullable=False),
    Column("reviewer", _ACTOR, nullable=False),
    Column("approved_at", _TIME, nullable=False),
    Column("supersedes", Integer, ForeignKey("plan_approved.id")),
    Column("method", _WORD, nullable=False),
    Column("key_mark", _WORD, nullable=False),
    Column("previous", _DIGEST, nullable=False),
    Column("signature", _DIGEST, nullable=False),
    Index("ix_plan_approved_effective_from", "effective_from"),
    sqlite_autoincrement=True,
)

JOB = Table(
    "plan_job",
    METADATA,
    _id(),
    _of_plan(is_optional=True),
    Column("kind", String(60), nullable=False),
    Column("body", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("progress", Float, nullable=False),
    Column("result", Text),
    Column("reason", Text, nullable=False),
    Column("actor", _ACTOR, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("changed_at", _TIME, nullable=False),
    Column("worker", _ACTOR),
    Column("leased_until", _TIME),
    Column("attempts", Integer, nullable=False),
    Index("ix_plan_job_state", "state"),
    sqlite_autoincrement=True,
)

ONLY_ADDED_TO = (EDIT, SNAPSHOT, MOVE, VERSION, REVIEW, APPROVED)
