"""A plan as GeoJSON: a feature for each region, and the record as a member beside them.

Source: RFC 7946 "The GeoJSON Format", 2016; foreign members: section 6.1.
"""

from __future__ import annotations

import json

from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping

from data.plans.exchange.file_format import FORMAT
from data.plans.exchange.papers import FilePapers, record
from data.plans.exchange.region_rows import region_rows
from data.plans.plan import Plan


def written_geojson(plan: Plan, papers: FilePapers) -> bytes:
    """UTF-8 text of a FeatureCollection, OGC:CRS84; the same plan and papers give the same bytes."""
    features = [
        {"type": "Feature", "id": row.key, "properties": row.cells, "geometry": geometry(row.shape)}
        for row in region_rows(plan, papers)
    ]
    collection = {"type": "FeatureCollection", FORMAT: record(plan, papers), "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def geometry(shape: Polygon | MultiPolygon) -> dict[str, object]:
    """The shape as a GeoJSON geometry, every digit kept."""
    return dict(mapping(shape))
