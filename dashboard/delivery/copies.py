"""Compressed copies of files that do not change, made at set-up and found by their content.

A copy is named after the SHA-256 of what it holds, so a file that was built anew has none
and is compressed as it is sent; a copy can be missing, never wrong.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]

COPIES = "compressed"
"""Name of the folder of copies beside the built files."""

_NAME_CHARACTERS = 32
_WINDOW_BITS = 22
"""The largest window that every decoder of a browser takes."""
_THREADS = 2

Compressor = Callable[[bytes], bytes]


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=11, lgwin=_WINDOW_BITS))


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


COMPRESSORS: Mapping[str, Compressor] = {"br": _brotli, "gzip": _gzip}
"""Compressor by content coding (RFC 9110), best first; browsers take Brotli on loopback and HTTPS only."""


def content_key(content: bytes) -> str:
    """The name of a content: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:_NAME_CHARACTERS]


@dataclass(frozen=True, kw_only=True)
class Copies:
    """The compressed copies in a folder."""

    folder: Path

    def find(self, key: str, coding: str) -> bytes | None:
        """The copy of the content with that key, or ``None`` if none was made."""
        try:
            return self._path(key, coding).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, contents: Iterable[bytes]) -> int:
        """Make the copies that are missing, remove those of other contents; the number made."""
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = {
            self._path(content_key(content), coding): (content, coding)
            for content in contents
            for coding in COMPRESSORS
        }
        for path in set(self.folder.iterdir()) - wanted.keys():
            path.unlink()
        missing = {path: made for path, made in wanted.items() if not path.exists()}
        # Both compressors release the interpreter's lock.
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(lambda path: _write(path, *missing[path]), missing))
        return len(missing)

    def _path(self, key: str, coding: str) -> Path:
        return self.folder / f"{key}.{coding}"


def _write(path: Path, content: bytes, coding: str) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(COMPRESSORS[coding](content))
    unfinished.replace(path)
