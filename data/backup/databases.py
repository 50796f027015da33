"""The databases of a site in a backup, and the end of the audit record as of the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from data.backup.contents import BackedDatabase
from data.backup.postgresql_dump import dump
from data.backup.sqlite_copy import copy_sqlite, sqlite_state
from data.errors import BackupError
from data.settings import Settings

PLANS = "plans"
JOURNAL = "journal"
SQLITE = "sqlite"
POSTGRESQL = "postgresql"


@dataclass(frozen=True, kw_only=True)
class End:
    """The last record of an audit record; nothing was recorded if ``seq`` is 0."""

    seq: int = 0
    digest: str = ""


def databases_of(settings: Settings) -> dict[str, str]:
    """URL of each database of the site by its role; alerts are in that of the plans where one is set."""
    urls = {PLANS: settings.plans_url}
    if settings.journal_url != settings.plans_url:
        urls[JOURNAL] = settings.journal_url
    return urls


def back_up_database(role: str, url: str, folder: Path) -> tuple[BackedDatabase, End] | None:
    """Put a database into the folder of a backup; ``None`` if nothing was ever written to it.

    Raises
    ------
    BackupError
        If it cannot be read or copied.
    """
    if make_url(url).get_backend_name() == POSTGRESQL:
        target = folder / f"{role}.dump"
        found = dump(url, target)
        end = End(seq=found.audit_seq, digest=found.audit_digest)
        return (
            BackedDatabase(
                role=role, kind=POSTGRESQL, path=target.name, schema=found.schema, tables=found.tables
            ),
            end,
        )
    source = sqlite_file(url)
    if not source.exists():
        return None
    target = folder / f"{role}.sqlite"
    copy_sqlite(source, target)
    tables, seq, digest = sqlite_state(target)
    made = BackedDatabase(role=role, kind=SQLITE, path=target.name, schema="", tables=tables)
    return made, End(seq=seq, digest=digest)


def sqlite_file(url: str) -> Path:
    """The file of a SQLite database.

    Raises
    ------
    BackupError
        If the URL is of none.
    """
    found = make_url(url)
    if found.get_backend_name() != SQLITE or not found.database:
        raise BackupError("the database is no SQLite file", remedy="Check BORDEROPS_DATABASE")
    return Path(found.database)
