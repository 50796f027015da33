"""What regions are measured by: area and length of land border, as sums over their counties."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from data.geography.border_miles import METRES_PER_MILE, border_miles_by_county
from data.geography.counties import counties
from data.geography.measure import areas_km2
from data.geography.regions import county_to_region

KM2_PER_SQ_MI = METRES_PER_MILE**2 / 1e6


@cache
def area_km2_by_county() -> Mapping[str, float]:
    """Square kilometres by 5-digit FIPS, within the county shapes.

    They hold land and inland water, and end at the shore of the sea and of the Great Lakes.
    """
    shapes = counties()
    areas = areas_km2(shapes.geometry.to_numpy()).tolist()
    return MappingProxyType(dict(zip(shapes["fips"], areas, strict=True)))


@cache
def area_sq_mi_by_county() -> Mapping[str, float]:
    """Square statute miles by 5-digit FIPS, as :func:`area_km2_by_county`."""
    return MappingProxyType({fips: area / KM2_PER_SQ_MI for fips, area in area_km2_by_county().items()})


@cache
def area_sq_mi(set_key: str) -> Mapping[str, float]:
    """Square statute miles of each region of a set, as :func:`area_sq_mi_by_county`.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    return _summed(area_sq_mi_by_county(), set_key)


@cache
def border_miles(set_key: str) -> Mapping[str, float]:
    """Statute miles of land border of each region of a set; a region without one is not a key.

    Raises
    ------
    FilterError
        If there is no set of that key.
    """
    return _summed(border_miles_by_county(), set_key)


def _summed(by_county: Mapping[str, float], set_key: str) -> Mapping[str, float]:
    members = county_to_region(set_key)
    sums: dict[str, float] = {}
    for fips, value in by_county.items():
        if fips in members:
            sums[members[fips]] = sums.get(members[fips], 0.0) + value
    return MappingProxyType(sums)
