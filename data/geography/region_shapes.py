"""Polygons of regions for drawing: counties dissolved along shared edges."""

from __future__ import annotations

import geopandas
import shapely

from data.geography.counties import counties
from data.geography.regions import region_set


def region_shapes(
    set_key: str, county_shapes: geopandas.GeoDataFrame | None = None
) -> geopandas.GeoDataFrame:
    """Shapes of a set's regions in the set's order, with ``id``, ``name`` and ``approximate``.

    ``county_shapes`` is a frame as :func:`data.geography.counties.counties` gives it, which is
    the default. Geometry is Polygon or MultiPolygon in its CRS, OGC:CRS84.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    frame = counties() if county_shapes is None else county_shapes
    chosen = region_set(set_key)
    groups = frame.geometry.groupby(frame["fips"].map(chosen.members))
    joined = {region_id: shapely.coverage_union_all(group.to_numpy()) for region_id, group in groups}
    return geopandas.GeoDataFrame(
        {
            "id": [region.id for region in chosen.regions],
            "name": [region.name for region in chosen.regions],
            "approximate": [region.approximate for region in chosen.regions],
        },
        geometry=[joined[region.id] for region in chosen.regions],
        crs=frame.crs,
    )
