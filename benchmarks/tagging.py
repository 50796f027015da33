"""Rows per second of finding each point's county, against other spatial joins in the same run.

Half of the points are synthetic incidents, which crowd along borders; the rest are scattered over
the country, with corners of counties and middles of their edges among them. Peers that are in the
bench environment join the same points by the same predicate, and how many rows they tell otherwise.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from benchmarks.figures import Figure
from data.geography.counties import counties
from data.geography.join import county_numbers
from data.geography.tag_index import tag_index
from data.synthetic.generate import write_incidents

_PART = "County tagging"
ROWS = 2_000_000
_REPEATS = 5
Made = TypeVar("Made")
Points = tuple[NDArray[np.float64], NDArray[np.float64]]
Numbers = NDArray[np.int16]


def run(rows: int, python: Path) -> list[Figure]:
    """Figures for ``rows`` points; ``python`` is that of the environment of peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lon, lat = points(folder, rows)
        shapes = counties()
        built = _seconds(lambda: tag_index(shapes.geometry.to_numpy()))[0]
        county_numbers(lon[:1000], lat[:1000])
        ours, told = min((_seconds(lambda: _ours(lon, lat)) for _ in range(_REPEATS)), key=lambda one: one[0])
        alone = min(_seconds(lambda: county_numbers(lon, lat))[0] for _ in range(_REPEATS))
        theirs, joined = _seconds(lambda: _geopandas(lon, lat, shapes))
        figures = [
            _rate("cell lookup, then GEOS: two threads", len(lon), ours),
            _rate("the same in one thread", len(lon), alone),
            _rate("geopandas.sjoin", len(lon), theirs, _otherwise(joined, told)),
            Figure(part=_PART, label="ratio, ours over geopandas.sjoin", words=f"{theirs / ours:.0f}"),
            Figure(part=_PART, label="the lookup built once for a boundary file", words=f"{built:.1f} s"),
        ]
        return figures + _peers(folder, python, lon, lat, told)


def points(folder: Path, rows: int) -> Points:
    """Longitudes and latitudes, degrees: incidents, scattered points, corners, middles of edges."""
    chosen = np.random.default_rng(20)
    path = write_incidents(folder, rows=max(rows // 2, 5_000), seed=7, progress=lambda *_: None).paths[0]
    made = pq.read_table(path, columns=["lon", "lat"])
    corners = shapely.get_coordinates(counties().geometry.to_numpy())
    some = chosen.choice(len(corners) - 1, rows // 50)
    on_edges = np.concatenate([corners[some], (corners[some] + corners[some + 1]) / 2])
    lon = np.concatenate([made["lon"].to_numpy(), chosen.uniform(-125, -66, rows // 2), on_edges[:, 0]])
    lat = np.concatenate([made["lat"].to_numpy(), chosen.uniform(24, 49, rows // 2), on_edges[:, 1]])
    order = chosen.permutation(len(lon))
    return lon[order], lat[order]


def _ours(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Numbers:
    half = len(lon) // 2
    with ThreadPoolExecutor(2) as pool:
        return np.concatenate(
            list(pool.map(county_numbers, (lon[:half], lon[half:]), (lat[:half], lat[half:])))
        )


def _geopandas(lon: NDArray[np.float64], lat: NDArray[np.float64], shapes: geopandas.GeoDataFrame) -> Numbers:
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=shapes.crs)
    joined = frame.sjoin(shapes[["geometry"]], how="inner", predicate="intersects")
    return smallest(joined.index.to_numpy(), joined["index_right"].to_numpy(), len(lon))


def smallest(point: NDArray[np.int64], county: NDArray[np.int64], count: int) -> Numbers:
    """The smallest county of each of ``count`` points, -1 for none, from pairs that met."""
    found = np.full(count, np.iinfo(np.int16).max)
    np.minimum.at(found, point, county)
    return np.where(found == np.iinfo(np.int16).max, -1, found).astype(np.int16)


def _peers(
    folder: Path, python: Path, lon: NDArray[np.float64], lat: NDArray[np.float64], told: Numbers
) -> list[Figure]:
    """Of each peer in the bench environment: rows per second, and rows told otherwise than by us."""
    pq.write_table(pa.table({"row": np.arange(len(lon)), "lon": lon, "lat": lat}), folder / "points.parquet")
    shapes = counties().geometry
    pq.write_table(
        pa.table({"county": np.arange(len(shapes)), "wkb": shapes.to_wkb()}), folder / "counties.parquet"
    )
    figures = []
    for name in ("polars-st", "duckdb", "sedonadb"):
        label = f"{name}, its spatial join"
        script = Path(__file__).with_name("tagging_peer.py")
        done = subprocess.run([python, script, name, folder], capture_output=True, text=True, check=False)
        if done.returncode:
            why = (done.stderr.strip().splitlines() or ["no Python there"])[-1]
            figures.append(Figure(part=_PART, label=label, words=f"not run: {why[:80]}"))
            continue
        version, seconds = done.stdout.split()
        pairs = pq.read_table(folder / f"{name}.parquet")
        joined = smallest(pairs["row"].to_numpy(), pairs["county"].to_numpy(), len(lon))
        figures.append(_rate(f"{label} ({version})", len(lon), float(seconds), _otherwise(joined, told)))
    return figures


def _otherwise(joined: Numbers, told: Numbers) -> str:
    return f"; {int((joined != told).sum()):,} of {len(told):,} rows told otherwise"


def _rate(label: str, rows: int, seconds: float, more: str = "") -> Figure:
    return Figure(part=_PART, label=label, words=f"{rows / seconds:,.0f} rows/s{more}")


def _seconds(work: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds that the work took, and what it made."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made
