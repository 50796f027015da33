"""Tables of briefs, of what was frozen of them, and of their schedules; those of plans stay as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT = "brief_frozen"
"""The table whose rows are kept for good."""


def upgrade() -> None:
    """Nothing; the three tables are there, and the triggers of what is frozen."""
    _make_briefs()
    _make_frozen()
    _make_schedules()
    if op.get_bind().dialect.name == "postgresql":
        _guard_in_postgresql()
    else:
        _guard_in_sqlite()


def downgrade() -> None:
    """Nothing; no table of briefs is left."""
    for table in ("brief_schedule", "brief_frozen", "brief"):
        op.drop_table(table)


def _make_briefs() -> None:
    op.create_table(
        "brief",
        _id(),
        _text("title", 200),
        _text("owner", 200),
        _text("origin"),
        _text("body"),
        sa.Column("scenes", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _text("created_at", 40),
        _text("created_by", 200),
        _text("changed_at", 40),
        _text("changed_by", 200),
        sa.Column("is_archived", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )


def _make_frozen() -> None:
    op.create_table(
        "brief_frozen",
        _id(),
        _text("brief", 100),
        _text("title", 200),
        _text("body"),
        _text("content"),
        _text("data_version", 20),
        _text("digest", 64),
        _text("frozen_at", 40),
        _text("frozen_by", 200),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_brief_frozen_brief", "brief_frozen", ["brief"])


def _make_schedules() -> None:
    op.create_table(
        "brief_schedule",
        _id(),
        _text("brief", 100),
        _text("name", 200),
        _text("body"),
        sa.Column("is_on", sa.Boolean, nullable=False),
        _text("next_at", 40, is_optional=True),
        _text("last_at", 40, is_optional=True),
        _text("last_outcome"),
        _text("changed_at", 40),
        _text("changed_by", 200),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_brief_schedule_next_at", "brief_schedule", ["next_at"])


def _guard_in_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_KEPT} is only added to'); END"
    op.execute(f"CREATE TRIGGER {_KEPT}_no_update BEFORE UPDATE ON {_KEPT} {refuse}")
    op.execute(f"CREATE TRIGGER {_KEPT}_no_delete BEFORE DELETE ON {_KEPT} {refuse}")
    met = sa.select(sa.text("1")).select_from(sa.table(_KEPT).alias("old")).where(sa.text("old.id = new.id"))
    op.execute(f"CREATE TRIGGER {_KEPT}_no_replace BEFORE INSERT ON {_KEPT} WHEN EXISTS ({met}) {refuse}")


def _guard_in_postgresql() -> None:
    # The function is the one that 0001 made.
    op.execute(
        f"CREATE TRIGGER {_KEPT}_no_change BEFORE UPDATE OR DELETE ON {_KEPT} "
        "FOR EACH ROW EXECUTE FUNCTION plan_row_is_kept()"
    )
    op.execute(
        f"CREATE TRIGGER {_KEPT}_no_truncate BEFORE TRUNCATE ON {_KEPT} "
        "FOR EACH STATEMENT EXECUTE FUNCTION plan_row_is_kept()"
    )


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str, length: int | None = None, *, is_optional: bool = False) -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=is_optional)
