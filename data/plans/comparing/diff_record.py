"""The difference of two plans, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.answers.change import Verdict
from data.plans.figures.panel import Papers
from data.plans.plan import PlanRegion
from data.plans.units import UnitId


class RegionFate(StrEnum):
    """What became of a region."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a region has, or what goes from one to another.

    ``incidents`` are those shown, ``None`` if none are published; ``suppressed_units`` are the units
    whose count is not shown and not in it.
    """

    units: int
    incidents: float | None
    suppressed_units: int
    ports: int
    border_miles: float
    area_km2: float


@dataclass(frozen=True, kw_only=True)
class RegionChange:
    """A region before and after; one of the two is ``None`` if it is added or removed.

    A region that is ``SPLIT`` is new, and most of it was in ``other``, a region before; one that is
    ``MERGED`` is gone, and most of it is in ``other``, a region after. ``verdict`` is on its incidents
    after against before, all regions together.
    """

    fate: RegionFate
    before: PlanRegion | None
    after: PlanRegion | None
    other: PlanRegion | None
    had: Totals | None
    has: Totals | None
    verdict: Verdict | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What goes from one region (``None``: from no region) to another.

    ``units`` are counties and parts of them. ``crossed`` are counties, by 5-digit FIPS, that the two
    plans cut in different ways: their area is in ``totals``, their incidents, ports and miles are not.
    """

    from_region: PlanRegion | None
    to_region: PlanRegion | None
    units: tuple[UnitId, ...]
    crossed: tuple[str, ...]
    totals: Totals
    words: str


@dataclass(frozen=True, kw_only=True)
class PlanDiff:
    """The difference of two plans: regions in their order before, then the added ones; and handovers.

    ``lines`` say all of it in sentences; ``papers`` are those of the figures.
    """

    regions: tuple[RegionChange, ...]
    handovers: tuple[Handover, ...]
    lines: tuple[str, ...]
    papers: Papers
