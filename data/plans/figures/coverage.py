"""Coverage: which ports and trouble areas lie within a distance of a base, which of none, which of several.

Targets are those of :mod:`data.plans.figures.targets`. A drive is taken as the geodesic distance times
:data:`DETOUR`, at :data:`KM_PER_HOUR`: a rule of thumb for comparing plans, not a route. A drive time is
therefore a distance in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from pyproj import Geod

from data.errors import PlanError
from data.plans.figures.county_table import CountyTable
from data.plans.figures.places import best_offices
from data.plans.figures.targets import Spot, open_ports, trouble_areas
from data.plans.figures.unit_at import unit_at
from data.plans.figures.unit_figures import Floats
from data.plans.plan import Plan

DETOUR = 1.3
"""Length of a road over that of the straight way: a rule of thumb, not measured here."""
KM_PER_HOUR = 80.0
USUAL_KM = 100.0
"""Within which an office is taken to cover, where nothing else is asked."""
_LONGEST_KM = 5_000.0
_GEOD = Geod(ellps="WGS84")
CAVEAT = (
    f"A drive is the straight way times {DETOUR:g} at {KM_PER_HOUR:.0f} km/h: no roads, traffic or terrain. "
    "Bases are towns, not addresses."
)


@dataclass(frozen=True, kw_only=True)
class Base:
    """From where somebody would drive; a point in degrees, OGC:CRS84."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, kw_only=True)
class Drive:
    """From a base to a target: kilometres along the geodesic, minutes as approximated."""

    base: str
    km: float
    minutes: float


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something to be covered, and by what it is.

    ``region`` is the key of the plan's region that it lies in, ``None`` if it is in none. ``nearest`` is
    the nearest base, ``None`` if there are none; ``covering`` those within the limit, the nearest first.
    """

    spot: Spot
    region: str | None
    nearest: Drive | None
    covering: tuple[Drive, ...]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """All targets and bases; ``gaps`` are within the limit of no base, ``doubles`` of two or more."""

    within_km: float
    within_minutes: float
    targets: tuple[Target, ...]
    bases: tuple[Base, ...]
    caveats: tuple[str, ...]

    @property
    def gaps(self) -> tuple[Target, ...]:
        """Targets that no base covers."""
        return tuple(one for one in self.targets if not one.covering)

    @property
    def doubles(self) -> tuple[Target, ...]:
        """Targets that two or more bases cover."""
        return tuple(one for one in self.targets if len(one.covering) > 1)

    @property
    def words(self) -> str:
        """How many targets are covered, in a sentence without its end."""
        covered = len(self.targets) - len(self.gaps)
        return (
            f"{covered:,} of {len(self.targets):,} ports and trouble areas within {self.within_km:,.0f} km "
            f"(about {self.within_minutes:,.0f} minutes) of a base; {len(self.doubles):,} of more than one"
        )


def drive_minutes(km: float) -> float:
    """Minutes of a drive over so many kilometres of geodesic.

    Examples
    --------
    >>> round(drive_minutes(80.0))
    78
    """
    return km * DETOUR / KM_PER_HOUR * 60


def km_within(minutes: float) -> float:
    """Kilometres of geodesic that a drive of so many minutes covers: :func:`drive_minutes` backwards."""
    return minutes / 60 * KM_PER_HOUR / DETOUR


def coverage(
    plan: Plan, table: CountyTable, *, within_km: float, bases: tuple[Base, ...] | None = None
) -> Coverage:
    """Which targets lie within a distance of the bases; of all BEST offices if none are given.

    Raises
    ------
    PlanError
        If the distance is not above 0 and at most 5,000 km.
    """
    if not 0 < within_km <= _LONGEST_KM:
        raise PlanError(
            f"the distance to cover is {within_km} km",
            remedy=f"Give more than 0 and up to {_LONGEST_KM:,.0f}",
        )
    chosen = best_bases() if bases is None else bases
    spots = (*open_ports(), *trouble_areas(table))
    drives = _drives(spots, chosen)
    return Coverage(
        within_km=within_km,
        within_minutes=drive_minutes(within_km),
        targets=tuple(
            Target(
                spot=spot,
                region=plan.assigned.get(unit_at(plan, spot.county, spot.lon, spot.lat)),
                nearest=found[0] if found else None,
                covering=tuple(drive for drive in found if drive.km <= within_km),
            )
            for spot, found in zip(spots, drives, strict=True)
        ),
        bases=tuple(chosen),
        caveats=(CAVEAT,),
    )


@cache
def best_bases() -> tuple[Base, ...]:
    """All BEST offices, the one in Mexico too: what is near them is."""
    sites = best_offices()
    rows = zip(sites.names, sites.lon.tolist(), sites.lat.tolist(), strict=True)
    return tuple(Base(name=name, lon=lon, lat=lat) for name, lon, lat in rows)


def _drives(spots: Sequence[Spot], bases: Sequence[Base]) -> list[list[Drive]]:
    """Drives from every base to each spot, the shortest first."""
    if not bases:
        return [[] for _ in spots]
    km = _distances(spots, bases)
    order = np.argsort(km, axis=1, kind="stable")
    return [
        [Drive(base=bases[at].name, km=row[at], minutes=drive_minutes(row[at])) for at in places]
        for row, places in zip(km.tolist(), order.tolist(), strict=True)
    ]


def _distances(spots: Sequence[Spot], bases: Sequence[Base]) -> Floats:
    """Kilometres along the geodesic on the WGS 84 ellipsoid, shape ``(spots, bases)``."""
    lon, lat = (np.repeat([getattr(one, axis) for one in spots], len(bases)) for axis in ("lon", "lat"))
    to_lon, to_lat = (np.tile([getattr(one, axis) for one in bases], len(spots)) for axis in ("lon", "lat"))
    _, _, metres = _GEOD.inv(lon, lat, to_lon, to_lat)
    return np.asarray(metres, np.float64).reshape(len(spots), len(bases)) / 1000
