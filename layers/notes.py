"""Lines that say how sure a thing is: in the hover, in the card and in the legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from data.geography.grid import cell_side_km
from data.geography.regions import Region

REFERENCE_LATITUDE = 32.0
"""Degrees; cell sides are stated here, near the middle of the south-west border."""

_CONFIDENCE = {
    "high": "",
    "medium": "medium confidence",
    "low": "low confidence: not confirmed",
}


def confidence_words(grade: str) -> str:
    """What a grade of confidence means to a reader; empty for what was read from the source."""
    return _CONFIDENCE[grade]


def region_note(region: Region) -> str:
    """One line on how sure a region's outline is; empty where it is published by county.

    Counties are the geography that everything else is made of, and carry no note.
    """
    if not region.approximate and region.confidence == "high":
        return ""
    parts = ["Approximate boundary" if region.approximate else "", confidence_words(region.confidence)]
    return joined(parts)


def confidence_summary(grades: Iterable[str]) -> str:
    """How many rows are of which confidence, for a legend.

    >>> confidence_summary(["high", "low", "high"])
    'confidence: 2 high, 1 low'
    >>> confidence_summary(["medium", "medium"])
    'confidence: all medium'
    """
    counted = Counter(grades)
    if len(counted) == 1:
        return f"confidence: all {next(iter(counted))}"
    return (
        f"confidence: {', '.join(f'{counted[grade]:,} {grade}' for grade in _CONFIDENCE if counted[grade])}"
    )


def cell_words(level: int) -> str:
    """The size of a cell of a level (2**level to the side of the Web Mercator world) in kilometres."""
    return f"Square cells of {cell_side_km(level, REFERENCE_LATITUDE):.1f} km at {REFERENCE_LATITUDE:.0f}° N"


def joined(parts: Iterable[str]) -> str:
    """The parts that are not empty as one line, its first letter a capital."""
    line = " · ".join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def by_row(ids: Iterable[str], notes: Mapping[str, str]) -> list[str]:
    """The note of each id, empty where there is none."""
    return [notes.get(key, "") for key in ids]
