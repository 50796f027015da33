"""A file as it was handed in: its digest, its reader and the rows that the reader found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from data.errors import UnreadableExtractError, Where
from data.extracts.contract import ExtractRows, Kind
from data.extracts.discovery import reader_for
from data.extracts.own_csv import read_with_mapping
from data.extracts.probe import probe
from data.intake.segments import sha256_of
from data.schema.incidents import SYNTHETIC

LONGEST_REDEFINITION = 200
"""Characters of a statement of what a new definition is."""
OWN_CSV = "own-csv"
"""Key of a file that was read through a column mapping."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What to take in, and what its sender states about it.

    ``source`` and ``as_of`` replace what the reader found. ``mapping`` is the column mapping of
    an agency's own table. ``redefinition`` says in words under which new definition the file restates
    known incidents, and does nothing else: what it changes in a count is told as a redefinition.
    """

    path: Path
    mapping: Path | None = None
    source: str | None = None
    as_of: date | None = None
    is_synthetic: bool = False
    redefinition: str = ""

    @property
    def file(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name


@dataclass(frozen=True, kw_only=True)
class ReadExtract:
    """Rows to take in, with the file that they are from, its digest and the key of their reader."""

    file: str
    digest: str
    reader: str
    rows: ExtractRows
    is_synthetic: bool
    redefinition: str = ""


def submission_digest(submission: Submission) -> str:
    """SHA-256 of the file, or of file and mapping: another mapping makes another extract of it.

    Raises
    ------
    UnreadableExtractError
        If the file or the mapping is not there or cannot be read.
    """
    digests = [_digest(path) for path in (submission.path, submission.mapping) if path]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def read_submission(submission: Submission, *, digest: str) -> ReadExtract:
    """All rows of the file of this :func:`submission_digest`, by the reader that knows its content.

    Raises
    ------
    ExtractError
        If no reader knows the content, or the one that does refuses it.
    """
    seen = probe(submission.path)
    if submission.mapping:
        key, rows = OWN_CSV, read_with_mapping(seen, submission.mapping)
    else:
        reader = reader_for(seen)
        key, rows = reader.key, reader.read(seen)
    rows = replace(rows, source=submission.source or rows.source, as_of=submission.as_of or rows.as_of)
    return ReadExtract(
        file=submission.file,
        digest=digest,
        reader=key,
        rows=rows,
        is_synthetic=submission.is_synthetic or rows.is_synthetic or _says_synthetic(rows),
        redefinition=_redefinition(submission, rows),
    )


def _redefinition(submission: Submission, rows: ExtractRows) -> str:
    words = " ".join(submission.redefinition.split())
    if words and rows.kind is not Kind.INCIDENTS:
        raise UnreadableExtractError(
            "a redefinition is stated, and these are published figures",
            where=Where(file=submission.file),
            remedy="State redefinitions of incidents only; figures keep their vintages by themselves",
        )
    if len(words) > LONGEST_REDEFINITION:
        raise UnreadableExtractError(
            f"the statement of the redefinition has {len(words)} characters",
            where=Where(file=submission.file),
            remedy=f"State it in at most {LONGEST_REDEFINITION}",
        )
    return words


def _says_synthetic(rows: ExtractRows) -> bool:
    named = rows.source.startswith(SYNTHETIC)
    if rows.kind is not Kind.INCIDENTS:
        return named
    return named or bool(pc.any(pc.starts_with(rows.table.column("source"), SYNTHETIC)).as_py())


def _digest(path: Path) -> str:
    if path.exists() and not path.is_file():
        # A pipe or a device may never end.
        kind = "a folder" if path.is_dir() else "a pipe or a device"
        raise UnreadableExtractError(
            f"this is {kind}, not a file", where=Where(file=path.name), remedy="Give the path of one file"
        )
    try:
        return sha256_of(path)
    except OSError as error:
        raise UnreadableExtractError(
            f"the file cannot be read: {error.strerror}",
            where=Where(file=path.name),
            remedy="Give the path of one file that you may read",
        ) from error
