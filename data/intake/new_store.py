"""A folder becomes an empty store."""

from __future__ import annotations

from pathlib import Path

from data.errors import StoreError
from data.intake.manifest import Manifest
from data.intake.manifest_file import ManifestFile
from data.intake.writer_lock import writer_lock
from data.intake.writing import folders

_BESIDE = ("plans.sqlite", "journal.sqlite", "audit-heads.jsonl")
"""Starts of names of databases that may be there first: who made an account, or what was recorded."""


def make_store(path: Path, manifest: ManifestFile) -> None:
    """Make an empty store in a new or empty folder; one that is there already stays as it is.

    Raises
    ------
    StoreError
        If the folder cannot be made or holds other things.
    StoreBusyError
        If another process is making it at this moment.
    """
    at = folders(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with writer_lock(path):
            if manifest.exists():
                return
            strangers = sorted(
                p.name for p in path.iterdir() if p.name not in at.names and not p.name.startswith(_BESIDE)
            )
            if strangers:
                raise StoreError(
                    f"the folder {path} is not a store and holds {strangers[0]!r}",
                    remedy="Name an empty or new folder with BORDEROPS_STORE",
                )
            for folder in (at.segments, at.reports, at.quarantine):
                folder.mkdir(exist_ok=True)
            manifest.save(Manifest())
    except OSError as error:
        raise StoreError(
            f"the folder {path} cannot be made: {error.strerror}",
            remedy="Check its rights and the disk's free space",
        ) from error
