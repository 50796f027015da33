"""Where incidents lie: the cell and the county of each, found once, at ingest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.geography.grid import MAX_LEVEL, cell_code, parent
from data.geography.join import county_of
from data.index.tree import CURVE_LEVEL
from data.schema.incidents import INCIDENT_SCHEMA

STORED_SCHEMA = INCIDENT_SCHEMA.append(pa.field("cell", pa.int64(), nullable=False)).append(
    pa.field("county_fips", pa.string())
)
"""Columns of a stored incident: the schema's, the Morton code of its cell at the finest level, and
the county (null outside all counties)."""


@dataclass(frozen=True, kw_only=True)
class Located:
    """A table with ``cell`` and ``county_fips``, and the order in which its rows are stored."""

    table: pa.Table
    order: NDArray[np.int64]


def located(table: pa.Table) -> Located:
    """The incidents with their cells and counties, to be stored along the curve, then by time.

    Longitude and latitude are OGC:CRS84 degrees without nulls.
    """
    lon = table.column("lon").to_numpy()
    lat = table.column("lat").to_numpy()
    curve = cell_code(lon, lat, level=CURVE_LEVEL)
    cells = parent(curve, CURVE_LEVEL - MAX_LEVEL)
    fips = pa.array(county_of(lon, lat), pa.string())
    moments = table.column("occurred_at").cast(pa.int64()).to_numpy()
    return Located(
        table=table.append_column("cell", pa.array(cells)).append_column("county_fips", fips),
        order=np.lexsort((moments, curve)).astype(np.int64),
    )
