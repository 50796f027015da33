"""The database of plans: SQLite or PostgreSQL, durable, opened and migrated at first use.

A transaction that was committed is on the disk, whatever happens to the process the moment after.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from data.errors import PlanError, PlanStoreError, SettingsError, UnknownPlanError
from data.plans.keeping.migrating import migrate, newest_schema_version, schema_version

_BUSY_TIMEOUT_S = 10
_CONNECT_TIMEOUT_S = 5
_LOCK = 7_239_115
"""PostgreSQL's advisory lock for what only one process may do: migrate, approve."""
_WRITES = "borderops_writes"
_OUT_OF_RANGE = "22003"


class Database:
    """Transactions on the tables of plans; safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        """Keep the SQLAlchemy URL; the database is opened, and its tables made, at first use.

        Raises
        ------
        SettingsError
            If the URL is malformed, its driver is not installed, or it is of neither a SQLite file nor
            PostgreSQL. The URL is not repeated in the message, as it may hold a password.
        """
        self._engine = _engine(url)
        self.is_sqlite = self._engine.dialect.name == "sqlite"
        self._snapshot = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._is_made = False
        self._making = threading.Lock()
        # Threads of one process queue here, in turn; SQLite's own waiting is by chance.
        self._turn = threading.Lock() if self.is_sqlite else nullcontext()
        weakref.finalize(self, self._engine.dispose)

    @property
    def is_absent(self) -> bool:
        """Whether nothing was ever written: a SQLite file that is not there, and looking makes none."""
        url = self._engine.url
        return self.is_sqlite and "uri" not in url.query and not Path(str(url.database)).exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        UnknownPlanError
            If something is asked for by a number that no database can hold.
        """
        try:
            with self._ready().execution_options(**self._snapshot).begin() as connection:
                yield connection
        except (SQLAlchemyError, OverflowError) as error:
            raise _refusal("read", error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk once left; if it is left by an error, nothing was written.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        UnknownPlanError
            If something is asked for by a number that no database can hold.
        """
        try:
            engine = self._ready().execution_options(**{_WRITES: True})
            with self._turn, engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OverflowError) as error:
            raise _refusal("written", error) from error

    def alone(self, connection: Connection) -> None:
        """Return once no other process is in a transaction that called this; it ends with the transaction."""
        if not self.is_sqlite:  # a SQLite transaction that writes is alone anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def close(self) -> None:
        """Close the connections that are kept open; the next transaction opens new ones."""
        self._engine.dispose()

    def _ready(self) -> Engine:
        with self._making:
            if not self._is_made:
                self._make()
                self._is_made = True
        return self._engine

    def _make(self) -> None:
        newest = newest_schema_version()
        with self._engine.connect() as connection:
            if schema_version(connection) == newest:
                return
        with self._engine.execution_options(**{_WRITES: True}).begin() as connection:
            self.alone(connection)
            migrate(connection, newest)


def _engine(url: str) -> Engine:
    try:
        kind = make_url(url).get_backend_name()
        if kind == "postgresql":
            options = {"connect_timeout": _CONNECT_TIMEOUT_S}
            engine = create_engine(url, pool_pre_ping=True, connect_args=options)
            event.listen(engine, "connect", _make_postgresql_durable)
            return engine
        if kind == "sqlite" and make_url(url).database not in {None, "", ":memory:"}:
            asked = make_url(url).query
            patience = {} if "timeout" in asked else {"timeout": _BUSY_TIMEOUT_S}
            engine = create_engine(url, connect_args=patience)
            event.listen(engine, "connect", _make_sqlite_durable)
            event.listen(engine, "begin", _begin_in_sqlite)
            return engine
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise _unusable_url() from error
    raise _unusable_url()


def _unusable_url() -> SettingsError:
    return SettingsError(
        "BORDEROPS_DATABASE is no URL of a SQLite file or of PostgreSQL that can be opened here",
        remedy="For example sqlite:////srv/borderops/plans.sqlite or postgresql+psycopg://user@host/borderops",
    )


def _make_sqlite_durable(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers do not wait for a writer, a writer waits its turn, and a commit outlives a power cut."""
    connection.isolation_level = None  # transactions begin where _begin_in_sqlite says, and hold tables too
    cursor = connection.cursor()
    _use_write_ahead_log(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.close()


def _use_write_ahead_log(cursor: DBAPICursor) -> None:
    """Switch the file over once; SQLite does not wait for a lock here, so this does."""
    patience = threading.Event()
    for attempt in range(200):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == 199:
                raise
            patience.wait(0.05)
        else:
            return


def _begin_in_sqlite(connection: Connection) -> None:
    """A writer takes the lock at its start, so that what it reads cannot change before it writes."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_postgresql_durable(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """A commit is on the disk even where the server's default would let it be late."""
    cursor = connection.cursor()
    cursor.execute(
        "SELECT set_config('synchronous_commit', 'on', false) "
        "WHERE current_setting('synchronous_commit') = 'off'"
    )
    cursor.execute(f"SET lock_timeout = '{_BUSY_TIMEOUT_S}s'")
    cursor.close()
    connection.commit()


def _refusal(deed: str, error: SQLAlchemyError | OverflowError) -> PlanError:
    """What to raise; SQLite's driver and PostgreSQL each say in their own way that a number is too large."""
    if isinstance(error, OverflowError) or _sql_state(error) == _OUT_OF_RANGE:
        return UnknownPlanError("nothing here has a number that large", remedy="Choose from the list")
    cause = (str(getattr(error, "orig", None) or error).splitlines() or ["no reason given"])[0]
    return PlanStoreError(
        f"the database of plans cannot be {deed}: {cause}",
        remedy="Try again; if it stays so, check BORDEROPS_DATABASE, the free space and the rights of the "
        "folder. Nothing was changed",
    )


def _sql_state(error: SQLAlchemyError) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", ""))
