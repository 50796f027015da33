"""The folder through which the processes of one ingest hand files to each other.

It is any folder that fsspec can reach: one that all machines mount, or an object store. A file
appears there under its name whole or not at all; two processes that write the same one write the
same bytes, so that a task may be done again at any time.
"""

from __future__ import annotations

import posixpath
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import fsspec
import pyarrow as pa
from fsspec.core import url_to_fs

from data.intake.atomic import UNFINISHED


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A folder by its path or URL (``s3://bucket/prefix``); what is in it belongs to one ingest."""

    url: str

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A stream to a new file, which gets its name when the block ends well.

        Raises
        ------
        OSError
            If the folder cannot be written; no file of that name appears.
        """
        files, path = self._at(name)
        unfinished = f"{path}.{uuid.uuid4().hex}{UNFINISHED}"
        try:
            with files.open(unfinished, "wb") as stream:
                yield stream
            files.mv(unfinished, path)
        except BaseException:
            with suppress(OSError):
                files.rm_file(unfinished)
            raise

    def put(self, local: Path, name: str) -> None:
        """Copy a file of this machine there.

        Raises
        ------
        OSError
            If the file cannot be read or the folder cannot be written.
        """
        with local.open("rb") as source, self.writing(name) as stream:
            shutil.copyfileobj(source, stream, 1 << 22)

    def fetch(self, name: str, local: Path) -> None:
        """Copy a file from there to this machine.

        Raises
        ------
        OSError
            If the file is not there or the disk is full.
        """
        files, path = self._at(name)
        with files.open(path, "rb") as stream, local.open("wb") as target:
            shutil.copyfileobj(stream, target, 1 << 22)

    def batches(self, name: str, numbers: Sequence[int]) -> list[pa.RecordBatch]:
        """Batches of an Arrow file by their numbers; nothing else of it is read.

        Raises
        ------
        OSError
            If the file is not there.
        """
        files, path = self._at(name)
        with files.open(path, "rb", cache_type="none") as stream, pa.ipc.open_file(stream) as reader:
            return [reader.get_batch(number) for number in numbers]

    def holds(self, name: str) -> bool:
        """Whether this process sees a file of that name there, as it is now."""
        files, path = self._at(name)
        files.invalidate_cache()
        return bool(files.exists(path))

    def make(self) -> None:
        """Make the folder, empty: what an earlier ingest left is removed.

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        self.remove()
        files, folder = url_to_fs(self.url)
        files.makedirs(folder, exist_ok=True)

    def remove(self) -> None:
        """Remove the folder with all that is in it.

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        files, folder = url_to_fs(self.url)
        if files.exists(folder):
            files.rm(folder, recursive=True)

    def _at(self, name: str) -> tuple[fsspec.AbstractFileSystem, str]:
        files, folder = url_to_fs(self.url)
        return files, posixpath.join(folder, name)


def save_batches(exchange: Exchange, name: str, schema: pa.Schema, batches: Sequence[pa.RecordBatch]) -> None:
    """Write an Arrow file of these batches, so that each can be read alone.

    Raises
    ------
    OSError
        If the folder cannot be written; no file of that name appears.
    """
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with exchange.writing(name) as stream, pa.ipc.new_file(stream, schema, options=options) as writer:
        for batch in batches:
            writer.write_batch(batch)
