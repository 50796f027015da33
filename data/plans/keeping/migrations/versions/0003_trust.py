"""Tables of accounts, sign-ins and the audit record, and of what readers were told of drawn shapes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEPT = "trust_audit"
"""The table whose rows are only added to."""


def upgrade() -> None:
    """Nothing; the five tables are there, and the triggers of the audit record."""
    _make_accounts()
    _make_sign_ins()
    _make_audit()
    _make_told()
    if op.get_bind().dialect.name == "postgresql":
        _guard_in_postgresql()
    else:
        _guard_in_sqlite()


def downgrade() -> None:
    """Nothing; no table of trust is left."""
    for table in ("trust_told", "trust_audit", "trust_attempt", "trust_sign_in", "trust_account"):
        op.drop_table(table)


def _make_accounts() -> None:
    op.create_table(
        "trust_account",
        _id(),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        _text("way", 40),
        _text("role", 40),
        _text("regions"),
        _text("layers"),
        _text("identity", 200),
        _text("secret"),
        _text("address", 200),
        _text("brief", 200),
        sa.Column("session_hours", sa.Integer, nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _text("created_at", 40),
        _text("created_by", 200),
        _text("changed_at", 40),
        _text("changed_by", 200),
        sqlite_autoincrement=True,
    )


def _make_sign_ins() -> None:
    op.create_table(
        "trust_sign_in",
        _id(),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("account", sa.Integer, nullable=False),
        _text("sitting", 40),
        _text("way", 40),
        _text("began_at", 40),
        _text("seen_at", 40),
        _text("ends_at", 40),
        _text("ended_at", 40, is_optional=True),
        _text("ended_by", 200, is_optional=True),
        sa.Column("views_as", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trust_sign_in_account", "trust_sign_in", ["account"])
    op.create_table("trust_attempt", _id(), _text("subject", 64), _text("at", 40), sqlite_autoincrement=True)
    op.create_index("ix_trust_attempt_subject", "trust_attempt", ["subject", "at"])


def _make_audit() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        _KEPT,
        sa.Column("seq", number, primary_key=True, autoincrement=False),
        _text("at", 40),
        _text("actor", 200),
        _text("role", 40),
        _text("sitting", 40),
        _text("deed", 40),
        _text("outcome", 40),
        _text("subject"),
        _text("reason"),
        _text("body"),
        _text("previous", 64),
        _text("digest", 64),
    )
    op.create_index("ix_trust_audit_at", _KEPT, ["at"])
    op.create_index("ix_trust_audit_actor", _KEPT, ["actor"])


def _make_told() -> None:
    op.create_table(
        "trust_told",
        _id(),
        _text("reader", 64),
        _text("data_version", 40),
        _text("question"),
        _text("at", 40),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trust_told_reader", "trust_told", ["reader", "data_version"])


def _guard_in_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_KEPT} is only added to'); END"
    op.execute(f"CREATE TRIGGER {_KEPT}_no_update BEFORE UPDATE ON {_KEPT} {refuse}")
    op.execute(f"CREATE TRIGGER {_KEPT}_no_delete BEFORE DELETE ON {_KEPT} {refuse}")
    met = (
        sa.select(sa.text("1")).select_from(sa.table(_KEPT).alias("old")).where(sa.text("old.seq = new.seq"))
    )
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
