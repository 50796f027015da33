"""The first tables of plans, and the triggers that keep what was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ONLY_ADDED_TO = {
    "plan_edit": ("id", "plan, number", "plan, actor, client_key"),
    "plan_snapshot": ("edit",),
    "plan_move": ("id", "plan, version"),
    "plan_version": ("id", "plan, name"),
    "plan_review": ("id",),
    "plan_approved": ("id",),
}
"""Tables whose rows are kept for good, with their keys: a row that has the key of another is refused
before SQLite's ``INSERT OR REPLACE`` would put it in the other's place."""


def upgrade() -> None:
    """Nothing; all tables are there, and their triggers."""
    _make_plans()
    _make_edits()
    _make_what_is_kept_of_plans()
    _make_reviews()
    _make_jobs()
    if op.get_bind().dialect.name == "postgresql":
        _guard_in_postgresql()
    else:
        _guard_in_sqlite()


def downgrade() -> None:
    """Nothing; no table of plans is left."""
    for table in ("plan_job", "plan_approved", "plan_review", "plan_note", "plan_version"):
        op.drop_table(table)
    for table in ("plan_move", "plan_snapshot", "plan_edit", "plan"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION plan_row_is_kept()")


def _make_plans() -> None:
    op.create_table(
        "plan",
        _id(),
        _text("name", 200),
        _text("owner", 200),
        _text("origin"),
        _text("status", 20),
        _whole("version"),
        _whole("head"),
        _whole("edits"),
        _whole("regions"),
        _text("created_at", 40),
        _text("changed_at", 40),
        _text("changed_by", 200),
        sqlite_autoincrement=True,
    )


def _make_edits() -> None:
    op.create_table(
        "plan_edit",
        _id(),
        _whole("plan", of="plan.id"),
        _whole("parent", of="plan_edit.id", is_optional=True),
        _whole("number"),
        _text("kind", 20),
        _text("words"),
        _text("body"),
        _text("patch"),
        _whole("since_snapshot"),
        _text("digest", 64),
        _text("notes"),
        _text("actor", 200),
        _text("at", 40),
        _text("client_key", 40, is_optional=True),
        sa.UniqueConstraint("plan", "number", name="uq_plan_edit_number"),
        sa.UniqueConstraint("plan", "actor", "client_key", name="uq_plan_edit_client_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_edit_parent", "plan_edit", ["parent"])
    op.create_table(
        "plan_snapshot",
        sa.Column("edit", sa.Integer, sa.ForeignKey("plan_edit.id"), primary_key=True, autoincrement=False),
        _text("body"),
    )
    op.create_table(
        "plan_move",
        _id(),
        _whole("plan", of="plan.id"),
        _whole("version"),
        _text("step", 20),
        _whole("from_edit", of="plan_edit.id", is_optional=True),
        _whole("to_edit", of="plan_edit.id"),
        _text("actor", 200),
        _text("at", 40),
        sa.UniqueConstraint("plan", "version", name="uq_plan_move_version"),
        sqlite_autoincrement=True,
    )


def _make_what_is_kept_of_plans() -> None:
    op.create_table(
        "plan_version",
        _id(),
        _whole("plan", of="plan.id"),
        _whole("edit", of="plan_edit.id"),
        _text("name", 200),
        _text("actor", 200),
        _text("at", 40),
        sa.UniqueConstraint("plan", "name", name="uq_plan_version_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_note",
        _id(),
        _whole("plan", of="plan.id"),
        _text("pinned_to", 20),
        _text("keys"),
        _text("body"),
        _text("actor", 200),
        _text("at", 40),
        _text("resolved_by", 200, is_optional=True),
        _text("resolved_at", 40, is_optional=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_note_plan", "plan_note", ["plan"])


def _make_reviews() -> None:
    op.create_table(
        "plan_review",
        _id(),
        _whole("plan", of="plan.id"),
        _whole("edit", of="plan_edit.id"),
        _text("did", 20),
        _text("item", 20),
        _text("words"),
        _text("actor", 200),
        _text("person", 200),
        _text("at", 40),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_review_plan", "plan_review", ["plan"])
    op.create_table(
        "plan_approved",
        _id(),
        _whole("plan", of="plan.id"),
        _whole("edit", of="plan_edit.id"),
        _whole("version"),
        _text("name", 200),
        _text("body"),
        _text("digest", 64),
        _text("effective_from", 10),
        _text("submitted_by", 200),
        _text("reviewer", 200),
        _text("approved_at", 40),
        _whole("supersedes", of="plan_approved.id", is_optional=True),
        _text("method", 20),
        _text("key_mark", 20),
        _text("previous", 64),
        _text("signature", 64),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_approved_effective_from", "plan_approved", ["effective_from"])


def _make_jobs() -> None:
    op.create_table(
        "plan_job",
        _id(),
        _whole("plan", of="plan.id", is_optional=True),
        _text("kind", 60),
        _text("body"),
        sa.Column("seed", sa.BigInteger, nullable=False),
        _text("state", 20),
        sa.Column("progress", sa.Float, nullable=False),
        _text("result", is_optional=True),
        _text("reason"),
        _text("actor", 200),
        _text("at", 40),
        _text("changed_at", 40),
        _text("worker", 200, is_optional=True),
        _text("leased_until", 40, is_optional=True),
        _whole("attempts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_job_state", "plan_job", ["state"])


def _guard_in_sqlite() -> None:
    for table, keys in _ONLY_ADDED_TO.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        for number, key in enumerate(keys):
            same = " AND ".join(f"old.{name} = new.{name}" for name in key.split(", "))
            met = sa.select(sa.text("1")).select_from(sa.table(table).alias("old")).where(sa.text(same))
            op.execute(
                f"CREATE TRIGGER {table}_no_replace_{number} BEFORE INSERT ON {table} "
                f"WHEN EXISTS ({met}) {refuse}"
            )


def _guard_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION plan_row_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
    )
    for table in _ONLY_ADDED_TO:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION plan_row_is_kept()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION plan_row_is_kept()"
        )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _whole(name: str, *, of: str = "", is_optional: bool = False) -> sa.Column[int]:
    keys = [sa.ForeignKey(of)] if of else []
    return sa.Column(name, sa.Integer, *keys, nullable=is_optional)


def _text(name: str, length: int | None = None, *, is_optional: bool = False) -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=is_optional)
