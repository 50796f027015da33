"""What a backup holds, as the one file in it says that everything else is checked against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from data.errors import BackupError, Where
from data.intake.atomic import save_text

CONTENTS = "backup.json"
STORE = "store"
HEADS = "audit-heads.jsonl"
_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class BackedFile:
    """A file of the backup by its path in it, with its SHA-256."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class BackedDatabase:
    """A database: ``kind`` is ``sqlite`` or ``postgresql``, ``role`` ``plans`` or ``journal``."""

    role: str
    kind: str
    path: str
    schema: str
    tables: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything in a backup. ``audit_seq`` and ``audit_digest`` are the end of the audit record in it."""

    made_at: datetime
    program: str
    data_version: str
    files: tuple[BackedFile, ...]
    databases: tuple[BackedDatabase, ...]
    audit_seq: int = 0
    audit_digest: str = ""
    format: int = field(default=_FORMAT)

    @property
    def size_bytes(self) -> int:
        """Bytes of all files."""
        return sum(file.size_bytes for file in self.files)


def save_contents(folder: Path, contents: Contents) -> None:
    """Write the contents into the folder of the backup.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written.
    """
    body = {**asdict(contents), "made_at": contents.made_at.isoformat()}
    save_text(folder / CONTENTS, json.dumps(body, indent=1) + "\n")


def read_contents(folder: Path) -> Contents:
    """The contents of the backup in the folder.

    Raises
    ------
    BackupError
        If there is no backup, or one of another format.
    """
    place = Where(file=str(folder / CONTENTS))
    try:
        body = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        return _contents(body)
    except FileNotFoundError as error:
        raise BackupError(
            "there is no backup in the folder", where=place, remedy="Name the folder of one backup"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(
            f"the file cannot be read as the contents of a backup: {type(error).__name__}",
            where=place,
            remedy="Take another backup",
        ) from error


def _contents(body: Mapping[str, Any]) -> Contents:
    if body["format"] != _FORMAT:
        raise ValueError(body["format"])
    return Contents(
        **{
            **body,
            "made_at": datetime.fromisoformat(body["made_at"]),
            "files": tuple(BackedFile(**file) for file in body["files"]),
            "databases": tuple(BackedDatabase(**database) for database in body["databases"]),
        }
    )
