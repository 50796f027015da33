"""How a plan lies against other boundaries: a cross-tabulation, an overlap index and a gap index.

Of a cross-tabulation of the plan's regions *i* with the other set's regions *k*, by area or by
incidents, with cells *c(i, k)*:

- the **overlap index** is the mean over the plan's regions, weighted by their size within the other
  set, of 1 / sum over *k* of *p(i, k)* squared, where *p(i, k)* is the share of region *i* within the
  other set that lies in *k*. It is the effective number of other regions that a region meets: 1 where
  each lies in one of them, 2 where each is halved between two. Turned round it counts the plan's
  regions that one of the others meets. Both are 1 where the borders are the same.
- the **gap index** is the share of the plan's regions that lies in no region of the other set. Turned
  round it is the share of the other set that lies in no region of the plan.

Source: Laakso and Taagepera, Comparative Political Studies 12 (1979), the effective number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from data.plans.figures.boundary_sets import BoundarySet, boundary_sets
from data.plans.figures.columns import AREA_KM2, INCIDENTS
from data.plans.figures.unit_figures import Floats, Places, UnitFigures, region_numbers
from data.plans.plan import Plan
from data.plans.units import county_of


@dataclass(frozen=True, kw_only=True)
class Indices:
    """Overlap and gap, from the plan's side and turned round; ``None`` where there is nothing to share.

    The overlap indices are ``None`` for a set that knows only inside and outside.
    """

    overlap: float | None
    overlap_turned: float | None
    gap: float | None
    gap_turned: float | None


@dataclass(frozen=True, kw_only=True)
class CrossCell:
    """What a region of the plan and one of the other set share; ``""`` is none of either.

    Square kilometres, and incidents as far as their counties show them.
    """

    region: str
    other: str
    area_km2: float
    incidents: int


@dataclass(frozen=True, kw_only=True)
class BestMatch:
    """The region of the other set that holds most of a region's area, and the share that it holds."""

    other: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """A plan against one other set of boundaries; ``matches`` is by key of the plan's regions."""

    key: str
    title: str
    by_area: Indices
    by_incidents: Indices
    cells: tuple[CrossCell, ...]
    matches: Mapping[str, BestMatch]
    caveat: str


def overlaps(plan: Plan, figures: UnitFigures) -> tuple[Overlap, ...]:
    """The plan against every set of :func:`~data.plans.figures.boundary_sets.boundary_sets`.

    ``figures`` are those of the plan's units, or of its counties where their parts are in one region.
    """
    region = region_numbers(plan, figures.units)
    return tuple(_overlap(plan, figures, region, other) for other in boundary_sets())


def indices(cross: Floats, *, is_one: bool = False) -> Indices:
    """The indices of a cross-tabulation, shape ``(regions + 1, others + 1)``: the last are none of either.

    Examples
    --------
    >>> indices(np.array([[50.0, 50, 0], [0, 100, 0], [0, 0, 7]]))
    Indices(overlap=1.5, overlap_turned=1.6, gap=0.0, gap_turned=0.0)
    """
    inside = cross[:-1, :-1]
    return Indices(
        overlap=None if is_one else _effective(inside),
        overlap_turned=None if is_one else _effective(inside.T),
        gap=_share(cross[:-1, -1].sum(), cross[:-1].sum()),
        gap_turned=_share(cross[-1, :-1].sum(), cross[:, :-1].sum()),
    )


def _effective(inside: Floats) -> float | None:
    """Mean effective number of columns that a row meets, weighted by the rows' sums."""
    size = inside.sum(axis=1)
    met = size > 0
    if not met.any():
        return None
    shares = inside[met] / size[met, np.newaxis]
    return float(np.average(1 / (shares**2).sum(axis=1), weights=size[met]))


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole > 0 else None


def _overlap(plan: Plan, figures: UnitFigures, region: Places, other: BoundarySet) -> Overlap:
    names = sorted(set(other.members.values()))
    number_of = {name: number for number, name in enumerate(names)}
    met = np.array(
        [number_of.get(other.members.get(county_of(unit), ""), len(names)) for unit in figures.units], np.intp
    )
    shape = (len(plan.regions) + 1, len(names) + 1)
    area, incidents = (
        _crossed(figures.of(key), region * shape[1] + met, shape) for key in (AREA_KM2, INCIDENTS)
    )
    keys, others = [*(one.key for one in plan.regions), ""], [*names, ""]
    return Overlap(
        key=other.key,
        title=other.title,
        by_area=indices(area, is_one=other.is_one),
        by_incidents=indices(incidents, is_one=other.is_one),
        cells=tuple(
            CrossCell(
                region=keys[row],
                other=others[column],
                area_km2=float(area[row, column]),
                incidents=int(incidents[row, column]),
            )
            for row, column in np.argwhere(area > 0).tolist()
        ),
        matches=MappingProxyType(_matches(keys[:-1], names, area[:-1])),
        caveat=other.caveat,
    )


def _crossed(values: Floats, cell: Places, shape: tuple[int, int]) -> Floats:
    """Sums of units by the number of their cell, in a table of that shape."""
    sums: Floats = np.bincount(cell, values, minlength=shape[0] * shape[1]).astype(np.float64)
    return sums.reshape(shape)


def _matches(keys: list[str], names: list[str], area: Floats) -> dict[str, BestMatch]:
    """The best match of each region that any of the others meets; ``area`` has a column more, for none."""
    found = {}
    for key, row in zip(keys, area, strict=True):
        inside = row[:-1]
        if inside.any():
            best = int(np.argmax(inside))
            found[key] = BestMatch(other=names[best], share=float(inside[best] / row.sum()))
    return found
