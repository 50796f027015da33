"""The door for a shape that a person draws: mended by stated rules, and every mend is told.

The rules, in their order; ``docs/shapes.md`` says more of each:

1. An open ring is closed.
2. An edge over more than 180 degrees of longitude is taken across the antimeridian, and the shape
   is counted in two parts, one on each side.
3. A corner given twice in a row counts once.
4. More than 10,000 corners are simplified by 1, 10 or 100 metres, by the first that is enough.
5. A ring without three different corners is left out.
6. Where rings cross, touch or overlap as they may not, a place is inside if the line of an outer
   ring goes around it (its winding number is not zero) and no line of that part's holes does;
   where parts overlap, it counts once.

What would take unbounded time, or be a guess, is refused with ring, vertex and remedy. The result
is valid by the rules of the OGC. Coordinates are OGC:CRS84, longitude first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import shapely
from shapely import GEOSException, MultiPolygon, Polygon

from data.errors import PolygonError, Where
from data.geography import antimeridian
from data.geography.measure import areas_km2
from data.geography.polygon_crossings import has_more_crossings
from data.geography.polygon_mending import (
    Drawn,
    across_antimeridian,
    closed,
    no_area,
    with_area,
    within,
    without_repeats,
)
from data.geography.polygon_rings import Part, read_rings
from data.geography.polygon_validity import Fault, fault, nearest_edge
from data.geography.polygon_winding import gone_around
from data.geography.polygons import MOST_VERTICES

MOST_READ = 100_000
"""Vertices of a shape that is looked at at all."""
MOST_REPAIRED = 5_000
"""Vertices of a shape that is repaired: the worst that was found took under two seconds."""
MOST_CROSSINGS = 1_000
"""Pairs of edges that meet: repairing so many took 30 ms, 112,000 of them 8 s and 350 MB."""

Shape = Polygon | MultiPolygon
_TOO_CLOSE = "corners are too close together to tell how edges meet"
_ROUND = "Round the coordinates to nine decimals, a tenth of a millimetre"


@dataclass(frozen=True, kw_only=True)
class RepairedPolygon:
    """A valid polygon, OGC:CRS84, and what was done to what was drawn, a sentence for each mend."""

    shape: Shape
    notes: tuple[str, ...]


def repaired_polygon(source: str | bytes | Mapping[str, object]) -> RepairedPolygon:
    """The valid polygon of an untrusted GeoJSON geometry, OGC:CRS84, and what was mended to get it.

    ``source`` is JSON text, or the mapping that such text describes. What
    :func:`~data.geography.polygons.read_polygon` takes comes back as it does there, without a note.

    Raises
    ------
    PolygonError
        If the text is too large, too deep or not JSON; if the type is not Polygon or
        MultiPolygon; if a position is not two finite numbers in -180..180 and -90..90; if the
        shape has no area, goes around a pole, has over 100,000 vertices or, simplified by 100
        metres, over 10,000; if it is invalid and has over 5,000 vertices or 1,000 crossings.

    Examples
    --------
    >>> bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    >>> mended = repaired_polygon(bow_tie)
    >>> mended.shape.area, mended.notes[0].partition(":")[0]
    (2.0, 'Two edges cross or overlap at longitude 1, latitude 1')
    """
    found = read_rings(source, most_vertices=MOST_READ)
    drawn = without_repeats(across_antimeridian(closed(Drawn(parts=found.parts))))
    drawn = with_area(within(drawn, MOST_VERTICES))
    polygons = [Polygon(part[0].positions, [hole.positions for hole in part[1:]]) for part in drawn.parts]
    repaired = _valid(polygons[0] if found.is_single else MultiPolygon(polygons), drawn)
    if not drawn.is_shifted:
        return repaired
    sides = _sure(lambda: antimeridian.cut(repaired.shape))
    if sides is None or sides.is_empty:
        raise PolygonError(
            f"{_TOO_CLOSE} at the antimeridian", where=Where(ring=drawn.rings[0].number), remedy=_ROUND
        )
    return replace(repaired, shape=sides)


def _valid(shape: Shape, drawn: Drawn) -> RepairedPolygon:
    """The shape, repaired if it is invalid; the notes of all mends."""
    found = fault(shape)
    if found is None:
        return RepairedPolygon(shape=shape, notes=drawn.notes)
    if drawn.vertices > MOST_REPAIRED:
        raise _beyond_repair(shape, drawn, found, f"over {MOST_REPAIRED:,} corners are not repaired")
    if has_more_crossings([ring.positions for ring in drawn.rings], MOST_CROSSINGS):
        raise _beyond_repair(shape, drawn, found, f"over {MOST_CROSSINGS:,} crossings are not repaired")
    repaired = _sure(lambda: cast("Shape", shapely.union_all([_inside(part) for part in drawn.parts])))
    if repaired is None:
        raise _beyond_repair(shape, drawn, replace(found, remedy=_ROUND), _TOO_CLOSE)
    if repaired.is_empty:
        raise no_area(drawn, drawn.rings[0])
    has_holes = any(len(part) > 1 for part in drawn.parts)
    rule = "an outer ring goes around and no hole does" if has_holes else "the line goes around"
    before, after = (_area_words(area) for area in areas_km2(np.array([shape, repaired], np.object_)))
    areas = "" if before == after else f" Area {after}; the rings as drawn add up to {before}."
    where = f"{found.words[:1].upper()}{found.words[1:]}{_place_words(drawn, found)}"
    noted = drawn.noted(f"{where}: all that {rule} is counted, once.{areas}")
    return RepairedPolygon(shape=repaired, notes=noted.notes)


def _sure(make: Callable[[], Shape]) -> Shape | None:
    """The shape that is made, if it is valid; ``None`` where GEOS, in float64, cannot tell."""
    try:
        # As in fault(): edges of 1e-200 degrees come by way of divisions by zero and overflows.
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            made = make()
    except GEOSException:
        return None
    return None if fault(made) else made


def _inside(part: Part) -> Shape:
    """What the line of the outer ring goes around and that of no hole does; may be empty."""
    shell, *holes = (gone_around(ring.positions) for ring in part)
    return cast("Shape", shapely.difference(shell, shapely.union_all(holes)) if holes else shell)


def _beyond_repair(shape: Shape, drawn: Drawn, found: Fault, why: str) -> PolygonError:
    where = Where()
    if found.lon is not None and found.lat is not None:
        edge = nearest_edge(shape, found.lon, found.lat)
        # Mends before this one may have changed the numbers of vertices, never those of rings.
        vertex = None if drawn.notes else edge.vertex
        where = Where(ring=drawn.rings[edge.ring or 0].number, vertex=vertex)
    return PolygonError(
        f"{found.words}{_place_words(drawn, found)}; {why}",
        where=where,
        remedy=found.remedy,
    )


def _place_words(drawn: Drawn, found: Fault) -> str:
    """Where the fault is, in OGC:CRS84; nothing if it is not at a point."""
    if found.lon is None or found.lat is None:
        return ""
    at = np.array([[found.lon, found.lat]])
    lon, lat = (antimeridian.shifted(at) if drawn.is_shifted else at)[0]
    return f" at longitude {lon:.6g}, latitude {lat:.6g}"


def _area_words(area_km2: float) -> str:
    return f"{area_km2:,.0f} km²" if abs(area_km2) >= 100 else f"{area_km2:.3g} km²"
