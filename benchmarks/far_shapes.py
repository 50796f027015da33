"""Peers that are not in the program's own lock, counting the same rows in the same shapes.

Runs in an environment of its own (``locks/requirements-bench.txt``), so it imports nothing of the
house: ``python far_shapes.py JOB.json ANSWER.json``. The job names the Parquet file, the filters
(a column and a code, or none) and for each the polygons as hexadecimal WKB. The answer has for each
peer its version and for each filter wall and processor milliseconds and the total of each polygon.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_spatial
import polars as pl
import pyarrow as pa
import sedonadb
import shapely
from shapely import Polygon

Count = Callable[[Polygon, str | None, int], int]
_COUNT = """SELECT count(*) AS n FROM incident
WHERE lon BETWEEN {} AND {} AND lat BETWEEN {} AND {} AND {}
AND ST_Intersects(ST_Point(lon, lat), ST_GeomFromText('{}'))"""


def main() -> None:
    """Write the answer to the job."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    answer = {}
    for name, package, make in (
        ("Polars bounding box, then Shapely", "polars", _polars),
        ("DuckDB spatial, bounding box first", "duckdb", _duckdb),
        ("SedonaDB, bounding box first", "sedonadb", _sedona),
    ):
        count = make(job["parquet"])
        filters = [_measured(count, one) for one in job["filters"]]
        answer[name] = {"version": f"{package} {version(package)}", "filters": filters}
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")


def _measured(count: Count, asked: dict[str, Any]) -> dict[str, list[float]]:
    shapes = [shapely.from_wkb(bytes.fromhex(text)) for text in asked["shapes"]]
    count(shapes[0], asked["column"], asked["code"])
    found: dict[str, list[float]] = {"wall_ms": [], "cpu_ms": [], "total": []}
    for shape in shapes:
        cpu, wall = time.process_time(), time.perf_counter()
        total = count(shape, asked["column"], asked["code"])
        found["wall_ms"].append((time.perf_counter() - wall) * 1000)
        found["cpu_ms"].append((time.process_time() - cpu) * 1000)
        found["total"].append(total)
    return found


def _polars(parquet: str) -> Count:
    rows = pl.scan_parquet(parquet)

    def count(shape: Polygon, column: str | None, code: int) -> int:
        west, south, east, north = shape.bounds
        passes = pl.col("lon").is_between(west, east) & pl.col("lat").is_between(south, north)
        if column:
            passes &= pl.col(column) == code
        found = rows.filter(passes).select("lon", "lat").collect()
        shapely.prepare(shape)
        return int(shapely.intersects_xy(shape, found["lon"].to_numpy(), found["lat"].to_numpy()).sum())

    return count


def _duckdb(parquet: str) -> Count:
    connection = duckdb.connect(":memory:", config={"threads": 2})
    extension = next(Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension"))
    connection.load_extension(str(extension))
    connection.execute(
        "CREATE TABLE incident AS SELECT lon, lat, month, category FROM read_parquet(?)", [parquet]
    )

    def count(shape: Polygon, column: str | None, code: int) -> int:
        found = connection.execute(_sql(shape, column, code)).fetchone()
        return int(found[0]) if found else 0

    return count


def _sedona(parquet: str) -> Count:
    context = sedonadb.connect()
    context.read_parquet(parquet).to_view("incident")

    def count(shape: Polygon, column: str | None, code: int) -> int:
        return int(pa.table(context.sql(_sql(shape, column, code)))["n"][0].as_py())

    return count


def _sql(shape: Polygon, column: str | None, code: int) -> str:
    west, south, east, north = shape.bounds
    chosen = f"{column} = {code}" if column else "true"
    return _COUNT.format(west, east, south, north, chosen, shapely.to_wkt(shape, rounding_precision=-1))


if __name__ == "__main__":
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    main()
