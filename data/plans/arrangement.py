"""The pieces into which lines cut units, corner for corner: units that meet before meet after.

Lines and the edges of all units are cut where they meet in one pass, so that a crossing on a shared
edge is one corner for both units. Pieces are then read off as faces: nothing is overlaid twice, and no
corner of a unit moves. Coordinates are degrees, OGC:CRS84.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GEOSException, MultiPoint, MultiPolygon, Polygon

from data.errors import PlanError
from data.plans.edges import Shape
from data.plans.units import UnitId

_DECIMALS = 7
GRID = 1e-7
"""Degrees, about a centimetre, to which what is drawn is rounded."""
_CLOSE = 2e-7
"""Degrees within which a drawn line is led through a corner of a unit that it passes."""
_REMEDY = "Move the line a little"


def pieces_of(units: Mapping[UnitId, Shape], line: shapely.Geometry) -> dict[UnitId, list[Polygon]]:
    """The pieces of each unit, OGC:CRS84, that a line cuts it into; one that is not crossed has one a part.

    Raises
    ------
    PlanError
        If corners are so close together that float64 cannot tell how lines meet.
    """
    shapes = np.array(list(units.values()), np.object_)
    try:
        noded = shapely.union_all([_led_through_corners(line, shapes), *shapely.boundary(shapes)])
        faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        inner = shapely.point_on_surface(faces)
    except GEOSException as error:
        raise PlanError(
            "corners are too close together to tell how the lines meet", remedy=_REMEDY
        ) from error
    unit, face = shapely.STRtree(inner).query(shapes, predicate="contains")
    return {name: faces[face[unit == number]].tolist() for number, name in enumerate(units)}


def joined(pieces: Sequence[Shape]) -> Shape:
    """Pieces that meet corner for corner as one shape, OGC:CRS84."""
    return cast("Shape", shapely.coverage_union_all(pieces)) if pieces else MultiPolygon()


def with_nearest(kept: list[Polygon], pieces: list[Polygon]) -> list[Shape]:
    """Pieces that are kept, OGC:CRS84, each with those others that share most of their edge with it."""
    groups = {at: [piece] for at, piece in enumerate(kept)}
    left = [piece for piece in pieces if piece not in kept]
    while left:
        shared = np.array([[_shared(joined(groups[at]), piece) for at in groups] for piece in left])
        piece, at = np.unravel_index(int(np.argmax(shared)), shared.shape)
        groups[int(at)].append(left.pop(int(piece)))
    return [joined(group) for group in groups.values()]


def _shared(one: Shape, other: Shape) -> float:
    """Length of the edge that two pieces share, in degrees."""
    return float(shapely.length(shapely.intersection(shapely.boundary(one), shapely.boundary(other))))


def rounded(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions, degrees, OGC:CRS84, rounded to about a centimetre, each that repeats the last left out."""
    near = np.round(positions, _DECIMALS)
    is_new = np.append(True, np.any(near[1:] != near[:-1], axis=1))
    return cast("NDArray[np.float64]", near[is_new])


def _led_through_corners(line: shapely.Geometry, shapes: NDArray[np.object_]) -> shapely.Geometry:
    """The line, through each corner of the units that it passes within two centimetres."""
    corners = np.unique(shapely.get_coordinates(shapes), axis=0)
    points = np.asarray(shapely.points(corners), np.object_)
    near = shapely.STRtree(points).query(line, predicate="dwithin", distance=_CLOSE)
    through: shapely.Geometry = shapely.snap(line, MultiPoint(corners[near]), _CLOSE)
    return through if len(near) else line
