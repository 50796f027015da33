"""Files into a backup and out of it: linked where the disk allows it, else copied; their SHA-256 taken."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from data.backup.contents import BackedFile
from data.errors import BackupError, Where
from data.intake.atomic import flush_file

_BLOCK = 1 << 20


def linked(source: Path, target: Path) -> None:
    """Let ``target`` be a file that is never rewritten: the same bytes on disk, or a copy of them.

    Raises
    ------
    OSError
        If it can be neither.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        copied(source, target)


def copied(source: Path, target: Path) -> None:
    """Copy a file; it is on the disk when this returns.

    Raises
    ------
    OSError
        If the disk is full, or a file cannot be read or written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    flush_file(target)


def backed(folder: Path, path: Path) -> BackedFile:
    """The record of a file in the folder of a backup.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    return BackedFile(
        path=path.relative_to(folder).as_posix(), sha256=sha256(path), size_bytes=path.stat().st_size
    )


def sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def check(folder: Path, file: BackedFile) -> None:
    """Return if the file is in the backup as it was put there.

    Raises
    ------
    BackupError
        If it is missing or changed, or its path leads out of the folder.
    """
    path = folder / file.path
    remedy = "Take another backup: this one cannot be restored"
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BackupError("the path leads out of the backup", where=Where(file=file.path), remedy=remedy)
    try:
        found = sha256(path)
    except OSError as error:
        raise BackupError(
            f"the file cannot be read: {error.strerror}", where=Where(file=file.path), remedy=remedy
        ) from error
    if found != file.sha256:
        raise BackupError(
            f"its SHA-256 is {found[:16]}…, expected {file.sha256[:16]}…",
            where=Where(file=file.path),
            remedy=remedy,
        )


def files_under(folder: Path) -> Iterator[Path]:
    """Every file below the folder, in the order of their names."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
