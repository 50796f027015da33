"""Why a unit is in its region, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.plans.plan import PlanRegion
from data.plans.units import UnitId


class GroundKind(StrEnum):
    """On what a ground rests, in the order in which one decides before another."""

    RECORDED = "recorded"
    ENCLOSED = "enclosed"
    CONTIGUITY = "contiguity"
    FIELD_OFFICE = "field office"
    SECTOR = "sector"
    NEAREST_BASE = "nearest base"
    BALANCE = "balance"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Something that was looked at: whether it speaks for the unit's region, against it, or neither."""

    kind: GroundKind
    speaks_for: bool | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a unit is where it is. ``decisive`` is one of ``grounds``, ``None`` if none speaks for it."""

    unit: UnitId
    region: PlanRegion | None
    grounds: tuple[Ground, ...]
    decisive: Ground | None
    words: str
