"""What a measure is: a named quantity, its unit, and where its figures come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Incidents:
    """Counted from the rows of the incident extracts."""


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Summed from observations: one published ``measure`` of one ``dataset``."""

    dataset: str
    measure: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One value for each row of a packaged table whose ``id`` names an institution.

    ``chosen`` is a column and the value that it must have, or ``None`` for all rows; ``value`` is
    the column that holds the figure, or ``None`` where each row counts as one.
    """

    table: str
    chosen: tuple[str, str] | None = None
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class CountyFigures:
    """One value for each county that has one, by 5-digit FIPS; ``""`` is what has no county.

    ``is_additive`` says that values of counties may be added up to larger regions. ``by_region``
    says that the regions of a filter restrict it.
    """

    values: Callable[[], Mapping[str, float]]
    source: str
    as_of: str
    is_additive: bool = True
    by_region: bool = False


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Values of a packaged table added up by one of its columns, ``group``.

    ``chosen`` are columns and the values that they must have; ``value`` is the column that holds the
    figure, or ``None`` where each row counts as one. A date counts under its calendar year.
    """

    table: str
    group: str
    chosen: tuple[tuple[str, str], ...] = ()
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Yearly:
    """One value of a packaged table for each fiscal year; ``chosen`` as in :class:`Grouped`."""

    table: str
    value: str
    chosen: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """One column of an extract for a programme.

    ``dataset`` is the key of its schema, under which its rows are stored. ``adds_up`` says whether
    figures of several places may be added.
    """

    dataset: str
    column: str
    adds_up: bool = True


Origin = Incidents | Publication | Listing | CountyFigures | Grouped | Yearly | Extracted


def is_packaged(origin: Origin) -> bool:
    """Whether figures come with the program, the same in every copy, and not from the store."""
    return isinstance(origin, Listing | CountyFigures | Grouped | Yearly)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A named quantity: what is counted, in which unit, from where.

    ``counts_events`` measures fall under the disclosure floor, and their changes can be tested.
    """

    key: str
    title: str
    unit: str
    origin: Origin
    definition: str
    caveat: str
    counts_events: bool = True
