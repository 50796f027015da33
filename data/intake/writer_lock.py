"""One writer per store, held by the kernel: it lets go when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import StoreBusyError

LOCK_FILE = "writer.lock"


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the store's writer lock for the time of the block.

    The lock belongs to the open file, not to its existence: a file left by a killed writer
    holds nobody up, so there is no stale lock to remove.

    Raises
    ------
    StoreBusyError
        If another process or thread holds it; the message names the process.
    """
    descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            raise StoreBusyError(
                f"process {holder or 'unknown'} is writing to the store {folder}",
                remedy="Wait until it has ended and try again; the store is unchanged",
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(descriptor)
