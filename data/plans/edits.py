"""Edits: every way in which a plan may change, as values that are kept for good.

An edit says what the planner did, not what became of it: :func:`data.plans.applied.apply` works that out,
and lists each snap and each clip that it had to make. Coordinates are OGC:CRS84, longitude first.
"""

from __future__ import annotations

from dataclasses import dataclass

from shapely import LineString, MultiPolygon, Polygon

from data.plans.plan import Plan, Resources, Rules
from data.plans.units import UnitId


@dataclass(frozen=True, kw_only=True)
class Assign:
    """Units go to a region, or to none: brush, rectangle, lasso, whole state, eraser.

    Here, and where units are locked or explained, one that was cut stands for all of its parts.
    """

    units: tuple[UnitId, ...]
    region: str | None


@dataclass(frozen=True, kw_only=True)
class DrawRegion:
    """What lies in a drawn polygon goes to a region, or to none (a hole).

    Units inside go whole; one that the outline cuts is cut, unless the outline lies within
    ``Rules.snap_km`` of its edge. ``only_from`` restricts this to units of one region, or to
    unassigned ones (``""``): a moved shared border.
    """

    polygon: Polygon | MultiPolygon
    region: str | None
    only_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class CutUnit:
    """A line that crosses a unit from edge to edge cuts it in two; both parts stay where it was."""

    unit: UnitId
    line: LineString


@dataclass(frozen=True, kw_only=True)
class JoinParts:
    """The two parts of a unit become it again, in ``region`` (or in none)."""

    unit: UnitId
    region: str | None


@dataclass(frozen=True, kw_only=True)
class AddRegion:
    """A new region without units; its key is the plan's next."""

    name: str
    colour: int


@dataclass(frozen=True, kw_only=True)
class RemoveRegion:
    """A region goes; its units are in none."""

    region: str


@dataclass(frozen=True, kw_only=True)
class MergeRegions:
    """The units of one region go to another, and it goes."""

    into: str
    gone: str


@dataclass(frozen=True, kw_only=True)
class LabelRegion:
    """A region's name and colour."""

    region: str
    name: str
    colour: int


@dataclass(frozen=True, kw_only=True)
class SetLock:
    """Units and regions are locked, or unlocked."""

    units: tuple[UnitId, ...] = ()
    regions: tuple[str, ...] = ()
    is_locked: bool = True


@dataclass(frozen=True, kw_only=True)
class FillGaps:
    """Unassigned units that a region encloses go to it."""

    region: str


@dataclass(frozen=True, kw_only=True)
class SetRules:
    """What the plan is judged by."""

    rules: Rules


@dataclass(frozen=True, kw_only=True)
class SetReason:
    """Why units are where they are; an empty text takes the reason back."""

    units: tuple[UnitId, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class SetResources:
    """What a region has."""

    region: str
    resources: Resources


@dataclass(frozen=True, kw_only=True)
class Adopt:
    """The whole plan is replaced: a starting point, a file, a proposal. ``origin`` says which, in words."""

    plan: Plan
    origin: str


Edit = (
    Assign
    | DrawRegion
    | CutUnit
    | JoinParts
    | AddRegion
    | RemoveRegion
    | MergeRegions
    | LabelRegion
    | SetLock
    | FillGaps
    | SetRules
    | SetReason
    | SetResources
    | Adopt
)
