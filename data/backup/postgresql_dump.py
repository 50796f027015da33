"""A PostgreSQL schema of one moment, by the server's own programs, and back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from data.errors import BackupError, Where
from data.intake.atomic import flush_file
from data.plans.keeping.migrating import VERSION_TABLE, schema_version
from data.trust.tables import AUDIT

_FOLDER = Path("/usr/lib/postgresql")
_IS_THERE = text("SELECT to_regclass(:name)")


@dataclass(frozen=True, kw_only=True)
class Dumped:
    """Schema, version of its tables, and number and digest of the last record of the audit record."""

    schema: str
    tables: str
    audit_seq: int
    audit_digest: str


def dump(url: str, target: Path) -> Dumped:
    """Write the schema of the plans to a file, and what its tables say, both as of one moment.

    Nothing is migrated: a backup may be made by a newer program before it takes over.

    Raises
    ------
    BackupError
        If PostgreSQL's programs are not here, or the server refuses.
    """
    with _transaction(url) as connection:
        snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        found = _state(connection)
        _dump(url, target, schema=found.schema, snapshot=snapshot)
    return found


def has_tables(url: str) -> bool:
    """Whether there are tables of plans where the URL leads.

    Raises
    ------
    BackupError
        If the database cannot be read.
    """
    with _transaction(url) as connection:
        return bool(connection.execute(_IS_THERE, {"name": VERSION_TABLE}).scalar())


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    """A transaction that sees one state of the database; nothing is migrated."""
    engine = create_engine(url, isolation_level="REPEATABLE READ", poolclass=NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        cause = (str(getattr(error, "orig", None) or error).splitlines() or ["no reason given"])[0]
        raise BackupError(
            f"the database cannot be used: {cause}", where=place(url), remedy="Check BORDEROPS_DATABASE"
        ) from error


def _state(connection: Connection) -> Dumped:
    schema = str(connection.execute(text("SELECT current_schema()")).scalar_one())
    is_there = connection.execute(_IS_THERE, {"name": AUDIT.name}).scalar()
    asked = select(AUDIT.c.seq, AUDIT.c.digest).order_by(AUDIT.c.seq.desc()).limit(1)
    row = connection.execute(asked).first() if is_there else None
    return Dumped(
        schema=schema,
        tables=schema_version(connection) or "",
        audit_seq=int(row.seq) if row else 0,
        audit_digest=str(row.digest) if row else "",
    )


def _dump(url: str, target: Path, *, schema: str, snapshot: str) -> None:
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--schema={schema}"]
    _run("pg_dump", url, [*options, f"--snapshot={snapshot}", f"--file={target}"])
    flush_file(target)


def undump(url: str, source: Path, *, schema: str, is_forced: bool) -> None:
    """Restore a schema into the database, all of it or nothing; what is there goes only ``is_forced``.

    Raises
    ------
    BackupError
        If PostgreSQL's programs are not here, or the server refuses; nothing was changed.
    """
    with _transaction(url) as connection:
        quoted = connection.dialect.identifier_preparer.quote(schema)
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {quoted}"))
    # Objects of the schema and not the schema itself: `public` is in every database.
    options = [
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        f"--schema={schema}",
    ]
    if is_forced:
        options += ["--clean", "--if-exists"]
    database = make_url(url).database or "postgres"
    _run("pg_restore", url, [*options, f"--dbname={database}", str(source)])


def _run(program: str, url: str, options: list[str]) -> None:
    command = [str(_program(program)), "--no-password", *options]
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own program, with options of our own
        command, env=_environment(make_url(url)), capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(
            f"{program} failed: {told}", remedy="Check BORDEROPS_DATABASE, its rights and the free space"
        )


def _program(name: str) -> Path:
    found = shutil.which(name)
    if found:
        return Path(found)
    folders = sorted(_FOLDER.glob("*/bin"), key=lambda path: float(path.parent.name))
    for folder in reversed(folders):
        if (folder / name).exists():
            return folder / name
    raise BackupError(
        f"the program {name} is not on this machine",
        remedy="Install PostgreSQL's client programs of the server's version",
    )


def _environment(url: URL) -> dict[str, str]:
    """The connection in variables, as a password among the arguments would be on show."""
    given = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port or url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
        "PGSSLROOTCERT": url.query.get("sslrootcert"),
    }
    return (
        os.environ
        | {name: str(value) for name, value in given.items() if value}
        | {"PGCONNECT_TIMEOUT": "10"}
    )


def place(url: str) -> Where:
    """Where a database is, without its password."""
    return Where(file=make_url(url).render_as_string(hide_password=True))
