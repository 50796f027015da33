"""Exact totals inside a polygon.

One predicate decides, here and nowhere else: a point counts if it lies inside the
polygon or on its edge or vertex (``shapely.intersects_xy``), computed in longitude and
latitude as the plane, as Shapely's predicates are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, intersects_xy, prepare

from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.incidents import where
from data.reference.taxonomy import CATEGORIES


def category_counts_inside(
    engine: Engine, filter_: Filter, polygon: Polygon | MultiPolygon
) -> NDArray[np.int64]:
    """Exact counts inside the polygon (OGC:CRS84), int64, aligned with ``CATEGORIES``.

    Each incident in the bounding box is tested, so the total equals testing every one.
    """
    condition = where(filter_)
    west, south, east, north = polygon.bounds
    table = engine.run(
        Statement(
            sql=(
                "SELECT lon, lat, category FROM incident WHERE lon BETWEEN $west AND $east "
                f"AND lat BETWEEN $south AND $north AND {condition.sql}"
            ),
            parameters={**condition.parameters, "west": west, "east": east, "south": south, "north": north},
        )
    )
    prepare(polygon)
    inside = intersects_xy(polygon, table.column("lon").to_numpy(), table.column("lat").to_numpy())
    codes = table.column("category").to_numpy()[inside]
    return np.bincount(codes, minlength=len(CATEGORIES)).astype(np.int64)
