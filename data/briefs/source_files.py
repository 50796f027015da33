"""The files that an answer's figures come from, as the manifest or the package knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from data.answers.gate import Gate
from data.answers.measure import (
    CountyFigures,
    Extracted,
    Grouped,
    Incidents,
    Listing,
    Measure,
    Publication,
    Yearly,
)
from data.answers.measures import measure
from data.answers.question import Answer
from data.extracts.contract import Kind
from data.intake.manifest import StoredExtract
from data.intake.segments import sha256_of
from data.reference.tables import load_arrow, reference_table
from data.roles import Actor

_DIGITS = 12
_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file as it was taken in: its name, SHA-256 (64 hexadecimal digits) and papers.

    ``rows`` are those of it that were new; ``redefinition`` says in words which new definition the
    file restates rows under, and is empty for nearly all.
    """

    file: str
    sha256: str
    source: str
    as_of: date | None
    rows: int
    is_synthetic: bool
    redefinition: str = ""

    def words(self) -> str:
        """The file with the beginning of its SHA-256 and its day."""
        day = f", as of {self.as_of:%d %b %Y}" if self.as_of else ""
        return f"{self.file} (SHA-256 {self.sha256[:_DIGITS]}…{day})"


def source_files(answer: Answer, gate: Gate, actor: Actor) -> tuple[SourceFile, ...]:
    """The files behind an answer in its data version, oldest first; none where it needs no file.

    Areas and the like are computed from what is packaged and have no file of their own.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store no longer has the answer's data version.
    """
    asked = measure(answer.question.measure)
    if isinstance(asked.origin, Listing | Grouped | Yearly):
        return (_packaged(asked.origin.table),)
    return tuple(_file(extract) for extract in extracts_behind(answer, asked, gate, actor))


def extracts_behind(answer: Answer, asked: Measure, gate: Gate, actor: Actor) -> tuple[StoredExtract, ...]:
    """The extracts of the answer's data version that hold figures of its measure, oldest first.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store no longer has the answer's data version.
    """
    match asked.origin:
        case Listing() | CountyFigures() | Grouped() | Yearly():
            return ()
        case Incidents() | Publication() | Extracted():
            pinned = answer.question.filter.pinned(answer.version)
            extracts = gate.data_version(actor, pinned).extracts
    if isinstance(asked.origin, Incidents):
        return tuple(extract for extract in extracts if extract.kind is Kind.INCIDENTS)
    dataset = asked.origin.dataset
    return tuple(extract for extract in extracts if dataset in extract.datasets)


def files_in_words(files: tuple[SourceFile, ...]) -> str:
    """The newest files in words, and how many there are beside them; empty if there are none."""
    named = [file.words() for file in files[: -_NAMED - 1 : -1]]
    more = len(files) - len(named)
    return "; ".join((*named, *((f"and {more} earlier",) if more else ())))


def _file(extract: StoredExtract) -> SourceFile:
    return SourceFile(
        file=extract.file,
        sha256=extract.digest,
        source=extract.source,
        as_of=extract.as_of,
        rows=extract.rows_new,
        is_synthetic=extract.is_synthetic,
        redefinition=extract.redefinition,
    )


@cache
def _packaged(table: str) -> SourceFile:
    listed = reference_table(table)
    return SourceFile(
        file=listed.file,
        sha256=sha256_of(listed.path),
        source=listed.source,
        as_of=None,
        rows=load_arrow(table).num_rows,
        is_synthetic=False,
    )
