"""What is planted between two briefs: mistakes that are corrected, a redefinition, a moved boundary.

Places and sizes are arbitrary: they say nothing about the places.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Mistakes:
    """Rows that were first reported wrong, in the months of the last brief.

    One in ``one_in`` of them is; half of these under ``subcategory``, the others at another's place.
    """

    one_in: int
    subcategory: str


@dataclass(frozen=True, kw_only=True)
class Restatement:
    """All rows of one subcategory are restated as another, of another category; ``words`` say so."""

    from_subcategory: str
    to_subcategory: str
    words: str


@dataclass(frozen=True, kw_only=True)
class MovedCounty:
    """A county (5-digit FIPS) that an approved plan moves from one task-force region to another."""

    county: str
    from_region: str
    to_region: str


MISTAKES = Mistakes(one_in=80, subcategory="Turn back")
RESTATEMENT = Restatement(
    from_subcategory="Unsafe product",
    to_subcategory="Prohibited product",
    words="SYNTHETIC: unsafe products are recorded as prohibited products",
)
MOVED_COUNTY = MovedCounty(county="04003", from_region="best:phoenix", to_region="best:el-paso")
CORRECTED_AFTER = timedelta(days=8)
RESTATED_AFTER = timedelta(days=12)
"""After the end of the last month; all reports of earlier months are in by then."""
