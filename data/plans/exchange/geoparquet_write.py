"""A plan as GeoParquet: a row for each region, and the record among the file's own metadata.

Source: OGC 23-042 "GeoParquet", 1.1.0, 2024: a geometry column that names no CRS is in OGC:CRS84.
"""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from data.plans.exchange.file_format import FORMAT
from data.plans.exchange.papers import FilePapers, record_text
from data.plans.exchange.region_rows import CELLS, RegionRow, region_rows
from data.plans.plan import Plan

_TYPES = dict.fromkeys(CELLS, pa.string()) | {
    "colour": pa.int32(),
    "locked": pa.bool_(),
    "counties": pa.int32(),
    "parts": pa.int32(),
    "area_km2": pa.float64(),
    "border_mi": pa.float64(),
    "synthetic": pa.bool_(),
}


def written_geoparquet(plan: Plan, papers: FilePapers) -> bytes:
    """Bytes of the file, geometry as WKB in OGC:CRS84; the same plan and papers give the same bytes."""
    rows = region_rows(plan, papers)
    columns = {
        name: pa.array([row.cells[name] for row in rows], kind, from_pandas=False)
        for name, kind in _TYPES.items()
    }
    columns["geometry"] = pa.array([shapely.to_wkb(row.shape) for row in rows], pa.binary())
    table = pa.table(columns).replace_schema_metadata(
        {"geo": json.dumps(_geo(rows)), FORMAT: record_text(plan, papers)}
    )
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd", write_page_checksum=True)
    return target.getvalue()


def _geo(rows: tuple[RegionRow, ...]) -> dict[str, object]:
    """What the file says of its geometry column."""
    kinds = sorted({row.shape.geom_type for row in rows})
    column = {"encoding": "WKB", "geometry_types": kinds, "orientation": "counterclockwise"}
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
