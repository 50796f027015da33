"""The tables of trust, beside those of plans in the same database.

Made by :mod:`data.plans.keeping.migrations`. Times are text, ISO 8601 in UTC; lists and bodies are canonical
JSON. A secret is never stored: of a password its Argon2 hash, of a token its SHA-256. Rows of
``trust_audit`` are never changed, and deleted by the rule of retention only: the database refuses both.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text

from data.plans.keeping.tables import METADATA

_NAME = String(200)
_WORD = String(40)
_TIME = String(40)
_DIGEST = String(64)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


ACCOUNT = Table(
    "trust_account",
    METADATA,
    _id(),
    Column("name", _NAME, nullable=False, unique=True),
    Column("way", _WORD, nullable=False),  # local, oidc, proxy, device
    Column("role", _WORD, nullable=False),
    Column("regions", Text, nullable=False),
    Column("layers", Text, nullable=False),
    Column(
        "identity", _NAME, nullable=False
    ),  # what an OpenID Connect provider calls who signs in; else empty
    Column("secret", Text, nullable=False),  # hash of the password or of a device's token; empty if neither
    Column("address", _NAME, nullable=False),  # network that a device is bound to; empty if none
    Column("brief", _NAME, nullable=False),  # token of the only brief that a device shows; empty is any
    Column("session_hours", Integer, nullable=False),  # of a device; 0: as set for all
    Column("is_disabled", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("created_by", _NAME, nullable=False),
    Column("changed_at", _TIME, nullable=False),
    Column("changed_by", _NAME, nullable=False),
    sqlite_autoincrement=True,
)

SIGN_IN = Table(
    "trust_sign_in",
    METADATA,
    _id(),
    Column("token", _DIGEST, nullable=False, unique=True),
    Column("account", Integer, nullable=False),
    Column("sitting", _WORD, nullable=False),  # its name in the record and to the guard of shapes
    Column("way", _WORD, nullable=False),
    Column("began_at", _TIME, nullable=False),
    Column("seen_at", _TIME, nullable=False),
    Column("ends_at", _TIME, nullable=False),
    Column("ended_at", _TIME),
    Column("ended_by", _NAME),
    Column("views_as", Integer),  # account that an administrator views as
    Index("ix_trust_sign_in_account", "account"),
    sqlite_autoincrement=True,
)

ATTEMPT = Table(
    "trust_attempt",
    METADATA,
    _id(),
    Column("subject", _DIGEST, nullable=False),  # SHA-256 of what is counted: a name, an address
    Column("at", _TIME, nullable=False),
    Index("ix_trust_attempt_subject", "subject", "at"),
    sqlite_autoincrement=True,
)

AUDIT = Table(
    "trust_audit",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", _TIME, nullable=False),
    Column("actor", _NAME, nullable=False),
    Column("role", _WORD, nullable=False),
    Column("sitting", _WORD, nullable=False),
    Column("deed", _WORD, nullable=False),  # see data/trust/deeds.py
    Column("outcome", _WORD, nullable=False),  # begun, done, refused, failed
    Column("subject", Text, nullable=False),  # a route, a plan, a data version, a file's name
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", _DIGEST, nullable=False),
    Column("digest", _DIGEST, nullable=False),
    Index("ix_trust_audit_at", "at"),
    Index("ix_trust_audit_actor", "actor"),
)

TOLD = Table(
    "trust_told",
    METADATA,
    _id(),
    Column("reader", _DIGEST, nullable=False),  # SHA-256 of the reader's name
    Column("data_version", _WORD, nullable=False),
    Column("question", Text, nullable=False),
    Column("at", _TIME, nullable=False),
    Index("ix_trust_told_reader", "reader", "data_version"),
    sqlite_autoincrement=True,
)
