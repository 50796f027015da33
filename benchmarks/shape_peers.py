"""Other ways to count incidents in a polygon: each a counter of rows in a shape under a filter.

They count the total only, with *intersects*, over the same columns; ours gives every breakdown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import duckdb
import geopandas
import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from data.index.segment import Columns


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter: a column and the code that it must have; none restricts nothing."""

    label: str
    column: str | None = None
    code: int = 0


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Counts the rows in a shape; ``every`` so many shapes, so that the run stays short."""

    count: Callable[[Polygon, Choice], int]
    every: int


def peers(columns: Columns) -> Mapping[str, Peer]:
    """Name to peer, over these columns in the order in which they are."""
    return {
        "Shapely, bounding box": Peer(count=partial(_tested, columns), every=1),
        "DuckDB bounding box, then Shapely": Peer(count=partial(_selected, _database(columns)), every=4),
        "geopandas.sjoin, bounding box": Peer(count=partial(_joined, columns), every=10),
    }


def _candidates(columns: Columns, shape: Polygon, choice: Choice) -> NDArray[np.intp]:
    """Rows in the bounding box that the filter lets pass."""
    west, south, east, north = shape.bounds
    passes = (columns.lon >= west) & (columns.lon <= east) & (columns.lat >= south) & (columns.lat <= north)
    if choice.column:
        passes &= getattr(columns, choice.column) == choice.code
    return np.flatnonzero(passes)


def _tested(columns: Columns, shape: Polygon, choice: Choice) -> int:
    rows = _candidates(columns, shape, choice)
    shapely.prepare(shape)
    return int(shapely.intersects_xy(shape, columns.lon[rows], columns.lat[rows]).sum())


def _joined(columns: Columns, shape: Polygon, choice: Choice) -> int:
    rows = _candidates(columns, shape, choice)
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(columns.lon[rows], columns.lat[rows]))
    return len(points.sjoin(geopandas.GeoDataFrame(geometry=[shape]), predicate="intersects"))


def _database(columns: Columns) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 2})
    names = ("lon", "lat", "month", "category")
    connection.register("incidents", pa.table({name: getattr(columns, name) for name in names}))
    connection.execute("CREATE TABLE incident AS SELECT * FROM incidents")
    connection.unregister("incidents")
    return connection


def _selected(connection: duckdb.DuckDBPyConnection, shape: Polygon, choice: Choice) -> int:
    west, south, east, north = shape.bounds
    box = "SELECT lon, lat FROM incident WHERE lon BETWEEN $west AND $east AND lat BETWEEN $south AND $north"
    parameters: dict[str, float] = {"west": west, "south": south, "east": east, "north": north}
    if choice.column:
        box += f" AND {choice.column} = $code"
        parameters["code"] = choice.code
    found = connection.execute(box, parameters).fetchnumpy()
    shapely.prepare(shape)
    return int(shapely.intersects_xy(shape, found["lon"], found["lat"]).sum())
