"""``borderops backup`` and ``borderops restore``: the site of one moment, and back."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from dashboard.cli_settings import JsonOption, StoreOption, err, out, print_json, settings_with
from data.backup.contents import Contents
from data.backup.made import make_backup
from data.backup.restored import restore, verify_backup
from data.errors import PlanError
from data.plans.keeping.database import Database
from data.plans.keeping.seen import BACKUP, Seen
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.deeds import Deed
from data.trust.terminal import recorded_command


class _OrMake(TyperGroup):
    """A group whose first word may be a folder, which is then backed up to."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the command put before a folder."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


backup_app = typer.Typer(
    cls=_OrMake,
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Back the site up while it is in use, or see whether a backup is sound.\n\n"
    "[bold]Examples[/bold]\n\nborderops backup /backups\n\nborderops backup verify /backups/20261130T211500Z",
)


@backup_app.command("make")
def make_command(
    to: Path = typer.Argument(..., metavar="TO", help="Folder in which the backup gets one of its own."),
    store: Path | None = StoreOption,
    keep: int = typer.Option(0, "--keep", min=0, help="Remove older backups in TO beyond so many; 0: none."),
    as_json: bool = JsonOption,
) -> None:
    """Back up the store, the databases and the heads of the audit record, all of one moment."""
    settings = settings_with(store)
    now = datetime.now(UTC)
    with recorded_command(settings, Deed.BACKED_UP, subject="store and databases") as told:
        folder, contents = make_backup(settings, to, now=now)
        told.update(folder=folder.name, data_version=contents.data_version)
    _tell_site(settings, folder, contents)
    removed = _without_old(to, keep) if keep else 0
    if as_json:
        print_json({"folder": str(folder), "removed": removed, **_summary(contents)})
        return
    out().print(f"Backed up to {folder}: {_words(contents)}", soft_wrap=True)
    if removed:
        out().print(f"{removed} older backups were removed")


@backup_app.command("verify")
def verify_command(
    folder: Path = typer.Argument(..., metavar="FOLDER", help="Folder of one backup."),
    as_json: bool = JsonOption,
) -> None:
    """Compare every file of a backup with its SHA-256."""
    contents = verify_backup(folder)
    if as_json:
        print_json(_summary(contents))
        return
    out().print(f"Sound: {_words(contents)}", soft_wrap=True)


def restore_command(
    folder: Path = typer.Argument(..., metavar="FROM", help="Folder of one backup."),
    store: Path = typer.Option(..., "--store", metavar="NEW", help="Where the store is to be."),
    force: bool = typer.Option(False, "--force", help="Put aside what is there; drop tables of PostgreSQL."),
    as_json: bool = JsonOption,
) -> None:
    """Restore a backup to a new store, and to the database that BORDEROPS_DATABASE names.

    Nothing is written before every file of the backup was found sound, and the audit record that was
    restored has to end where the backup says. Stop the servers first if you restore in place.

    [bold]Examples[/bold]

    borderops restore /backups/20261130T211500Z --store /srv/borderops/new
    """
    settings = settings_with(store)
    contents, found = restore(folder, settings, is_forced=force, now=datetime.now(UTC))
    if contents.databases:
        _record_restore(settings, folder)
    if as_json:
        print_json({**_summary(contents), "audit": found.words})
        return
    out().print(f"Restored to {settings.store}: {_words(contents)}", soft_wrap=True)
    out().print(found.words, soft_wrap=True)


def _tell_site(settings: Settings, folder: Path, contents: Contents) -> None:
    """Let the page of the site's state say when the last backup was made; the backup stands without."""
    database = Database(settings.plans_url)
    body = {"folder": folder.name, "bytes": contents.size_bytes, "data_version": contents.data_version}
    try:
        if not database.is_absent:
            Seen(database).tell(BACKUP, f"backup:{os.uname().nodename}", at=contents.made_at, body=body)
    except PlanError as error:
        err().print(f"The site could not be told of it: {error.found}", soft_wrap=True)
    finally:
        database.close()


def _record_restore(settings: Settings, folder: Path) -> None:
    """Write the restore down in the record that was restored, once it was found whole."""
    audit = AuditLog(Database(settings.plans_url), settings)
    try:
        audit.record(LOCAL_ACTOR, Deed.RESTORED, subject=folder.name)
        audit.settle()
    finally:
        audit.database.close()


def _without_old(to: Path, keep: int) -> int:
    """Number of backups removed: all but the newest ``keep`` that are whole."""
    whole = sorted(path.parent for path in to.glob("*T*Z/backup.json"))
    for folder in whole[:-keep]:
        shutil.rmtree(folder)
    return max(len(whole) - keep, 0)


def _summary(contents: Contents) -> dict[str, Any]:
    return {
        "made_at": contents.made_at,
        "data_version": contents.data_version,
        "files": len(contents.files),
        "bytes": contents.size_bytes,
        "databases": [
            f"{one.role} ({one.kind}, tables {one.tables or 'none'})" for one in contents.databases
        ],
        "audit_records": contents.audit_seq,
        "audit_digest": contents.audit_digest,
    }


def _words(contents: Contents) -> str:
    kinds = ", ".join(f"{one.role} of {one.kind}" for one in contents.databases) or "no database yet"
    return (
        f"data version {contents.data_version or 'none'}, {len(contents.files):,} files, "
        f"{contents.size_bytes / 1e6:,.1f} MB, {kinds}, audit record to number {contents.audit_seq:,}"
    )
