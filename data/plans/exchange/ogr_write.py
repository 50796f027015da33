"""A plan as the formats that GDAL writes: GeoPackage, and Shapefile in a zip.

Both are written to a private folder by fixed names, and handed over as bytes.
Source: OGC 12-128r19 "GeoPackage", 1.4, 2024; Esri "Shapefile Technical Description", 1998.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas
import pandas as pd
import pyogrio

from data.plans.exchange.archive_write import written_archive
from data.plans.exchange.csv_write import units_table
from data.plans.exchange.file_format import (
    CRS,
    FORMAT,
    NOTE_MEMBER,
    PLAN_TABLE,
    RECORD_MEMBER,
    REGIONS,
    TABLE_MEMBER,
    UNITS,
)
from data.plans.exchange.papers import FilePapers, lines, record_text
from data.plans.exchange.region_rows import CELLS, region_rows, unit_rows
from data.plans.plan import Plan

_LAYER_PARTS = ("shp", "shx", "dbf", "prj", "cpg")


def written_geopackage(plan: Plan, papers: FilePapers) -> bytes:
    """Bytes of a GeoPackage: ``regions``, ``units`` (shapes of cut parts) and ``plan`` (the record).

    Coordinates are OGC:CRS84, which GeoPackage calls EPSG:4326, longitude first as in all of its
    geometry. The same plan and papers give the same bytes.
    """
    when = f"{papers.made_at:%Y-%m-%dT%H:%M:%S}.000Z"
    with TemporaryDirectory(prefix="plan-") as folder:
        path = Path(folder) / "plan.gpkg"
        _write(_regions(plan, papers), path, REGIONS, title=papers.name, marking=papers.marking)
        _write(_units(plan), path, UNITS, title="which unit is in which region", marking=papers.marking)
        table = pd.DataFrame(
            {"name": [FORMAT, "papers"], "value": [record_text(plan, papers), "\n".join(lines(papers))]}
        )
        pyogrio.write_dataframe(table, path, layer=PLAN_TABLE, driver="GPKG", append=True)
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE gpkg_contents SET last_change = ?", (when,))
        return _anew(path)


def written_shapefile(plan: Plan, papers: FilePapers) -> bytes:
    """Bytes of a zip: the layer ``regions`` in five members, ``plan.json``, ``units.csv`` and a note.

    Coordinates are OGC:CRS84, which the member ``.prj`` calls GCS_WGS_1984. Names of attributes
    have at most ten letters; what does not fit, as the record, is in ``plan.json``. The same plan
    and papers give the same bytes.
    """
    with TemporaryDirectory(prefix="plan-") as folder:
        path = Path(folder) / f"{REGIONS}.shp"
        pyogrio.write_dataframe(
            _regions(plan, papers),
            path,
            driver="ESRI Shapefile",
            encoding="UTF-8",
            geometry_type="Polygon",
            layer_options={"DBF_DATE_LAST_UPDATE": f"{papers.made_at:%Y-%m-%d}"},
        )
        members = {f"{REGIONS}.{part}": path.with_suffix(f".{part}").read_bytes() for part in _LAYER_PARTS}
    members[RECORD_MEMBER] = record_text(plan, papers).encode()
    members[TABLE_MEMBER] = units_table(plan).encode()
    members[NOTE_MEMBER] = "\r\n".join((*lines(papers), "")).encode()
    return written_archive(members, papers.made_at)


def _anew(path: Path) -> bytes:
    """The same tables in a file of their own.

    SQLite counts the transactions in the head of a file, and GDAL takes one more if a second ends meanwhile.
    """
    copy = path.with_name("copy.gpkg")
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM INTO ?", (str(copy),))
    return copy.read_bytes()


def _write(frame: geopandas.GeoDataFrame, path: Path, layer: str, *, title: str, marking: str) -> None:
    pyogrio.write_dataframe(
        frame,
        path,
        layer=layer,
        driver="GPKG",
        append=path.exists(),
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        layer_options={"IDENTIFIER": layer, "DESCRIPTION": f"{marking}. {title}"},
    )


def _regions(plan: Plan, papers: FilePapers) -> geopandas.GeoDataFrame:
    rows = region_rows(plan, papers)
    cells = {name: [row.cells[name] for row in rows] for name in CELLS}
    return geopandas.GeoDataFrame(cells, geometry=[row.shape for row in rows], crs=CRS)


def _units(plan: Plan) -> geopandas.GeoDataFrame:
    rows = unit_rows(plan)
    cells = {
        name: [getattr(row, name) for row in rows] for name in ("unit", "county", "region", "region_name")
    }
    return geopandas.GeoDataFrame(cells, geometry=[row.shape for row in rows], crs=CRS)
