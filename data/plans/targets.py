"""What a plan's bases are to cover: open ports of entry, and trouble areas.

A **trouble area** is a county whose count is shown and which either stands out as higher than a year
before (the exact test of :mod:`data.answers.change`, all counties together) or is in the top tenth of
incidents per area among the counties whose count is not below the floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np
import shapely

from data.answers.change import Verdict, verdicts
from data.answers.disclosure import State
from data.geography.counties import counties
from data.plans.columns import AREA_SQ_MI, BEFORE, INCIDENTS, NOW
from data.plans.county_table import CountyTable
from data.plans.places import NOWHERE, county_order, ports
from data.plans.unit_words import unit_name

DENSEST = 0.1
"""Share of counties that are dense with incidents."""


class TargetKind(StrEnum):
    """What is to be covered."""

    PORT = "port"
    TROUBLE_AREA = "trouble area"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Something to be covered, at a point in degrees, OGC:CRS84.

    ``county`` is its 5-digit FIPS, ``why`` what makes it a target.
    """

    kind: TargetKind
    id: str
    name: str
    county: str
    why: str
    lon: float
    lat: float


@cache
def open_ports() -> tuple[Spot, ...]:
    """Open ports of entry that are in a county."""
    sites, order = ports(), county_order()
    return tuple(
        Spot(
            kind=TargetKind.PORT,
            id=sites.ids[site],
            name=sites.names[site],
            county=order[sites.county[site]],
            why="port of entry",
            lon=float(sites.lon[site]),
            lat=float(sites.lat[site]),
        )
        for site in np.flatnonzero(sites.is_open & (sites.county != NOWHERE)).tolist()
    )


def trouble_areas(table: CountyTable) -> tuple[Spot, ...]:
    """Counties that stand out or are dense, each at a point that is sure to lie inside it."""
    figures, floor = table.figures, table.papers.floor
    counts = figures.of(INCIDENTS)
    now, before = (figures.of(key).astype(np.int64) for key in (NOW, BEFORE))
    found = verdicts(now, before, figures.state_of(NOW) == State.SHOWN, share=table.share)
    is_shown = (figures.state_of(INCIDENTS) == State.SHOWN) & (counts >= max(floor, 1))
    rates = counts / figures.of(AREA_SQ_MI)
    least = np.quantile(rates[is_shown], 1 - DENSEST) if is_shown.any() else np.inf
    stands_out, is_dense = is_shown & (found == Verdict.HIGHER), is_shown & (rates >= least)
    reasons = {
        place: ", ".join(
            words
            for words, is_so in (
                (f"{now[place] - before[place]:+,} in a year, stands out", stands_out[place]),
                (f"{1000 * rates[place]:,.0f} incidents per 1,000 sq mi, top tenth", is_dense[place]),
            )
            if is_so
        )
        for place in np.flatnonzero(stands_out | is_dense).tolist()
    }
    return tuple(_area(county_order()[place], why) for place, why in reasons.items())


def _area(fips: str, why: str) -> Spot:
    lon, lat = _points()[fips]
    kind = TargetKind.TROUBLE_AREA
    return Spot(kind=kind, id=fips, name=unit_name(fips), county=fips, why=why, lon=lon, lat=lat)


@cache
def _points() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude of a point inside each county."""
    shapes = counties()
    points = shapely.get_coordinates(shapely.point_on_surface(shapes.geometry.to_numpy())).tolist()
    return MappingProxyType(
        {fips: (lon, lat) for fips, (lon, lat) in zip(shapes["fips"], points, strict=True)}
    )
