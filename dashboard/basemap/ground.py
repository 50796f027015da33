"""Land and water around the United States, fitted to the sharper county shapes.

The neighbours come from a coarser source, up to two kilometres off. They have no edge of
their own beside the United States: between them and the county shapes land is filled in under
both, and the county shapes are drawn on top. Great Lakes and boundary rivers are cut to the
county shores on this side and follow the coarser source on the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from dashboard.basemap.atlas import US, Atlas

_SEAM_DEGREES = 0.06
"""Half the width of the strip along the land line in which land is filled in, about 5 km."""
_RIVER_GAP_DEGREES = 0.05
"""Rivers nearer to the land line are left out: there the line stands for the river."""
_SHORE_ERROR = 0.2
"""A lake with less of its area in counties than this is one that counties stop short of."""
_GREAT_LAKES = shapely.box(-92.3, 41.2, -74.6, 49.2)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Land abroad (without the United States), lakes, and rivers, in OGC:CRS84.

    Shores of the ``great_lakes`` are those of the counties on this side; ``inland_lakes`` are
    as coarse as their source.
    """

    land: tuple[BaseGeometry, ...]
    great_lakes: tuple[BaseGeometry, ...]
    inland_lakes: tuple[BaseGeometry, ...]
    rivers: tuple[BaseGeometry, ...]


def fitted_ground(atlas: Atlas, counties: geopandas.GeoDataFrame, land_line: geopandas.GeoSeries) -> Ground:
    """Land, lakes and rivers fitted to the counties and to the land border line."""
    line = shapely.union_all(shapely.simplify(land_line.to_numpy(), 0.002))
    seam = shapely.buffer(line, _SEAM_DEGREES, quad_segs=4)
    home = atlas.country(US)
    shapes = _Counties(shapes=counties.geometry.to_numpy())
    open_water = shapely.difference(shapely.intersection(home, _GREAT_LAKES), seam)
    great = [lake for lake in atlas.lakes if shapes.share_of(lake) < _SHORE_ERROR]
    off_line = shapely.buffer(line, _RIVER_GAP_DEGREES, quad_segs=4)
    return Ground(
        land=(*(shape.geometry for shape in atlas.abroad()), shapely.intersection(home, seam)),
        great_lakes=(shapes.taken_from(shapely.union_all([*great, open_water])),),
        inland_lakes=tuple(lake for lake in atlas.lakes if shapes.share_of(lake) >= _SHORE_ERROR),
        rivers=tuple(shapely.difference(river, off_line) for river in atlas.rivers),
    )


class _Counties:
    """County shapes, asked of a lake or a stretch of water at a time."""

    def __init__(self, *, shapes: NDArray[np.object_]) -> None:
        self._shapes = shapes
        self._tree = STRtree(shapes)

    def share_of(self, water: BaseGeometry) -> float:
        """Share of the water's area that lies in counties; 1 if there is no county near."""
        near = self._near(water)
        return float(shapely.intersection(water, near).area / water.area) if not near.is_empty else 1.0

    def taken_from(self, water: BaseGeometry) -> BaseGeometry:
        """The water outside all counties."""
        return shapely.difference(water, self._near(water))

    def _near(self, water: BaseGeometry) -> BaseGeometry:
        hits = self._tree.query(water, predicate="intersects")
        return shapely.coverage_union_all(self._shapes[hits])
