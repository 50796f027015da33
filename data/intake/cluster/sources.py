"""Extracts by path or URL: what can be seen of them, and slices that a worker reads at once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.core import url_to_fs

from data.errors import ExtractError, UnreadableExtractError, Where
from data.extracts.contract import ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.discovery import reader_for
from data.extracts.probe import probe

_BLOCK = 1 << 22
_BYTES_OF_A_ROW = 64
"""Fewest bytes of an incident as text, plain or packed, to guess how many a file has at most."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A file by its digest, and the rows of its row groups; of text, one group of about so many."""

    url: str
    digest: str
    groups: tuple[int, ...]
    is_parquet: bool


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A part of a file: row groups ``first`` up to ``end``, or all of it where it is text.

    ``number`` orders the slices of an ingest as their rows follow each other; ``rows_before`` are
    rows of the file before the slice.
    """

    number: int
    url: str
    first: int
    end: int
    rows_before: int
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class SliceRows:
    """Rows of a slice, with the key of their reader."""

    file: str
    reader: str
    rows: ExtractRows


def expanded(urls: Sequence[str]) -> tuple[str, ...]:
    """URLs of the files that paths, URLs and patterns (``*.parquet``) name, a pattern's in order of name.

    Raises
    ------
    UnreadableExtractError
        If a pattern names no file, or no package reaches a URL of its kind.
    """
    found: list[str] = []
    for url in urls:
        try:
            files, path = url_to_fs(url)
            named = sorted(files.glob(path)) if "*" in path else [path]
        except (OSError, ImportError, ValueError) as error:
            raise UnreadableExtractError(
                f"the address cannot be reached: {error}",
                where=Where(file=url),
                remedy="Install what fsspec needs for it (s3fs for s3://), here and on every worker",
            ) from error
        if not named:
            raise UnreadableExtractError(
                "no file has such a name", where=Where(file=url), remedy="Check the pattern"
            )
        found += [files.unstrip_protocol(name) for name in named]
    return tuple(found)


def file_name(url: str) -> str:
    """Name of the file at a path or URL, without its folder."""
    return PurePosixPath(url).name


def outline(url: str) -> Outline:
    """What a plan needs to know of the file; reads it once, for its SHA-256.

    Raises
    ------
    UnreadableExtractError
        If the file is not there, empty, or a Parquet file without footer.
    """
    try:
        files, path = url_to_fs(url)
        digest, size = hashlib.sha256(), 0
        with files.open(path, "rb") as stream:
            is_parquet = stream.read(4) == b"PAR1"
            stream.seek(0)
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += len(block)
            groups = _groups(stream) if is_parquet else (-(-size // _BYTES_OF_A_ROW),)
    except (OSError, ImportError, ValueError, pa.ArrowException) as error:
        raise UnreadableExtractError(
            f"the file cannot be read on the cluster: {error}",
            where=Where(file=file_name(url)),
            remedy="Give a path or URL that every worker can read",
        ) from error
    return Outline(url=url, digest=digest.hexdigest(), groups=groups, is_parquet=is_parquet)


def _groups(stream: object) -> tuple[int, ...]:
    metadata = pq.ParquetFile(stream).metadata
    return tuple(metadata.row_group(number).num_rows for number in range(metadata.num_row_groups))


def slices(outlines: Sequence[Outline], *, rows_each: int) -> tuple[Slice, ...]:
    """Slices of whole row groups with up to ``rows_each`` rows, or one group with more."""
    found: list[Slice] = []
    for file in outlines:
        runs = list(_runs(file.groups, rows_each)) or [(0, 0)]
        for first, end in runs:
            found.append(
                Slice(
                    number=len(found),
                    url=file.url,
                    first=first,
                    end=end,
                    rows_before=sum(file.groups[:first]) if file.is_parquet else 0,
                    is_whole=len(runs) == 1,
                )
            )
    return tuple(found)


def _runs(groups: Sequence[int], rows_each: int) -> Iterator[tuple[int, int]]:
    first, rows = 0, 0
    for number, size in enumerate(groups):
        if rows and rows + size > rows_each:
            yield first, number
            first, rows = number, 0
        rows += size
    if groups:
        yield first, len(groups)


def read_slice(part: Slice, *, folder: Path) -> SliceRows:
    """Rows of the slice, by the reader that knows their content; rows are numbered as in the whole file.

    ``folder`` is an empty one of this machine, for a copy of the slice.

    Raises
    ------
    ExtractError
        If no reader of incidents knows the content, or the one that does refuses it.
    OSError
        If the file cannot be read.
    """
    name = file_name(part.url)
    copy = folder / name
    _copy(part, copy)
    try:
        seen = probe(copy)
        reader = _incident_reader(seen)
        rows = reader.read(seen)
    except ExtractError as refusal:
        at = refusal.where
        where = replace(at, row=None if at.row is None else at.row + part.rows_before)
        raise type(refusal)(refusal.found, where=where, remedy=refusal.remedy) from refusal
    findings = tuple(_moved(finding, part.rows_before) for finding in rows.findings)
    rows = replace(rows, rows=rows.rows + part.rows_before, findings=findings)
    return SliceRows(file=name, reader=reader.key, rows=rows)


def _incident_reader(seen: Probe) -> Reader:
    reader = reader_for(seen)
    if reader.kind is not Kind.INCIDENTS:
        raise ExtractError(
            f"the file holds published figures ({reader.title}), not incidents",
            where=Where(file=seen.path.name),
            remedy="Take it in without --scheduler: such files are small",
        )
    return reader


def _copy(part: Slice, copy: Path) -> None:
    files, path = url_to_fs(part.url)
    with files.open(path, "rb") as stream:
        if part.is_whole:
            with copy.open("wb") as target:
                shutil.copyfileobj(stream, target, _BLOCK)
            return
        with pq.ParquetFile(stream, page_checksum_verification=True) as parquet:
            table = parquet.read_row_groups(range(part.first, part.end))
    pq.write_table(table, copy, compression="none", use_dictionary=False)


def _moved(finding: Finding, rows_before: int) -> Finding:
    return finding if finding.row is None else replace(finding, row=finding.row + rows_before)
