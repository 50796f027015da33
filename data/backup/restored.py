"""A site out of a backup, in places where there is none yet."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from data.backup.contents import HEADS, STORE, BackedDatabase, Contents, read_contents
from data.backup.copies import check, copied
from data.backup.databases import POSTGRESQL, SQLITE, databases_of, sqlite_file
from data.backup.postgresql_dump import has_tables, place, undump
from data.errors import BackupError, Where
from data.intake.atomic import UNFINISHED, flush_folder
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.settings import Settings
from data.trust.anchor import Anchors, Head, Kind
from data.trust.audit import anchor_path
from data.trust.verification import Verification
from data.trust.verifying import verify


def verify_backup(folder: Path) -> Contents:
    """What is in the backup, after every file was compared with its SHA-256.

    Raises
    ------
    BackupError
        If there is no backup, or a file of it is missing or changed.
    """
    contents = read_contents(folder)
    for file in contents.files:
        check(folder, file)
    return contents


def restore(
    folder: Path, settings: Settings, *, is_forced: bool, now: datetime
) -> tuple[Contents, Verification]:
    """Restore the backup to the store and the database that the settings name, and verify what came of it.

    Nothing is written before every file of the backup was found sound. With ``is_forced`` what is there is
    put aside: a store or SQLite file is renamed, tables in PostgreSQL are dropped.

    Raises
    ------
    BackupError
        If the backup is not sound, something is in its place already, or what was restored is not what the
        backup says.
    """
    contents = verify_backup(folder)
    urls = databases_of(settings)
    _require_places(contents, settings, urls, is_forced=is_forced)
    try:
        _restore_store(folder, contents, settings.store, now)
        for database in contents.databases:
            _restore_database(folder, database, urls[database.role], is_forced=is_forced, now=now)
    except OSError as error:
        raise BackupError(
            f"the backup cannot be restored: {error.strerror or error}",
            where=Where(file=str(error.filename or settings.store)),
            remedy="Check the free space and the rights of the folders, then restore again with --force",
        ) from error
    _restore_heads(folder, contents, settings, now)
    return contents, _verified(contents, settings)


def _require_places(contents: Contents, settings: Settings, urls: dict[str, str], *, is_forced: bool) -> None:
    """Refuse what would be written over, and a database of another kind."""
    for database in contents.databases:
        url = urls.get(database.role)
        if url is None or not url.startswith(database.kind):
            raise BackupError(
                f"the backup holds {database.role} of {database.kind}",
                remedy=f"Name a {database.kind} database with BORDEROPS_DATABASE",
            )
    if is_forced:
        return
    taken = [settings.store] if settings.store.exists() and any(settings.store.iterdir()) else []
    for database in contents.databases:
        if database.kind == SQLITE:
            taken += [path for path in [sqlite_file(urls[database.role])] if path.exists()]
        elif has_tables(urls[database.role]):
            raise BackupError(
                "the database holds tables already",
                where=place(urls[database.role]),
                remedy="Name an empty one with BORDEROPS_DATABASE, or drop its tables with --force",
            )
    if taken:
        raise BackupError(
            "there is something already",
            where=Where(file=str(taken[0])),
            remedy="Name a new folder with --store, or put what is there aside with --force",
        )


def _restore_store(folder: Path, contents: Contents, target: Path, now: datetime) -> None:
    target = target.absolute()
    unfinished = target.with_name(target.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "segments").mkdir(parents=True)
    for name in ("reports", "quarantine"):
        (unfinished / name).mkdir()
    for file in contents.files:
        if file.path.startswith(f"{STORE}/"):
            copied(folder / file.path, unfinished / file.path.removeprefix(f"{STORE}/"))
    _put_aside(target, now)
    unfinished.rename(target)
    flush_folder(target.parent)
    Store.open(target).verify()


def _restore_database(
    folder: Path, database: BackedDatabase, url: str, *, is_forced: bool, now: datetime
) -> None:
    if database.kind == POSTGRESQL:
        undump(url, folder / database.path, schema=database.schema, is_forced=is_forced)
        return
    target = sqlite_file(url)
    for suffix in ("", "-wal", "-shm"):
        _put_aside(target.with_name(target.name + suffix), now)
    unfinished = target.with_name(target.name + UNFINISHED)
    copied(folder / database.path, unfinished)
    unfinished.rename(target)
    flush_folder(target.parent)


def _put_aside(path: Path, now: datetime) -> None:
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    elif path.exists():
        path.rename(path.with_name(f"{path.name}.before-{now:%Y%m%dT%H%M%SZ}"))


def _restore_heads(folder: Path, contents: Contents, settings: Settings, now: datetime) -> None:
    """Let the heads outside the database say that what came after the backup is gone."""
    anchors = Anchors(anchor_path(settings))
    if not anchors.path.exists():
        for head in Anchors(folder / HEADS).read():
            anchors.add(head)
    if contents.audit_seq:
        at = now.isoformat(timespec="microseconds")
        why = f"From the backup of {contents.made_at:%Y-%m-%d %H:%M} UTC."
        anchors.add(
            Head(seq=contents.audit_seq, digest=contents.audit_digest, at=at, kind=Kind.RESTORED, why=why)
        )


def _verified(contents: Contents, settings: Settings) -> Verification:
    """The audit record as restored: whole, and ending where the backup says."""
    database = Database(settings.plans_url)
    try:
        found = verify(database, Anchors(anchor_path(settings)))
    finally:
        database.close()
    if contents.audit_seq and (found.last, found.digest) != (contents.audit_seq, contents.audit_digest):
        raise BackupError(
            f"the audit record ends at {found.last:,}, the backup says {contents.audit_seq:,}",
            remedy="Restore another backup: this one does not agree with itself",
        )
    if not found.is_whole:
        raise BackupError(
            f"the audit record that was restored is not whole: {found.words}",
            remedy="See docs/audit.md for what to do; the data and plans are restored",
        )
    return found
