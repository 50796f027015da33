"""Rows per second of an ingest, against pandas and ``geopandas.sjoin``, and DuckDB, in the same run.

The peer reads the same file, parses the same times, joins the same points to the same
counties and writes Parquet; it checks nothing, keeps no versions and sorts nothing. DuckDB only
reads the file into a table: the floor.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import geopandas
import pandas as pd
import pyarrow.csv
import pyarrow.parquet

from benchmarks.figures import Figure
from data.geography.counties import counties
from data.intake.ingest import ingest
from data.intake.store import Store
from data.synthetic.generate import write_incidents

_PART = "Ingest"


def run(rows: int) -> list[Figure]:
    """Figures for a CSV extract of ``rows`` synthetic incidents."""
    with tempfile.TemporaryDirectory() as folder:
        path = _extract(Path(folder), rows)
        ours = _seconds(lambda: _ours(path, Path(folder) / "store"))
        floor = _seconds(lambda: _floor(path))
        peer = _seconds(lambda: _peer(path, Path(folder) / "peer.parquet"))
    return [
        Figure(
            part=_PART, label=f"borderops ingest, {rows:,} rows of CSV", words=f"{rows / ours:,.0f} rows/s"
        ),
        Figure(
            part=_PART, label="pandas + geopandas.sjoin, the same file", words=f"{rows / peer:,.0f} rows/s"
        ),
        Figure(part=_PART, label="DuckDB, reading the same file only", words=f"{rows / floor:,.0f} rows/s"),
        Figure(part=_PART, label="ratio, ours over peer", words=f"{peer / ours:.1f}"),
    ]


def _extract(folder: Path, rows: int) -> Path:
    extract = write_incidents(folder, rows=rows, seed=7, progress=lambda *_: None)
    table = pyarrow.parquet.read_table(extract.paths[0])
    path = folder / "incidents.csv"
    pyarrow.csv.write_csv(table, path)
    return path


def _ours(path: Path, store: Path) -> None:
    ingest(path, store=Store.create(store), now=datetime.now(UTC), is_synthetic=True)


def _floor(path: Path) -> None:
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.read_csv(str(path)).create("incidents")


def _peer(path: Path, target: Path) -> None:
    frame = pd.read_csv(path)
    for column in ("occurred_at", "reported_at"):
        frame[column] = pd.to_datetime(frame[column], utc=True, format="ISO8601")
    points = geopandas.GeoDataFrame(
        frame, geometry=geopandas.points_from_xy(frame["lon"], frame["lat"]), crs=4326
    )
    shapes = counties().to_crs(4326)[["fips", "geometry"]]
    joined = points.sjoin(shapes, how="left", predicate="intersects")
    pd.DataFrame(joined.drop(columns="geometry")).to_parquet(target)


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
