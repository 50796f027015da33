"""``GET /api/plans/lines``: the lines between counties, so that the desk can draw those between regions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import shapely
from flask import Response, jsonify
from numpy.typing import NDArray

from dashboard.api.plan_routes import Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.geography.county_edges import NOBODY, CountyEdges, all_county_edges

_TOLERANCE_DEGREES = 0.004
_PER_DEGREE = 2_000


def add_lines(routes: PlanRoutes) -> None:
    """Add the one route."""
    routes.get("/lines", lines)


def lines(_: Asked) -> Response:
    """Lines between two counties each; the same for every plan and data version."""
    return tagged(jsonify(county_lines()), "private, max-age=86400, immutable")


@cache
def county_lines() -> Mapping[str, list[object]]:
    """Columns: the county on either side (row in order of FIPS), and the line's corners.

    Corners are longitude and latitude, OGC:CRS84, in two-thousandths of a degree, each less the corner
    before, so that most are short numbers. Lines are simplified to about 400 m: they mark regions, and
    counties have lines of their own in the tiles.
    """
    edges = all_county_edges()
    first, second, shapes = _runs(edges)
    simple = shapely.simplify(shapes, _TOLERANCE_DEGREES)
    corners, line = shapely.get_coordinates(simple, return_index=True)
    whole = np.round(corners * _PER_DEGREE).astype(int)
    starts = np.append(True, line[1:] != line[:-1])
    steps = np.diff(whole, axis=0, prepend=whole[:1])
    steps[starts] = whole[starts]
    parts = np.split(steps, np.flatnonzero(starts)[1:])
    return {
        "first": first.tolist(),
        "second": second.tolist(),
        "lines": [part.ravel().tolist() for part in parts],
    }


def _runs(edges: CountyEdges) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.object_]]:
    """Unbroken runs of edges between the same two counties, each pair of sides once: rows and lines."""
    inner = np.flatnonzero((edges.across != NOBODY) & (edges.county < edges.across))
    pair = edges.county[inner] * (len(edges.fips) + 1) + edges.across[inner]
    is_start = np.append(True, (np.diff(inner) > 1) | (np.diff(pair) != 0))
    number = np.cumsum(is_start) - 1
    ends = np.flatnonzero(np.append(is_start[1:], True))
    corner = np.concatenate([inner, inner[ends] + 1])
    order = np.lexsort((corner, np.concatenate([number, number[ends]])))
    of_line = np.concatenate([number, number[ends]])[order]
    shapes = shapely.linestrings(edges.corners[corner[order]], indices=of_line)
    at = np.flatnonzero(is_start)
    return edges.county[inner[at]], edges.across[inner[at]], np.asarray(shapes)
