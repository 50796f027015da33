"""The text of a file as checked UTF-8 bytes: decompressed, decoded strictly, bounded in size."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from data.errors import UnreadableExtractError, Where

BLOCK_BYTES = 1 << 20
MAX_TEXT_BYTES = 4 << 30
"""Most text, after decompression, that is taken from one file."""
MAX_RATIO = 250
"""Largest plausible ratio of text to its gzip; tables of figures stay under 50."""
RATIO_FREE_BYTES = 64 << 20
"""Up to this much text, no ratio is held against a file."""
MAX_BLANK_BLOCKS = 32
"""Blocks with nothing but blank rows that are taken; each such row would cost many times its bytes."""
_BLANK = b"\r\n\t ,;|\0"

ENCODING_REMEDY = (
    "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8) or declare its encoding in a column mapping"
)


def raw_blocks(path: Path, *, compression: str | None) -> Iterator[bytes]:
    """Blocks of the file's bytes, decompressed if ``compression`` is ``"gzip"``.

    Raises
    ------
    UnreadableExtractError
        If the gzip is cut, damaged, or expands beyond :data:`MAX_TEXT_BYTES` or
        :data:`MAX_RATIO`, or holds too many blank rows, or if the operating system cannot read the file.
    """
    where = Where(file=path.name)
    limit = min(MAX_TEXT_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * path.stat().st_size))
    total = blank = 0
    try:
        with path.open("rb") as stored, _opened(stored, compression) as stream:
            while block := stream.read(BLOCK_BYTES):
                total += len(block)
                if total > limit:
                    raise UnreadableExtractError(
                        f"the text expands beyond {limit:,} bytes",
                        where=where,
                        remedy="Split the file; one this small does not hold that much honest text",
                    )
                blank += not block.strip(_BLANK)
                if blank > MAX_BLANK_BLOCKS:
                    raise UnreadableExtractError(
                        f"over {MAX_BLANK_BLOCKS} MB hold nothing but blank rows",
                        where=where,
                        remedy="Delete the blank rows, or download the file again",
                    )
                yield block
    except EOFError as error:
        raise UnreadableExtractError(
            f"the gzip ends before its end mark, after {total:,} bytes of text",
            where=where,
            remedy="The file was cut off: download or copy it again",
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableExtractError(
            f"the gzip is damaged after {total:,} bytes of text: {error}",
            where=where,
            remedy="Download or copy the file again",
        ) from error
    except OSError as error:
        raise UnreadableExtractError(
            f"the file cannot be read: {error.strerror}",
            where=where,
            remedy="Check the file and its permissions",
        ) from error


def _opened(stored: BinaryIO, compression: str | None) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=stored, mode="rb")) if compression == "gzip" else stored


def utf8_blocks(path: Path, *, compression: str | None, encoding: str) -> Iterator[bytes]:
    """Blocks of the file's text as valid UTF-8 without byte-order mark and without NUL.

    Parameters
    ----------
    path, compression
        As for :func:`raw_blocks`.
    encoding
        ``utf-8``, ``utf-16`` (with byte-order mark) or a single-byte encoding that a reader declares.

    Raises
    ------
    UnreadableExtractError
        As :func:`raw_blocks`, and at the first byte that the encoding does not allow or that is
        NUL; the message names its offset, counted from 0 after decompression.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)("strict")
    offset = 0
    for block in raw_blocks(path, compression=compression):
        yield _utf8(decoder, block, offset=offset, path=path, encoding=encoding)
        offset += len(block)
    yield _utf8(decoder, b"", offset=offset, path=path, encoding=encoding)


def _utf8(
    decoder: codecs.IncrementalDecoder, block: bytes, *, offset: int, path: Path, encoding: str
) -> bytes:
    pending = len(decoder.getstate()[0])
    try:
        text = decoder.decode(block, final=not block)
    except UnicodeDecodeError as error:
        at = offset - pending + error.start
        raise UnreadableExtractError(
            f"byte 0x{error.object[error.start]:02X} at offset {at:,} is not {encoding.upper()} text",
            where=Where(file=path.name),
            remedy="The file was cut off: download or copy it again" if not block else ENCODING_REMEDY,
        ) from error
    if "\0" in text:
        raise UnreadableExtractError(
            f"a NUL character stands within {len(block):,} bytes after offset {offset:,}",
            where=Where(file=path.name),
            remedy="The file is damaged, binary, or UTF-16 without a mark: export it again as UTF-8",
        )
    return text.encode()


class BlockFile(io.RawIOBase):
    """A readable file over blocks of text and an end that is put after them.

    ``lines`` counts the lines of the text (ended by LF, CRLF or bare CR, or by the end), and
    ``last`` is its last byte; the end is in neither.
    """

    def __init__(self, blocks: Iterator[bytes], *, end: bytes = b"") -> None:
        """Start at the first block; ``end`` starts on a line of its own."""
        self._blocks: Iterator[bytes] | None = blocks
        self._rest = memoryview(b"")
        self._end = end
        self._line_ends = 0
        self.last = b""

    @property
    def ends_a_line(self) -> bool:
        """Whether the text read so far ends with a line end."""
        return self.last in (b"\n", b"\r")

    @property
    def lines(self) -> int:
        """Number of lines in the text read so far."""
        return self._line_ends + (0 if self.ends_a_line or not self.last else 1)

    def readable(self) -> bool:
        """Return ``True``: the file is for reading."""
        return True

    def readinto(self, buffer: object) -> int:
        """Return the number of bytes copied into the buffer, 0 at the end."""
        target = memoryview(cast("bytearray", buffer)).cast("B")
        while not self._rest:
            if self._blocks is None:
                return 0
            self._rest = memoryview(self._next_block(self._blocks))
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def _next_block(self, blocks: Iterator[bytes]) -> bytes:
        block = next(blocks, None)
        if block is None:
            self._blocks = None
            return self._end if self.ends_a_line or not self._end else b"\n" + self._end
        if block:
            split_pair = self.last == b"\r" and block.startswith(b"\n")
            returns = block.count(b"\r")
            pairs = block.count(b"\r\n") if returns else 0
            self._line_ends += block.count(b"\n") + returns - pairs - split_pair
            self.last = block[-1:]
        return block
