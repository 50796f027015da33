"""Ports of entry and BEST offices: their points, and the county that each is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.geography.counties import counties
from data.geography.join import county_of
from data.plans.figures.unit_figures import Floats, Places
from data.reference.tables import load

NOWHERE = -1
"""Place of what is in no county."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sites:
    """Places with a point each, OGC:CRS84 in degrees; ``county`` is a place in :func:`county_order`.

    ``is_open`` says which count as places that work today.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    lon: Floats
    lat: Floats
    county: Places
    is_open: NDArray[np.bool_]


@cache
def county_order() -> tuple[str, ...]:
    """5-digit FIPS of all 3,233 counties, ascending."""
    return tuple(counties()["fips"])


@cache
def county_places() -> Mapping[str, int]:
    """5-digit FIPS to place in :func:`county_order`."""
    return MappingProxyType({fips: place for place, fips in enumerate(county_order())})


@cache
def ports() -> Sites:
    """All port codes of the packaged table; open are ports of entry that are not closed.

    User-fee airports have codes, but are no ports of entry.
    """
    rows = load("ports_of_entry")
    names = rows["name"] + ", " + rows["state"]
    is_open = (rows["port_class"] == "port_of_entry") & (rows["status"] != "closed")
    sites = _sites(rows, rows["port_code"], names=names, fips=rows["county_fips"])
    return replace(sites, is_open=is_open.to_numpy(np.bool_))


@cache
def best_offices() -> Sites:
    """All BEST offices of the packaged table: towns, not addresses; one lies in Mexico, in no county."""
    rows = load("task_forces")
    rows = rows[rows["model"] == "BEST"]
    fips = county_of(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    return _sites(rows, rows["id"], names=rows["name"], fips=fips)


def parts_with(sites: Sites, county: int, shapes: Sequence[Polygon | MultiPolygon]) -> dict[int, int]:
    """For each site of a county, by its place among the sites, the part of the county that it is in.

    ``shapes`` are the parts, OGC:CRS84; a point on the line between two is in the first, and one that
    the table puts into the county but the shapes do not is in the nearest part.
    """
    found = {}
    for site in np.flatnonzero(sites.county == county).tolist():
        away = shapely.distance(np.array(shapes, object), shapely.Point(sites.lon[site], sites.lat[site]))
        found[site] = int(np.argmin(away))
    return found


def _sites(rows: pd.DataFrame, ids: Iterable[str], *, names: Iterable[str], fips: Iterable[object]) -> Sites:
    known = county_places()
    return Sites(
        ids=tuple(ids),
        names=tuple(names),
        lon=rows["lon"].to_numpy(np.float64),
        lat=rows["lat"].to_numpy(np.float64),
        county=np.array([known.get(str(one), NOWHERE) for one in fips], np.intp),
        is_open=np.ones(len(rows), np.bool_),
    )
