"""What was last heard of that runs beside the pages: each worker, the last backup.

Nothing rests on it but the page that shows the state of the site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, String, Table, Text, delete, insert, select, update

from data.plans.keeping.database import Database
from data.plans.keeping.records import utc_text
from data.plans.keeping.tables import METADATA

WORKER = "worker"
BACKUP = "backup"
_FORGOTTEN_AFTER = timedelta(days=1)

SEEN = Table(
    "operation_seen",
    METADATA,
    Column("name", String(200), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("body", Text, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """When something was last heard of (UTC), and what it said."""

    name: str
    at: datetime
    body: Mapping[str, Any]


class Seen:
    """The table, shared by all processes on the database."""

    def __init__(self, database: Database) -> None:
        """Open nothing yet."""
        self._database = database

    def tell(self, kind: str, name: str, *, at: datetime, body: Mapping[str, object]) -> None:
        """Note that this was heard of now; workers of yesterday are forgotten.

        Raises
        ------
        PlanStoreError
            If the database cannot be written.
        """
        values = {"kind": kind, "at": utc_text(at), "body": json.dumps(body)}
        with self._database.writing() as connection:
            if not connection.execute(update(SEEN).where(SEEN.c.name == name).values(**values)).rowcount:
                connection.execute(insert(SEEN).values(name=name, **values))
            old = (SEEN.c.kind == WORKER) & (SEEN.c.at < utc_text(at - _FORGOTTEN_AFTER))
            connection.execute(delete(SEEN).where(old))

    def of(self, kind: str) -> tuple[Sight, ...]:
        """What was heard of this kind, the newest first; nothing where there is no database yet.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        if self._database.is_absent:
            return ()
        wanted = select(SEEN).where(SEEN.c.kind == kind).order_by(SEEN.c.at.desc())
        with self._database.reading() as connection:
            return tuple(
                Sight(name=row.name, at=datetime.fromisoformat(row.at), body=json.loads(row.body))
                for row in connection.execute(wanted)
            )
