"""``UnitMeasures``: what each unit holds, from published answers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from data.plans.units import UnitId

Floats = NDArray[np.float64]
NO_SEASONS: Mapping[str, Floats] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A port or a base: its name, the unit in which it lies, and its place, OGC:CRS84 degrees."""

    name: str
    unit: UnitId
    lon: float
    lat: float


@dataclass(frozen=True, kw_only=True)
class UnitMeasures:
    """Arrays in the order of ``units``.

    ``weight`` is the plan's weighted mix, never negative; a suppressed count in it counts as 0.
    ``seasons`` has the same mix for each calendar quarter, by name (``2024 Q3``). ``sectors`` is the
    Border Patrol sector of each unit, ``""`` for none. No measure is of a protected trait: none is
    published by county.
    """

    units: tuple[UnitId, ...]
    weight: Floats
    seasons: Mapping[str, Floats] = field(default_factory=lambda: NO_SEASONS)
    sectors: tuple[str, ...] = ()
    ports: tuple[Spot, ...] = ()
    bases: tuple[Spot, ...] = ()
    caveats: tuple[str, ...] = ()
