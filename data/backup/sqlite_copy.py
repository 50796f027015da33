"""A SQLite database of one moment, by SQLite's own backup: what is in the write-ahead log comes with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from data.errors import BackupError, Where
from data.intake.atomic import flush_file

_END = "SELECT seq, digest FROM trust_audit ORDER BY seq DESC LIMIT 1"


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that others write to meanwhile; the copy is checked and on the disk.

    Raises
    ------
    BackupError
        If it cannot be read or written, or the copy is not sound.
    """
    try:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
            read.backup(written)
            # One file: a log beside it would have to be kept with it.
            written.execute("PRAGMA journal_mode = DELETE")
            (found,) = written.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise BackupError(
            f"the database cannot be copied: {error}",
            where=Where(file=str(source)),
            remedy="Check the free space and the rights of both folders",
        ) from error
    if found != "ok":
        raise BackupError(
            f"the copy is not sound: {found}",
            where=Where(file=str(source)),
            remedy="Go back to an earlier backup: the database itself may be damaged",
        )
    flush_file(target)


def sqlite_state(path: Path) -> tuple[str, int, str]:
    """Version of the tables, and number and digest of the last record of the audit record, of a copy.

    Read as it is: nothing is migrated. Empty and 0 where there are no such tables.

    Raises
    ------
    BackupError
        If it cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as read:
            names = {name for (name,) in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            tables = (
                read.execute("SELECT version_num FROM plan_schema").fetchone()
                if "plan_schema" in names
                else None
            )
            end = read.execute(_END).fetchone() if "trust_audit" in names else None
    except sqlite3.Error as error:
        raise BackupError(
            f"the copy cannot be read: {error}", where=Where(file=str(path)), remedy="Take another backup"
        ) from error
    return str(tables[0]) if tables else "", int(end[0]) if end else 0, str(end[1]) if end else ""
