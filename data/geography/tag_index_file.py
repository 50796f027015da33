"""Tag indexes kept in the user's cache folder, one file for each set of boundaries.

The name holds the SHA-256 of the boundaries and of the format, so that other boundaries are
another file and an old file is never used for them. A file appears whole or not at all, begins
with the SHA-256 of its content, which is checked when it is read, and one that is damaged or
cannot be written only costs building the index again: nothing that the product keeps rests on it.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np

from data.geography.tag_index import SCALE, SIDE, Shapes, TagIndex, rings_of, tag_index

FORMAT = "1"
"""Raised whenever the arrays or their meaning change."""
_DIGITS = 24
_DIGEST_BYTES = 32


def kept_tag_index(shapes: Shapes) -> TagIndex:
    """The index over the shapes: read from the cache folder, or built and put there.

    Raises
    ------
    ValueError
        If the shapes overlap or do not share their vertices.
    """
    folder = cache_folder()
    path = folder / f"counties-{boundaries_digest(shapes)[:_DIGITS]}.bin" if folder else None
    if path is None:
        return tag_index(shapes)
    with suppress(OSError, ValueError):
        return _read(path)
    index = tag_index(shapes)
    with suppress(OSError):
        _save(index, path)
    return index


def boundaries_digest(shapes: Shapes) -> str:
    """SHA-256, 64 hexadecimal digits, of all corners, of how they make up shapes, and of the format."""
    digest = hashlib.sha256(f"{FORMAT} {SCALE} {SIDE} {len(shapes)} ".encode())
    for array in vars(rings_of(shapes)).values():
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def cache_folder() -> Path | None:
    """The product's folder in the user's cache, by the XDG rule; ``None`` for a user without a home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):
        return (Path(named) if named else Path.home() / ".cache") / "borderops"
    return None


def _read(path: Path) -> TagIndex:
    """The index in the file.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If its content is not what was written.
    """
    content = path.read_bytes()
    body = content[_DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != content[:_DIGEST_BYTES]:
        raise ValueError(f"{path} is damaged: {len(content):,} bytes of another SHA-256")
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        return TagIndex(**{field.name: arrays[field.name] for field in fields(TagIndex)})


def _save(index: TagIndex, path: Path) -> None:
    body = io.BytesIO()
    np.savez_compressed(body, **vars(index))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".unfinished", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(hashlib.sha256(body.getvalue()).digest() + body.getvalue())
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
