"""On which side of a drawn outline units lie: inside, outside, or cut by it.

A unit is cut if the outline leaves some of it on either side that lies farther than the snap distance
from the unit's own edge. Otherwise the outline only runs along the edge, and the unit goes whole to
the side that has more of it. Of a unit that is cut, a piece that nowhere lies farther than that from
the edge, or has under 1,000 square metres, goes with the rest of its polygon: no slivers are cut
off. Coordinates are OGC:CRS84.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from data.plans.arrangement import joined, pieces_of
from data.plans.edges import Shape
from data.plans.plan import Cut
from data.plans.units import UnitId

KM_PER_DEGREE = 111.2
"""Of latitude, to within half a per cent: enough for a distance that a planner sets by eye."""
SMALLEST_KM2 = 1e-3
"""Square kilometres, a thousand square metres, that a part of a unit has at least."""
_LEAST_SNAP_KM = 0.01
_SMOOTHED = 0.05
"""Share of the snap distance by which edges are smoothed first: an inlet more is no other decision."""
_NEGLIGIBLE = 1e-6
"""Share of a unit that is not worth a word."""


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Units inside, and units cut, with the first part inside.

    ``snapped_in`` (of those inside) and ``snapped_out`` are units that the outline enters, but no
    farther than the snap distance.
    """

    inside: tuple[UnitId, ...]
    cuts: Mapping[UnitId, Cut]
    snapped_in: tuple[UnitId, ...]
    snapped_out: tuple[UnitId, ...]


def sides(units: Mapping[UnitId, Shape], polygon: Shape, *, snap_km: float) -> Sides:
    """On which side of a valid polygon, OGC:CRS84, each unit lies; ``snap_km`` is in kilometres.

    Raises
    ------
    PlanError
        If corners are so close together that float64 cannot tell how lines meet.
    """
    names = list(units)
    shapes = np.array(list(units.values()), np.object_)
    shapely.prepare(polygon)
    is_inside = shapely.covers(polygon, shapes)
    is_met = ~is_inside & shapely.intersects(polygon, shapes)
    cores = np.array(
        [core(shape, snap_km) if met else None for shape, met in zip(shapes, is_met, strict=True)]
    )
    is_cut = is_met & shapely.intersects(polygon, cores) & ~shapely.covers(polygon, cores)
    shares = np.where(is_inside, 1.0, 0.0)
    near = is_met & ~is_cut
    shares[near] = shapely.area(shapely.intersection(polygon, shapes[near])) / shapely.area(shapes[near])
    chosen = {names[at]: (units[names[at]], cores[at]) for at in np.flatnonzero(is_cut).tolist()}
    cuts = _cuts(chosen, polygon)
    for at, name in enumerate(names):
        if name in chosen and name not in cuts:
            shares[at] = float(shapely.intersection(polygon, shapes[at]).area / shapes[at].area)
    is_whole = np.array([name not in cuts for name in names], np.bool_)
    is_told = is_whole & (shares > _NEGLIGIBLE) & (shares < 1 - _NEGLIGIBLE)
    return Sides(
        inside=_named(names, is_whole & (shares >= 0.5)),
        cuts=cuts,
        snapped_in=_named(names, is_told & (shares >= 0.5)),
        snapped_out=_named(names, is_told & (shares < 0.5)),
    )


@lru_cache(maxsize=512)
def core(shape: Shape, snap_km: float) -> Shape:
    """What of a unit, OGC:CRS84, lies farther than ``snap_km`` kilometres from its edge; may be empty."""
    _, south, _, north = shape.bounds
    scale = np.array([KM_PER_DEGREE * np.cos(np.radians((south + north) / 2)), KM_PER_DEGREE])
    flat = shapely.transform(shape, lambda corners: corners * scale)
    distance = max(snap_km, _LEAST_SNAP_KM)
    inner = shapely.buffer(shapely.simplify(flat, distance * _SMOOTHED), -distance, quad_segs=4)
    return cast("Shape", shapely.transform(inner, lambda corners: corners / scale))


def _cuts(units: Mapping[UnitId, tuple[Shape, Shape]], polygon: Shape) -> dict[UnitId, Cut]:
    """Cuts of units, each with its core, by the outline; none where no part would be left on a side."""
    if not units:
        return {}
    found: dict[UnitId, Cut] = {}
    pieces = pieces_of({unit: shape for unit, (shape, _) in units.items()}, shapely.boundary(polygon))
    for unit, (shape, inner) in units.items():
        first, second = _sorted(pieces[unit], shape, inner=inner, polygon=polygon)
        if first and second:
            found[unit] = Cut(first=joined(first), second=joined(second))
    return found


def _sorted(
    pieces: list[Polygon], shape: Shape, *, inner: Shape, polygon: Shape
) -> tuple[list[Polygon], list[Polygon]]:
    """Pieces inside and outside, slivers with the rest of the polygon that they are cut from."""
    first: list[Polygon] = []
    second: list[Polygon] = []
    points = shapely.point_on_surface(np.array(pieces, np.object_))
    for part in shapely.get_parts(shape):
        mine = np.flatnonzero(shapely.intersects(part, points)).tolist()
        own = [pieces[at] for at in mine]
        for piece, is_first in zip(
            own, _sides_of(own, points[mine], inner=inner, polygon=polygon), strict=True
        ):
            (first if is_first else second).append(piece)
    return first, second


def _sides_of(
    pieces: list[Polygon], points: NDArray[np.object_], *, inner: Shape, polygon: Shape
) -> NDArray[np.bool_]:
    """Whether each piece of one polygon of a unit goes inside."""
    is_in: NDArray[np.bool_] = shapely.covers(polygon, points)
    shapes = np.array(pieces, np.object_)
    areas_km2 = shapely.area(shapes) * KM_PER_DEGREE**2 * np.cos(np.radians(shapely.get_y(points)))
    is_sliver = ~shapely.intersects(inner, shapes) | (areas_km2 < SMALLEST_KM2)
    if is_sliver.all():
        return np.full(len(pieces), areas_km2[is_in].sum() >= areas_km2.sum() / 2)
    kept = is_in[~is_sliver]
    if kept.all() or not kept.any():
        return np.full(len(pieces), bool(kept[0]))
    return is_in ^ is_sliver


def _named(names: list[UnitId], chosen: NDArray[np.bool_]) -> tuple[UnitId, ...]:
    return tuple(names[at] for at in np.flatnonzero(chosen).tolist())
