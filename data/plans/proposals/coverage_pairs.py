"""Which ports a base of their own region can reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from data.plans.proposals.ground import Ground
from data.plans.proposals.unit_measures import Spot, UnitMeasures

Numbers = NDArray[np.intp]
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, kw_only=True)
class CoveragePairs:
    """Pairs of a port and a base within reach of it, by the numbers of their units; ``port`` ascends.

    ``far_unit`` is the unit of the first port that no base reaches, if there is one.
    """

    ports: int
    far_unit: int | None
    port: Numbers
    port_unit: Numbers
    base_unit: Numbers

    def share(self, labels: Numbers) -> float:
        """Share of all ports that a base of their region reaches, 0 to 1; 1 if there are no ports.

        ``labels`` has the region of each unit of the ground, negative for none.
        """
        if not self.ports:
            return 1.0
        region = labels[self.port_unit]
        covered = np.zeros(self.ports, np.bool_)
        covered[self.port[(region == labels[self.base_unit]) & (region >= 0)]] = True
        return int(covered.sum()) / self.ports


def coverage_pairs(ground: Ground, measures: UnitMeasures, *, reach_km: float) -> CoveragePairs:
    """Pairs of ports and bases whose geodesic distance (WGS 84) is at most ``reach_km`` kilometres."""
    number = ground.number
    ports = [spot for spot in measures.ports if spot.unit in number]
    bases = [spot for spot in measures.bases if spot.unit in number]
    near = _distances_km(ports, bases) <= reach_km
    port, base = np.nonzero(near)
    port_unit = np.array([number[spot.unit] for spot in ports], np.intp)
    base_unit = np.array([number[spot.unit] for spot in bases], np.intp)
    far = np.flatnonzero(~near.any(axis=1))
    return CoveragePairs(
        ports=len(ports),
        far_unit=int(port_unit[far[0]]) if len(far) else None,
        port=port,
        port_unit=port_unit[port],
        base_unit=base_unit[base],
    )


def _distances_km(ports: list[Spot], bases: list[Spot]) -> NDArray[np.float64]:
    """Kilometres, one row for each port and one column for each base."""
    if not ports or not bases:
        return np.full((len(ports), len(bases)), np.inf)
    lon, lat = (np.repeat([getattr(port, axis) for port in ports], len(bases)) for axis in ("lon", "lat"))
    to_lon, to_lat = (np.tile([getattr(base, axis) for base in bases], len(ports)) for axis in ("lon", "lat"))
    _, _, metres = _GEOD.inv(lon, lat, to_lon, to_lat)
    kilometres: NDArray[np.float64] = np.asarray(metres).reshape(len(ports), len(bases)) / 1000
    return kilometres
