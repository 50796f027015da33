"""Records for tests, and hands that reach into the database past the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, make_url, text

from data.plans.keeping.database import Database
from data.roles import Actor, Role
from data.settings import Settings
from data.trust.anchor import Head
from data.trust.audit import AuditLog
from data.trust.deeds import Deed
from data.trust.entries import GENESIS, Entry, digest_of, parts_of

ANNA = Actor(name="anna", role=Role.ANALYST, session="s1")
AT = "2026-11-30T14:00:00.000000+00:00"


def log_at(
    url: str, folder: Path, *, anchor: str = "", now: Callable[[], datetime] | None = None
) -> AuditLog:
    """A record in the database, its heads in the folder if nowhere else."""
    return AuditLog(Database(url), Settings(store=folder, audit_anchor=anchor), now=now)


def filled(log: AuditLog, count: int) -> AuditLog:
    """The record with so many more in it, and its head outside."""
    for number in range(count):
        log.record(ANNA, Deed.EXPORTED, subject=f"plan {number}", reason="a briefing", body={"n": number})
    log.settle()
    return log


def chain(count: int) -> list[Entry]:
    """A chain in memory, as the record would make it."""
    made: list[Entry] = []
    for seq in range(1, count + 1):
        parts: dict[str, Any] = parts_of(
            ANNA, Deed.SAW, at=AT, outcome="done", subject=f"page {seq}", reason="", body={}
        )
        parts |= {"seq": seq, "previous": made[-1].digest if made else GENESIS}
        made.append(Entry(**parts, digest=digest_of(parts)))
    return made


def rebuilt(entries: list[Entry]) -> list[Entry]:
    """The records with numbers and digests that fit: what somebody does who knows how it is made."""
    made: list[Entry] = []
    for seq, entry in enumerate(entries, start=1):
        parts = {**vars(entry), "seq": seq, "previous": made[-1].digest if made else GENESIS}
        made.append(Entry(**{**parts, "digest": digest_of(parts)}))
    return made


def head_of(entry: Entry) -> Head:
    """The head that would stand outside the database."""
    return Head(seq=entry.seq, digest=entry.digest, at=entry.at)


@contextmanager
def as_administrator(url: str) -> Iterator[Connection]:
    """A transaction of somebody who owns the database, and takes its triggers away first."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if make_url(url).get_backend_name() == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS trust_audit_{name}"))
        else:
            connection.execute(text("ALTER TABLE trust_audit DISABLE TRIGGER ALL"))
        yield connection
    engine.dispose()


def sqlite_at(url: str) -> sqlite3.Connection:
    """A connection of the standard library, which knows nothing of the program."""
    return sqlite3.connect(str(make_url(url).database))
