"""Files that appear whole or not at all, whatever happens to the process or the power."""

from __future__ import annotations

import os
from pathlib import Path

UNFINISHED = ".unfinished"
"""Suffix of a file that is being written; the next writer removes what is left of it."""


def save_text(path: Path, text: str) -> None:
    """Replace ``path`` by the text (UTF-8) in one step: a reader sees the old file or the new one.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; ``path`` is unchanged.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    move_into_place(unfinished, path)


def move_into_place(unfinished: Path, path: Path) -> None:
    """Rename a file that has been flushed to disk, and flush the folder that now names it.

    Raises
    ------
    OSError
        If the rename fails; ``path`` is unchanged.
    """
    unfinished.replace(path)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Flush the bytes of a file to disk.

    Raises
    ------
    OSError
        If the file cannot be opened or flushed.
    """
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to disk.

    Raises
    ------
    OSError
        If the folder cannot be opened or flushed.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
