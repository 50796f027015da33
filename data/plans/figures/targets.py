"""What a plan's bases are to cover: open ports of entry, and trouble areas.

A **trouble area** is a county in the top tenth of incidents per area, among the counties whose count is
shown and not below the floor. Whether it also stands out as higher than a year before (the exact test of
:mod:`data.answers.change`, all counties together) is told with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np
import shapely

from data.answers.change import WORDS, Verdict, verdicts
from data.answers.disclosure import State
from data.geography.counties import counties
from data.plans.figures.columns import AREA_SQ_MI, BEFORE, INCIDENTS, NOW
from data.plans.figures.county_table import CountyTable
from data.plans.figures.places import NOWHERE, county_order, ports
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

    ``county`` is its 5-digit FIPS, ``why`` what makes it a target; ``stands_out`` says that its count is
    higher than a year before by more than chance would have it.
    """

    kind: TargetKind
    id: str
    name: str
    county: str
    why: str
    lon: float
    lat: float
    stands_out: bool = False


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
    """Trouble areas, those with the most incidents per area first, at a point that is sure to lie inside."""
    figures, floor = table.figures, table.papers.floor
    counts = figures.of(INCIDENTS)
    now, before = (figures.of(key).astype(np.int64) for key in (NOW, BEFORE))
    found = verdicts(now, before, figures.state_of(NOW) == State.SHOWN, share=table.share)
    is_known = (figures.state_of(INCIDENTS) == State.SHOWN) & (counts >= max(floor, 1))
    if not is_known.any():
        return ()
    rates = np.where(is_known, 1000 * counts / figures.of(AREA_SQ_MI), 0.0)
    is_dense = is_known & (rates >= np.quantile(rates[is_known], 1 - DENSEST))
    dense = np.flatnonzero(is_dense)
    changes = np.where(found == Verdict.HIGHER, now - before, 0).tolist()
    densest_first = dense[np.argsort(-rates[dense], kind="stable")].tolist()
    return tuple(
        _area(county_order()[place], float(rates[place]), change=changes[place]) for place in densest_first
    )


def _area(fips: str, rate: float, *, change: int) -> Spot:
    """A trouble area, with its rate per 1,000 square miles and its change in a year, 0 if it is noise."""
    lon, lat = _points()[fips]
    risen = f"; {change:+,} in a year, {WORDS[Verdict.HIGHER]}" if change else ""
    return Spot(
        kind=TargetKind.TROUBLE_AREA,
        id=fips,
        name=unit_name(fips),
        county=fips,
        why=f"{rate:,.0f} incidents per 1,000 sq mi, in the top tenth{risen}",
        lon=lon,
        lat=lat,
        stands_out=bool(change),
    )


@cache
def _points() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude of a point inside each county."""
    shapes = counties()
    points = shapely.get_coordinates(shapely.point_on_surface(shapes.geometry.to_numpy())).tolist()
    return MappingProxyType(
        {fips: (lon, lat) for fips, (lon, lat) in zip(shapes["fips"], points, strict=True)}
    )
