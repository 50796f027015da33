"""Making a backup of a site while it is in use."""

from __future__ import annotations

import shutil
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path

from data.backup.contents import HEADS, STORE, BackedDatabase, Contents, save_contents
from data.backup.copies import backed, copied, files_under, linked
from data.backup.databases import End, back_up_database, databases_of
from data.errors import BackupError, StoreError
from data.intake.atomic import UNFINISHED, flush_folder, save_text
from data.intake.manifest import Manifest
from data.intake.manifest_file import MANIFEST
from data.intake.manifest_json import manifest_text
from data.intake.segments import check_segment
from data.intake.store import Store
from data.settings import Settings
from data.trust.anchor import Anchors
from data.trust.audit import anchor_path

_COPIED = ("reports", "quarantine", "documents")
"""Folders of the store, beside its segments, that are copied."""
_TRIES = 3


def make_backup(settings: Settings, to: Path, *, now: datetime) -> tuple[Path, Contents]:
    """A new folder below ``to`` with a backup of the site, and what is in it.

    Databases first, each as of one moment; then the manifest, read once, so that every data version that a
    plan or brief names is in the backup unless it was pruned meanwhile. The folder has its name only when
    everything in it was compared with its SHA-256 and is on the disk.

    Raises
    ------
    BackupError
        If something cannot be read, or the folder cannot be written.
    StoreError
        If the store cannot be read, or a file of it is damaged.
    PlanStoreError
        If the database cannot be read.
    """
    folder = to / f"{now:%Y%m%dT%H%M%SZ}"
    unfinished = folder.with_name(folder.name + UNFINISHED)
    if folder.exists():
        raise BackupError(f"{folder} is there already", remedy="Wait a second, or name another folder")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        contents = _filled(settings, unfinished, now)
        save_contents(unfinished, contents)
        unfinished.rename(folder)
        flush_folder(to)
    except OSError as error:
        raise BackupError(
            f"the backup cannot be written: {error.strerror or error}",
            remedy=f"Check the free space and the rights of {to}; nothing of the site was changed",
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder, contents


def _filled(settings: Settings, folder: Path, now: datetime) -> Contents:
    databases, end = _databases(settings, folder)
    manifest = _store(Store.open(settings.store), folder / STORE)
    _heads(settings, folder / HEADS, end)
    current = manifest.versions[-1].id if manifest.versions else ""
    return Contents(
        made_at=now,
        program=installed_version("borderops"),
        data_version=current,
        files=tuple(backed(folder, path) for path in files_under(folder)),
        databases=databases,
        audit_seq=end.seq,
        audit_digest=end.digest,
    )


def _databases(settings: Settings, folder: Path) -> tuple[tuple[BackedDatabase, ...], End]:
    found = [back_up_database(role, url, folder) for role, url in databases_of(settings).items()]
    made = [database for database in found if database is not None]
    end = max((end for _, end in made), key=lambda one: one.seq, default=End())
    return tuple(database for database, _ in made), end


def _store(store: Store, folder: Path) -> Manifest:
    """The store by one manifest; if a prune took a file away meanwhile, once more by the newer one."""
    for attempt in range(_TRIES):
        manifest = store.manifest()
        shutil.rmtree(folder, ignore_errors=True)
        try:
            _files(store, folder, manifest)
        except FileNotFoundError as error:
            if attempt == _TRIES - 1:
                raise StoreError(
                    f"a file of the store is missing: {error.filename}",
                    remedy="See what is wrong with: borderops store verify",
                ) from error
            continue
        break
    return manifest


def _files(store: Store, folder: Path, manifest: Manifest) -> None:
    for file in manifest.files.values():
        linked(store.folders.segments / file.name, folder / "segments" / file.name)
    for file in manifest.files.values():
        check_segment(folder / "segments", file)
    for name in _COPIED:
        for path in files_under(store.path / name):
            copied(path, folder / path.relative_to(store.path))
    for name in ("segments", "reports", "quarantine"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    save_text(folder / MANIFEST, manifest_text(manifest))


def _heads(settings: Settings, target: Path, end: End) -> None:
    """The heads outside the database that are of records in the backup."""
    anchors = Anchors(target)
    for head in Anchors(anchor_path(settings)).read():
        if head.seq <= end.seq:
            anchors.add(head)
