"""The journal of alerts: a table that is only ever added to, in SQLite or PostgreSQL.

An event is in the journal when :meth:`Journal.append` returns, and stays there if the process is
killed the moment after. The table's unique key on rule and revision lets one of two people who
act at once succeed.
"""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlalchemy.schema import CreateTable

from data.errors import JournalConflictError, JournalError, SettingsError
from data.watch.events import Did, Event, Standings, standings

_BUSY_TIMEOUT_MS = 5000

_TABLE = Table(
    "watch_event",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("rule", String(200), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("did", String(20), nullable=False),
    Column("value", String(100), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("at", String(40), nullable=False, comment="ISO 8601, UTC"),
    UniqueConstraint("rule", "revision"),
)


class Journal:
    """Events about rules, oldest first; safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        """Keep the SQLAlchemy URL; the database is opened, and made, at first use.

        Raises
        ------
        SettingsError
            If the URL is malformed or its driver is not installed. The URL is not repeated in the
            message, as it may hold a password.
        """
        try:
            # Used a few times a minute: a connection kept open would only have to be looked after.
            self._engine = create_engine(url, poolclass=NullPool)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise SettingsError(
                "BORDEROPS_DATABASE is no URL that SQLAlchemy can open here",
                remedy="For example sqlite:////srv/borderops/journal.sqlite; other databases need a driver",
            ) from error
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _make_durable)
        self._is_made = False
        self._lock = threading.Lock()

    def append(self, happened: Event) -> None:
        """Add an event; it is on the disk when this returns.

        Raises
        ------
        JournalConflictError
            If the rule already has an event of that revision: somebody else was first.
        JournalError
            If the database cannot be written; nothing was added.
        """
        row = {**vars(happened), "did": happened.did.value, "at": happened.at.isoformat()}
        try:
            with self._ready().begin() as connection:
                connection.execute(insert(_TABLE).values(row))
        except IntegrityError as error:
            raise JournalConflictError(
                f"{happened.rule} was changed by somebody else meanwhile",
                remedy="Look at it again; nothing of yours was written",
            ) from error
        except SQLAlchemyError as error:
            raise _refusal("written", error) from error

    def events(self) -> tuple[Event, ...]:
        """All events in the order in which they were added; looking makes no file.

        Raises
        ------
        JournalError
            If the database cannot be read.
        """
        if self._is_not_made_yet():
            return ()
        columns = (column for column in _TABLE.c if column.name != "id")
        try:
            with self._ready().connect() as connection:
                rows = connection.execute(select(*columns).order_by(_TABLE.c.id)).mappings().all()
        except SQLAlchemyError as error:
            raise _refusal("read", error) from error
        return tuple(
            Event(**{**row, "did": Did(row["did"]), "at": datetime.fromisoformat(row["at"])}) for row in rows
        )

    def size(self) -> int:
        """How many events there are; it only ever grows.

        Raises
        ------
        JournalError
            If the database cannot be read.
        """
        if self._is_not_made_yet():
            return 0
        try:
            with self._ready().connect() as connection:
                return int(connection.execute(select(func.count()).select_from(_TABLE)).scalar_one())
        except SQLAlchemyError as error:
            raise _refusal("read", error) from error

    def standings(self) -> Standings:
        """How all rules stand now.

        Raises
        ------
        JournalError
            If the database cannot be read.
        """
        return standings(self.events())

    def _is_not_made_yet(self) -> bool:
        path = self._engine.url.database
        return self._engine.dialect.name == "sqlite" and bool(path) and not Path(str(path)).exists()

    def _ready(self) -> Engine:
        """The engine, with the table made; processes that start together may all try."""
        with self._lock:
            if not self._is_made:
                with self._engine.begin() as connection:
                    connection.execute(CreateTable(_TABLE, if_not_exists=True))
                self._is_made = True
        return self._engine


def _make_durable(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for a writer, a writer waits its turn, and a commit outlives a power cut."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _refusal(deed: str, error: SQLAlchemyError) -> JournalError:
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    return JournalError(
        f"the journal of alerts cannot be {deed}: {cause}",
        remedy="Check BORDEROPS_DATABASE, the free space and the rights of the folder; nothing was changed",
    )
