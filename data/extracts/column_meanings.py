"""Columns of a publication by meaning: every spelling that its vintages have used for one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.errors import UnknownFormatError, Where
from data.extracts.cbp_terms import letters
from data.extracts.contract import Finding
from data.schema.person import refuse_person_level

Spellings = Mapping[str, tuple[str, ...]]
"""Meaning to the letters and digits, in lower case, of each header cell that has it, preferred first."""

MOST_IGNORED = 20
"""Columns that are named one by one when they are not read."""
_ROW_NUMBERS = frozenset({"", "unnamed0", "index", "rowid", "rownumber", "rownames", "objectid", "column1"})


@dataclass(frozen=True, kw_only=True)
class MatchedColumns:
    """The column of each meaning, as the file spells it, and the columns of no known meaning.

    ``ignored`` are left out with a remark; ``row_numbers`` only count rows.
    """

    by_meaning: Mapping[str, str]
    ignored: tuple[str, ...]
    row_numbers: tuple[str, ...]

    def __getitem__(self, meaning: str) -> str:
        """Column of the meaning."""
        return self.by_meaning[meaning]

    def __contains__(self, meaning: str) -> bool:
        """Whether a column has the meaning."""
        return meaning in self.by_meaning


def meanings_of(columns: tuple[str, ...], spellings: Spellings) -> frozenset[str]:
    """The meanings that some column has."""
    named = {letters(column) for column in columns}
    return frozenset(meaning for meaning, names in spellings.items() if named & set(names))


def matched_columns(
    columns: tuple[str, ...], spellings: Spellings, *, needed: tuple[str, ...], publication: str, file: str
) -> MatchedColumns:
    """The columns by meaning; of two spellings of one meaning the preferred one is taken.

    Parameters
    ----------
    columns
        Header cells, as the file spells them.
    spellings
        What each meaning has been called.
    needed
        Meanings without which the figures cannot be read.
    publication, file
        Named in refusals.

    Raises
    ------
    UnknownFormatError
        If a needed meaning is missing, or two columns have the same spelling of one meaning.
    PersonLevelColumnError
        If a column of no known meaning names or describes a person.
    """
    found: dict[str, str] = {}
    for meaning, names in spellings.items():
        for name in names:
            candidates = [column for column in columns if letters(column) == name]
            if len(candidates) > 1:
                raise UnknownFormatError(
                    f"the columns {' and '.join(map(repr, candidates))} could both be the {_words(meaning)}",
                    where=Where(file=file, row=1),
                    remedy="Remove or rename the one that is not",
                )
            if candidates and meaning not in found:
                found[meaning] = candidates[0]
    missing = [meaning for meaning in needed if meaning not in found]
    if missing:
        lacking = " or the ".join(map(_words, missing))
        raise UnknownFormatError(
            f"this looks like {publication}, but no column gives the {lacking}; "
            f"the columns are {', '.join(columns)}",
            where=Where(file=file, row=1),
            remedy="Download the published file again, without leaving out columns",
        )
    rest = [column for column in columns if column not in found.values()]
    row_numbers = tuple(column for column in rest if _is_row_number(column))
    ignored = tuple(column for column in rest if column not in row_numbers)
    refuse_person_level(ignored, file=file)
    return MatchedColumns(by_meaning=found, ignored=ignored, row_numbers=row_numbers)


def ignored_remarks(columns: tuple[str, ...], *, file: str) -> tuple[Finding, ...]:
    """A remark for each column that was not read; one for all of them if they are many."""
    if len(columns) > MOST_IGNORED:
        columns = (f"{columns[0]} and {len(columns) - 1:,} more",)
    return tuple(
        Finding(
            file=file,
            row=1,
            column=column,
            value="",
            rule="the column is not one of this publication and was not read",
            remedy="Nothing to do",
            is_error=False,
        )
        for column in columns
    )


def _is_row_number(column: str) -> bool:
    return letters(column) in _ROW_NUMBERS or column.startswith("(column ")


def _words(meaning: str) -> str:
    return meaning.replace("_", " ")
