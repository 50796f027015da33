"""What a packaged table says of a place, as labelled facts of a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.geography.regions import region
from layers.base import Fact, Institutions, Row
from layers.institutions import rows_of

Words = Callable[[Row], str]
"""From a table row to the words of a fact; empty if the row does not say."""

_CONFIDENCE = {
    "high": "high: read from the source",
    "medium": "medium: well known or derived",
    "low": "low: not confirmed",
}
PAPERS: tuple[tuple[str, Words], ...] = (
    ("Confidence", lambda row: _CONFIDENCE[row["confidence"]]),
    ("Source", lambda row: str(row["source"])),
)
"""How sure a row is and where it comes from: the last facts of every row."""


def told(column: str) -> Words:
    """The words of a column, lists with commas; empty where it is not known."""
    return lambda row: str(row[column]).replace("; ", ", ") if row[column] is not None else ""


def measured(column: str, unit: str) -> Words:
    """The whole number of a column with its unit, or that none is stated."""
    return lambda row: f"{row[column]:,.0f} {unit}" if row[column] is not None else "none stated"


def row_facts(row: Row, wanted: tuple[tuple[str, Words], ...]) -> tuple[Fact, ...]:
    """The labelled facts of a row, those that it does not say left out."""
    found = ((label, words(row)) for label, words in wanted)
    return tuple(Fact(label=label, words=words) for label, words in found if words)


def of_institutions(
    institutions: Institutions, *wanted: tuple[str, Words]
) -> Callable[[str], tuple[Fact, ...]]:
    """A function from the id of an institution to its facts, with its papers at the end."""

    def facts(place_id: str) -> tuple[Fact, ...]:
        rows: Mapping[str, Row] = {row["id"]: row for row in rows_of(institutions)}
        return row_facts(rows[place_id], (*wanted, *PAPERS))

    return facts


def boundary_facts(region_id: str) -> tuple[Fact, ...]:
    """What an approximate or doubtful boundary rests on; nothing of one that is published by county."""
    found = region(region_id)
    if not found.approximate and found.confidence == "high":
        return ()
    return (
        Fact(label="Boundary rests on", words=found.basis),
        Fact(label="Source of the boundary", words=found.source),
    )
