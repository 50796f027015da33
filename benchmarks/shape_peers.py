"""Other ways to count incidents in a polygon: each a counter of rows in a shape under a filter.

They count the total only, with *intersects*, over the same columns; ours gives every breakdown.
Peers of the program's own lock count here; the others in the bench's Python (:mod:`benchmarks.far_shapes`).
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from benchmarks.clock import Took
from benchmarks.rows import Made
from data.index.segment import Columns

INEXACT = "SedonaDB"
"""Its predicate may differ from GEOS within rounding of an edge: such rows are counted, not refused."""
_FAR = Path(__file__).with_name("far_shapes.py")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter: a column and the code that it must have; none restricts nothing."""

    label: str
    column: str | None = None
    code: int = 0


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Counts the rows in a shape; ``share`` is the part of the shapes that it gets, so that a run ends."""

    count: Callable[[Polygon, Choice], int]
    share: int


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a peer took for each of its shapes, and the totals."""

    took: Sequence[Took]
    totals: Sequence[int]


def near_peers(made: Made) -> Mapping[str, Peer]:
    """Name with version to peer, of this process."""
    columns = made.columns
    return {
        f"Shapely {version('shapely')}, bounding box": Peer(count=partial(_tested, columns), share=1),
        f"DuckDB {duckdb.__version__} bounding box, then Shapely": Peer(
            count=partial(_selected, _database(made.parquet)), share=2
        ),
        f"geopandas.sjoin {version('geopandas')}, bounding box": Peer(
            count=partial(_joined, columns), share=4
        ),
    }


def far_peers(
    made: Made, python: Path, asked: Sequence[tuple[Choice, Sequence[Polygon]]]
) -> Mapping[str, Sequence[Counted]]:
    """Name with version to what a peer of the bench's Python counted, filter by filter."""
    job = {
        "parquet": str(made.parquet.resolve()),
        "filters": [
            {
                "column": choice.column,
                "code": choice.code,
                "shapes": [shapely.to_wkb(one).hex() for one in shapes],
            }
            for choice, shapes in asked
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        asking, answering = Path(folder) / "job.json", Path(folder) / "answer.json"
        asking.write_text(json.dumps(job), encoding="utf-8")
        subprocess.run([str(python), str(_FAR), str(asking), str(answering)], check=True)
        answer = json.loads(answering.read_text(encoding="utf-8"))
    return {
        f"{name} ({found['version']})": [_counted(one) for one in found["filters"]]
        for name, found in answer.items()
    }


def _counted(found: Mapping[str, Any]) -> Counted:
    pairs = zip(found["wall_ms"], found["cpu_ms"], strict=True)
    return Counted(took=[Took(wall_ms=wall, cpu_ms=cpu) for wall, cpu in pairs], totals=found["total"])


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


def _database(parquet: Path) -> duckdb.DuckDBPyConnection:
    """A table in memory, in the order of the curve, so that DuckDB can leave out stretches of rows."""
    connection = duckdb.connect(":memory:", config={"threads": 2})
    connection.execute(
        "CREATE TABLE incident AS SELECT lon, lat, month, category FROM read_parquet(?)", [str(parquet)]
    )
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
