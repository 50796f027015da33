"""``Plan``: which unit belongs to which region, and what the planner has set beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shapely import MultiPolygon, Polygon

from data.plans.units import UnitId

COLOURS = 24
"""Regions have one of so many colours, numbered from 0; the screen knows what they look like."""
NOTHING: Mapping[str, str] = MappingProxyType({})

Link = tuple[UnitId, UnitId]
"""Two units that touch, or are held to: the smaller id first."""


@dataclass(frozen=True, kw_only=True)
class PlanRegion:
    """A proposed region. ``key`` is ``r1``, ``r2`` … within its plan and is never given to another."""

    key: str
    name: str
    colour: int
    is_locked: bool = False


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The two parts of a unit that was cut, OGC:CRS84: together the unit, with one line between them."""

    first: Polygon | MultiPolygon
    second: Polygon | MultiPolygon


@dataclass(frozen=True, kw_only=True)
class Resources:
    """What a region has.

    ``availability`` is the share of officers and agents who can be sent at any time, 0 to 1. Source of
    its default: GAO-18-50, agents were available for deployment about 43 % of the time.
    """

    officers: int = 0
    agents: int = 0
    aircraft: int = 0
    vessels: int = 0
    beds: int = 0
    availability: float = 0.43


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the plan is judged by.

    ``weights`` is a mix of measures by key (:data:`data.plans.figures.balance.WEIGHABLE`), each over its
    national total, so that they can be added; ``tolerance`` is the largest share by which a region
    may lie off the mean. A drawn line within ``snap_km`` of a county line follows it. ``bridged``
    are units held to touch, over water or by a bridge or a ferry; ``parted`` are held not to.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"incidents": 1.0}))
    tolerance: float = 0.10
    snap_km: float = 2.0
    bridged: frozenset[Link] = frozenset()
    parted: frozenset[Link] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A partition: each unit in one region or in none.

    ``assigned`` maps a unit to the key of its region; a unit that is not a key is in none. ``cuts``
    maps a unit that was cut to its parts, which are units in its place. ``locked`` are units whose
    assignment may not change; nor may that of a unit in a locked region. ``next_region`` is the
    number of the next region's key.
    """

    regions: tuple[PlanRegion, ...] = ()
    assigned: Mapping[UnitId, str] = field(default_factory=lambda: NOTHING)
    cuts: Mapping[UnitId, Cut] = field(default_factory=lambda: MappingProxyType({}))
    locked: frozenset[UnitId] = frozenset()
    reasons: Mapping[UnitId, str] = field(default_factory=lambda: NOTHING)
    resources: Mapping[str, Resources] = field(default_factory=lambda: MappingProxyType({}))
    rules: Rules = field(default_factory=Rules)
    next_region: int = 1

    def region(self, key: str) -> PlanRegion | None:
        """The region of that key; ``None`` if the plan has none."""
        return next((region for region in self.regions if region.key == key), None)
