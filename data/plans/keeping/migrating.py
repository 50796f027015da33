"""The tables of plans, brought to this program's version of them, by one process at a time."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.errors import PlanStoreError

VERSION_TABLE = "plan_schema"
"""Where Alembic keeps the version: a name of its own, so that the database may hold other tables too."""
NOTHING = "base"
_FOLDER = Path(__file__).resolve().parent / "migrations"
_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps the migration under way in its module


def schema_version(connection: Connection) -> str | None:
    """The version of the tables in the database; ``None`` if there are none yet."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def newest_schema_version() -> str:
    """The version of the tables that this program works with."""
    return str(_scripts().get_current_head())


def migrate(connection: Connection, to: str) -> None:
    """Bring the tables to a version, upward or downward, inside the connection's transaction.

    Parameters
    ----------
    connection
        With a transaction under way that holds the lock of :meth:`Database.alone`; nothing is kept
        unless it is committed.
    to
        A version, or :data:`NOTHING` to drop every table of plans with all that is in them.

    Raises
    ------
    PlanStoreError
        If the tables are of a version that this program does not know.
    """
    now = schema_version(connection)
    known = [script.revision for script in reversed(list(_scripts().walk_revisions()))]
    if now is not None and now not in known:
        raise PlanStoreError(
            f"the tables of plans are of version {now}; this program knows versions up to {known[-1]}",
            remedy="Run the program that wrote them, or a newer one; nothing was changed",
        )
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=VERSION_TABLE)
    is_upward = to != NOTHING and (now is None or known.index(to) > known.index(now))
    with _ONE_AT_A_TIME:
        if is_upward:
            command.upgrade(config, to)
        elif now not in {to, None}:
            command.downgrade(config, to)


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_FOLDER))
