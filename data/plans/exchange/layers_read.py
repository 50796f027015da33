"""Layers that GDAL reads, from files of our own naming in a private folder. Runs in the child alone.

The environment that the parent sets leaves GDAL two drivers, for GeoPackage and Shapefile.
"""

from __future__ import annotations

import struct
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pyproj
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from shapely import GEOSException

from data.errors import PlanFileError
from data.plans.exchange.file_format import FORMAT, PLAN_TABLE, REGIONS
from data.plans.exchange.limits import MOST_FEATURES
from data.plans.exchange.named import name_and_key, person_findings
from data.plans.exchange.raw import Raw

_OGR_ERRORS = (
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GEOSException,
    GeometryError,
    UnicodeDecodeError,
    ValueError,
    UserWarning,  # by which GDAL says that something of a file is lost
    RuntimeWarning,
)
_SMALLEST_PAGE = 512


def raw_geopackage(body: bytes, folder: Path) -> Raw:
    """Features of the layer ``regions``, or of the only layer with polygons, and the record if any.

    Raises
    ------
    PlanFileError
        If the file is cut or damaged, has no layer of polygons or several, or the layer has no CRS.
    """
    _check_length(body)
    path = folder / "boundaries.gpkg"
    path.write_bytes(body)
    try:
        layers = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
    except _OGR_ERRORS as error:
        raise _unreadable(error, path) from error
    frame = read_layer(path, layer=_chosen(layers))
    record = _record(path) if (PLAN_TABLE, None) in layers else ""
    if frame.crs is None:
        raise PlanFileError("the layer has no CRS", remedy="Set it, and save the layer again")
    return raw_frame(frame, frame.crs, record=record)


def read_layer(
    path: Path, *, layer: str | None = None, encoding: str | None = None
) -> geopandas.GeoDataFrame:
    """The layer of a file of our own naming, at most 501 features of it.

    Raises
    ------
    PlanFileError
        If GDAL cannot read it, or gives a warning that something of it is lost.
    """
    try:
        frame = pyogrio.read_dataframe(path, layer=layer, encoding=encoding, max_features=MOST_FEATURES + 1)
    except _OGR_ERRORS as error:
        raise _unreadable(error, path) from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise PlanFileError("the layer has no geometry", remedy="Export a layer of polygons")
    return frame


def raw_frame(frame: geopandas.GeoDataFrame, crs: pyproj.CRS, *, record: str) -> Raw:
    """The features of a frame, in ``crs``."""
    cells = pd.DataFrame(frame.drop(columns=frame.geometry.name)).to_dict("records")
    rows = [{str(name): value for name, value in row.items()} for row in cells]
    named = [name_and_key(row) for row in rows]
    if not named:
        named = [("", "")] * len(frame)
    return Raw(
        shapes=np.asarray(frame.geometry.to_numpy(), np.object_),
        names=tuple(name for name, _ in named),
        keys=tuple(key for _, key in named),
        record=record,
        crs=crs,
        findings=person_findings(rows),
    )


def _check_length(body: bytes) -> None:
    """Refuse a database that is shorter than the pages that its header counts."""
    if len(body) < _SMALLEST_PAGE:
        raise PlanFileError(
            f"the GeoPackage has {len(body):,} bytes, less than one page", remedy="Export or copy it again"
        )
    size, pages = struct.unpack(">H", body[16:18])[0], struct.unpack(">I", body[28:32])[0]
    stated = (65536 if size == 1 else size) * pages
    if len(body) < stated:
        raise PlanFileError(
            f"the GeoPackage has {len(body):,} bytes, its header says {stated:,}",
            remedy="It was cut off: export or copy it again",
        )


def _chosen(layers: list[tuple[str, str | None]]) -> str:
    areas = [name for name, kind in layers if kind is not None and "Polygon" in kind]
    if REGIONS in areas:
        return REGIONS
    if len(areas) == 1:
        return areas[0]
    raise PlanFileError(
        f"the GeoPackage has {len(areas)} layers of polygons, expected one, or one called {REGIONS!r}",
        remedy="Export the one layer that holds the boundaries",
    )


def _record(path: Path) -> str:
    try:
        table = pyogrio.read_dataframe(
            path, layer=PLAN_TABLE, read_geometry=False, max_features=MOST_FEATURES
        )
        return next(
            (str(value) for name, value in zip(table["name"], table["value"], strict=True) if name == FORMAT),
            "",
        )
    except (*_OGR_ERRORS, KeyError):
        return ""


def _unreadable(error: Exception, path: Path) -> PlanFileError:
    words = str(error).replace(str(path.parent), "").replace("\n", " ")[:160]
    return PlanFileError(
        f"the {'GeoPackage' if path.suffix == '.gpkg' else 'Shapefile'} cannot be read: {words}",
        remedy="The file was cut off or damaged: export or copy it again",
    )
