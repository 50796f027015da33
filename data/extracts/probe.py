"""What a file is, seen from its bytes and never from its name."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import UnreadableExtractError, Where
from data.extracts.checked_text import ENCODING_REMEDY, raw_blocks
from data.extracts.contract import Container, Probe
from data.extracts.workbook_outline import workbook_outline

HEAD_BYTES = 1 << 16
_RECORDS_WEIGHED = 50
DELIMITERS = (",", ";", "|", "\t")

_BY_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file", "Save it as .xlsx without password"),
    (b"BZh", "a bzip2 file", "Unpack it first, or pack it with gzip"),
    (b"\xfd7zXZ", "an xz file", "Unpack it first, or pack it with gzip"),
    (b"(\xb5/\xfd", "a Zstandard file", "Unpack it first, or pack it with gzip"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
    (b"%PDF", "a PDF document", "Find the publication as CSV or .xlsx"),
    (b"\x89PNG", "a PNG image", "Find the publication as CSV or .xlsx"),
    (b"\xff\xd8\xff", "a JPEG image", "Find the publication as CSV or .xlsx"),
    (b"GIF8", "a GIF image", "Find the publication as CSV or .xlsx"),
    (b"SQLite f", "an SQLite database", "Export the table as CSV or Parquet"),
)

MOST_COLUMNS = 2_000
"""Cells of a header: no known table has a tenth of it, and readers compare each with each."""


def probe(path: Path) -> Probe:
    """What can be seen of the file: its container, compression, encoding, delimiter and columns.

    Looks at the first 64 KiB of text, at a Parquet footer, or at the first 30 rows of each
    sheet of a workbook. The name of the file plays no part.

    Raises
    ------
    UnreadableExtractError
        If the path is no file, or the file is empty, cut, damaged, wrongly compressed or of a
        binary kind that no reader takes.
    """
    where = Where(file=path.name)
    if not path.is_file():
        found = "this is a folder" if path.is_dir() else "there is no such file"
        raise UnreadableExtractError(found, where=where, remedy="Give the path of one file")
    size = path.stat().st_size
    if size == 0:
        raise UnreadableExtractError(
            "the file is empty (0 bytes)", where=where, remedy="Download or export it again"
        )
    with path.open("rb") as stream:
        magic = stream.read(8)
    seen = Probe(path=path, size_bytes=size, magic=magic)
    if magic.startswith(b"PAR1"):
        return _probe_parquet(seen)
    if magic.startswith(b"PK"):
        return replace(seen, container=Container.WORKBOOK, encoding="", sheets=workbook_outline(path))
    _refuse_binary(magic, where)
    return _probe_text(seen)


def _probe_parquet(seen: Probe) -> Probe:
    try:
        schema = pq.read_schema(seen.path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableExtractError(
            f"the Parquet file of {seen.size_bytes:,} bytes has no readable footer: {error}",
            where=Where(file=seen.path.name),
            remedy="The file was cut off or damaged: download or write it again",
        ) from error
    return replace(seen, container=Container.PARQUET, encoding="", columns=tuple(schema.names))


def _refuse_binary(magic: bytes, where: Where, *, inside: str = "") -> None:
    for start, what, remedy in _BY_MAGIC:
        if magic.startswith(start):
            raise UnreadableExtractError(f"{inside}the content is {what}", where=where, remedy=remedy)


def _probe_text(seen: Probe) -> Probe:
    where = Where(file=seen.path.name)
    compression = "gzip" if seen.magic.startswith(b"\x1f\x8b") else None
    blocks = raw_blocks(seen.path, compression=compression)
    start = next(blocks, b"")
    if not start:
        raise UnreadableExtractError(
            "the gzip holds nothing", where=where, remedy="Download or export it again"
        )
    if compression:
        _refuse_nested(start, where)
    head = start[:HEAD_BYTES]
    encoding, text, fault = _decoded(head, where)
    delimiter = _delimiter(text)
    columns = _first_record(text, delimiter)
    if len(columns) > MOST_COLUMNS:
        raise UnreadableExtractError(
            f"the first row has {len(columns):,} cells, at most {MOST_COLUMNS:,} columns are read",
            where=where,
            remedy="Check that rows end where they should, and export it again",
        )
    return replace(
        seen,
        compression=compression,
        head=text,
        encoding=encoding,
        encoding_fault=fault,
        delimiter=delimiter,
        columns=columns,
    )


def _refuse_nested(start: bytes, where: Where) -> None:
    nested = (
        (b"\x1f\x8b", "another gzip"),
        (b"PAR1", "a Parquet file"),
        (b"PK\x03\x04", "a zip or workbook"),
    )
    for magic, what in nested:
        if start.startswith(magic):
            raise UnreadableExtractError(
                f"inside the gzip is {what}", where=where, remedy="Unpack the gzip first"
            )
    _refuse_binary(start[:8], where, inside="inside the gzip, ")


def _decoded(head: bytes, where: Where) -> tuple[str, str, str]:
    """Encoding, text and fault of the head; the encoding is "" where there is a fault."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableExtractError("the text is UTF-32", where=where, remedy=ENCODING_REMEDY)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in head:
        raise UnreadableExtractError(
            f"byte 0x00 (NUL) at offset {head.index(0):,}, so this is not text",
            where=where,
            remedy="The file is damaged, binary, or UTF-16 without a mark: export it again as UTF-8",
        )
    else:
        encoding = "utf-8-sig"
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(head)
    except UnicodeDecodeError as error:
        fault = f"byte 0x{head[error.start]:02X} at offset {error.start:,} is not UTF-8 text"
        return "", head.decode("cp1252", errors="replace"), fault
    return encoding.removesuffix("-sig"), text, ""


def _records(text: str, delimiter: str) -> list[list[str]]:
    return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _RECORDS_WEIGHED))


def _delimiter(text: str) -> str:
    """The delimiter under which the first records agree best on the greatest number of cells."""

    def merit(delimiter: str) -> tuple[float, int]:
        widths = [len(record) for record in _records(text, delimiter) if record]
        if not widths or widths[0] == 1:
            return (0.0, 0)
        is_cut = len(text) >= HEAD_BYTES // 2 and len(widths) < _RECORDS_WEIGHED
        whole = widths[:-1] if is_cut and widths[1:] else widths
        return (sum(width == widths[0] for width in whole) / len(whole), widths[0])

    return max(DELIMITERS, key=merit)


def _first_record(text: str, delimiter: str) -> tuple[str, ...]:
    if text.lstrip()[:1] in ("{", "[", "<"):
        return ()
    return tuple(cell.strip() for cell in next(iter(_records(text, delimiter)), []))
