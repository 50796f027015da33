"""County and state polygons.

Source: US Census Bureau, cartographic boundary files, 2016, 1:500,000, as the package
plotly-geo installs them. The files name no CRS; they are NAD 83 (EPSG:4269), which lies
within about two metres of WGS 84 in North America, and are taken as OGC:CRS84 unchanged.
Neighbours share their vertices exactly, so a union leaves no crumbs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import geopandas

from data.geography.county_names import COUNTY_FILE, ENCODING, STATE_FILE, county_names, state_names

CRS = "OGC:CRS84"
"""Longitude first, degrees: the one CRS of every geometry in the house."""


def counties() -> geopandas.GeoDataFrame:
    """All 3,233 counties in order of ``fips``, with ``name``, ``state`` and ``geometry``.

    ``fips`` is 5-digit text, ``state`` the postal code. Geometry is Polygon or MultiPolygon in
    OGC:CRS84. Reading takes about a tenth of a second and is done once; the frame is the
    caller's own.
    """
    return _counties().copy(deep=False)


def states() -> geopandas.GeoDataFrame:
    """All 56 states and territories in order of ``fips``, with ``name``, ``state`` and ``geometry``.

    ``fips`` is 2-digit text; otherwise as :func:`counties`.
    """
    return _states().copy(deep=False)


@cache
def _counties() -> geopandas.GeoDataFrame:
    names = county_names()
    frame = _shapes(COUNTY_FILE)
    frame.insert(1, "name", [names[fips].name for fips in frame["fips"]])
    frame.insert(2, "state", [names[fips].state for fips in frame["fips"]])
    return frame


@cache
def _states() -> geopandas.GeoDataFrame:
    by_fips = {state.fips: state for state in state_names().values()}
    frame = _shapes(STATE_FILE)
    frame.insert(1, "name", [by_fips[fips].name for fips in frame["fips"]])
    frame.insert(2, "state", [by_fips[fips].abbreviation for fips in frame["fips"]])
    return frame


def _shapes(file: Path) -> geopandas.GeoDataFrame:
    frame = geopandas.read_file(file, columns=["GEOID"], encoding=ENCODING)
    frame = frame.rename(columns={"GEOID": "fips"}).sort_values("fips", ignore_index=True)
    return frame.set_crs(CRS)
