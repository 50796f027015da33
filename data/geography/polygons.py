"""The strict door for a polygon from outside: it becomes exactly itself, or is refused.

What is read here is what is counted, vertex for vertex; a refusal names the ring, the vertex and
the remedy. What a person draws goes through :mod:`data.geography.polygon_repair` instead, which
mends by stated rules and says so. Coordinates are OGC:CRS84, longitude first. Rings and vertices
are counted from 0; in a MultiPolygon rings are counted through all parts.

The limit of 10,000 vertices also bounds time: checking the worst valid and invalid rings of
that size for crossings (GEOS 3.14) took under a second.

Source: RFC 7946 "The GeoJSON Format", 2016; OGC Simple Features 1.2.1 for validity.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from shapely import LinearRing, MultiPolygon, Polygon

from data.errors import PolygonError, Where
from data.geography.polygon_rings import Positions, Ring, read_rings
from data.geography.polygon_validity import check_valid

MOST_VERTICES = 10_000
_FEWEST_POSITIONS = 4


def read_polygon(source: str | bytes | Mapping[str, object]) -> Polygon | MultiPolygon:
    """Polygon or MultiPolygon of an untrusted GeoJSON geometry, in OGC:CRS84.

    ``source`` is JSON text, or the mapping that such text describes. Rings may run either way
    round. Rings must be closed already; nothing is closed, dropped or moved.

    Raises
    ------
    PolygonError
        If the text is too large, too deep or not JSON; if the type is not Polygon or
        MultiPolygon, or there are more than 10,000 vertices; if a position is not two finite
        numbers in -180..180 and -90..90; if a ring is open, has fewer than 4 positions, repeats
        a position, crosses itself or spans more than 180 degrees in one edge; if a hole lies
        outside its shell, or parts overlap.

    Examples
    --------
    >>> read_polygon('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}').wkt
    'POLYGON ((0 0, 1 0, 0 1, 0 0))'
    """
    found = read_rings(source, most_vertices=MOST_VERTICES)
    polygons = []
    for part in found.parts:
        shell, *holes = (_closed(ring) for ring in part)
        polygons.append(Polygon(shell, holes))
    shape = polygons[0] if found.is_single else MultiPolygon(polygons)
    check_valid(shape)
    return shape


def _closed(ring: Ring) -> LinearRing:
    positions = ring.positions
    if len(positions) < _FEWEST_POSITIONS:
        raise PolygonError(
            f"the ring has {len(positions)} positions, expected at least {_FEWEST_POSITIONS}",
            where=Where(ring=ring.number),
            remedy="A triangle has four: its first is repeated at the end",
        )
    if np.any(positions[0] != positions[-1]):
        raise PolygonError(
            f"the ring ends at {_words(positions[-1])}, expected its start {_words(positions[0])}",
            where=Where(ring=ring.number, vertex=len(positions) - 1),
            remedy="Repeat the first position at the end of the ring",
        )
    _check_edges(ring)
    return LinearRing(positions)


def _check_edges(ring: Ring) -> None:
    """Refuse the first edge that has no length or spans more than 180 degrees of longitude."""
    run = np.diff(ring.positions, axis=0)
    is_repeated = np.all(run == 0, axis=1)
    faulty = np.flatnonzero(is_repeated | (np.abs(run[:, 0]) > 180))
    if not len(faulty):
        return
    edge = int(faulty[0])
    before, after = ring.positions[edge], ring.positions[edge + 1]
    where = Where(ring=ring.number, vertex=edge + 1)
    if is_repeated[edge]:
        raise PolygonError(
            f"the position {_words(after)} is repeated", where=where, remedy="Leave the second one out"
        )
    raise PolygonError(
        f"the edge from {_words(before)} to {_words(after)} spans more than 180 degrees of longitude",
        where=where,
        remedy="Split a shape that crosses the antimeridian into two parts, one on each side",
    )


def _words(position: Positions) -> str:
    return f"{position[0]:.6g}, {position[1]:.6g}"
