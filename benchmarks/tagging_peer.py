"""One peer's spatial join, run in the bench environment: ``python tagging_peer.py NAME FOLDER``.

Reads ``points.parquet`` (row, lon, lat) and ``counties.parquet`` (county, wkb), writes the pairs
that intersect, and prints the peer's version and the seconds of the join, points built included.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

_JOIN = (
    "SELECT p.row AS row, c.county AS county FROM points p JOIN counties c ON ST_Intersects(p.place, c.shape)"
)


def polars_st(folder: Path) -> float:
    """Seconds of polars-st."""
    pl, st = import_module("polars"), import_module("polars_st")
    points, shapes = (pl.read_parquet(folder / f"{name}.parquet") for name in ("points", "counties"))
    shapes = shapes.select("county", geometry=st.geom("wkb"))
    start = time.perf_counter()
    made = points.select("row", geometry=st.point(pl.concat_arr("lon", "lat")))
    pairs = made.st.sjoin(shapes, on="geometry", predicate="intersects")
    took = time.perf_counter() - start
    pairs.select("row", "county").write_parquet(folder / "polars-st.parquet")
    return took


def duckdb(folder: Path) -> float:
    """Seconds of DuckDB with its spatial extension."""
    extension = Path(import_module("duckdb_extension_spatial").__file__).parent
    connection = import_module("duckdb").connect(config={"threads": 2})
    connection.load_extension(str(next(extension.rglob("*.duckdb_extension"))))
    for name in ("points", "counties"):
        connection.read_parquet(str(folder / f"{name}.parquet")).create(f"{name}_file")
    connection.execute(
        "CREATE TABLE counties AS SELECT county, ST_GeomFromWKB(wkb) AS shape FROM counties_file"
    )
    start = time.perf_counter()
    connection.execute("CREATE TABLE points AS SELECT row, ST_Point(lon, lat) AS place FROM points_file")
    pairs = connection.execute(_JOIN).fetch_arrow_table()
    took = time.perf_counter() - start
    import_module("pyarrow.parquet").write_table(pairs, folder / "duckdb.parquet")
    return took


def sedonadb(folder: Path) -> float:
    """Seconds of SedonaDB."""
    session = import_module("sedonadb").connect()
    for name in ("points", "counties"):
        session.read_parquet(str(folder / f"{name}.parquet")).to_view(f"{name}_file")
    session.sql("SELECT row, ST_Point(lon, lat) AS place FROM points_file").to_view("points")
    session.sql("SELECT county, ST_GeomFromWKB(wkb) AS shape FROM counties_file").to_view("counties")
    start = time.perf_counter()
    pairs = session.sql(_JOIN).to_arrow_table()
    took = time.perf_counter() - start
    import_module("pyarrow.parquet").write_table(pairs, folder / "sedonadb.parquet")
    return took


PEERS = {"polars-st": polars_st, "duckdb": duckdb, "sedonadb": sedonadb}

if __name__ == "__main__":
    name, folder = sys.argv[1], Path(sys.argv[2])
    sys.stdout.write(f"{version(name)} {PEERS[name](folder)}")
