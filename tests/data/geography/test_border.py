"""The land border is measured on the ellipsoid, county by county, and its parts are the whole."""

from __future__ import annotations

import pytest
import shapely
from pyproj import Geod

from data.geography.border import STRETCHES, land_line
from data.geography.border_miles import METRES_PER_MILE, border_miles_by_county
from data.geography.counties import counties
from data.geography.county_names import county_names
from data.geography.measure import area_km2
from data.geography.region_areas import KM2_PER_SQ_MI, area_sq_mi, area_sq_mi_by_county, border_miles
from data.geography.region_shapes import region_shapes
from data.geography.regions import county_to_region
from data.reference.tables import load

ON_LAND = {
    "Del Rio": 0.03,
    "El Centro": 0.03,
    "El Paso": 0.03,
    "Laredo": 0.03,
    "Rio Grande Valley": 0.03,
    "Tucson": 0.03,
    "Yuma": 0.03,
    "Grand Forks": 0.03,
    "Havre": 0.03,
    "Spokane": 0.03,
    "Big Bend": 0.12,
}
"""Sectors whose whole border is land or river, and how far the two lengths may lie apart.

In the canyons of the Big Bend the county shapes follow bends that the official line cuts off."""
PARTLY_AT_SEA_OR_LAKE = ("San Diego", "Blaine", "Houlton", "Swanton")
ALL_WATER = ("Buffalo", "Detroit")


def computed(sector: str) -> float:
    """Miles along the official line as the packaged table has them."""
    return float(load("usbp_sectors").set_index("sector")["border_miles_computed"][sector])


def ours(sector: str) -> float | None:
    """Miles of land border of the sector's counties."""
    return border_miles("sector").get(f"sector:{sector.lower().replace(' ', '-')}")


@pytest.mark.parametrize(("sector", "tolerance"), ON_LAND.items())
def test_miles_of_a_sector_on_land_agree_with_the_official_line(sector: str, tolerance: float) -> None:
    assert ours(sector) == pytest.approx(computed(sector), rel=tolerance)


@pytest.mark.parametrize("sector", PARTLY_AT_SEA_OR_LAKE)
def test_a_sector_that_also_borders_at_sea_has_fewer_miles_on_land(sector: str) -> None:
    assert 0 < (ours(sector) or 0) < computed(sector)


@pytest.mark.parametrize("sector", ALL_WATER)
def test_a_border_through_water_alone_is_no_land_border(sector: str) -> None:
    assert ours(sector) is None


def test_miles_of_all_counties_add_up_to_the_line() -> None:
    outline = shapely.coverage_union_all(counties().geometry.to_numpy())
    line = land_line(shapely.MultiPolygon(shapely.get_parts(outline).tolist()))
    geod = Geod(ellps="WGS84")
    whole = sum(geod.geometry_length(stretch) for stretch in line.geometry) / METRES_PER_MILE
    assert len(line) == len(STRETCHES)
    assert sum(border_miles_by_county().values()) == pytest.approx(whole, rel=1e-9)
    assert 5_600 < whole < 5_900


def test_every_mile_lies_in_a_border_county() -> None:
    states = {county_names()[fips].state for fips in border_miles_by_county()}
    assert states == {"CA", "AZ", "NM", "TX", "ME", "NH", "VT", "NY", "MN", "ND", "MT", "ID", "WA", "AK"}


@pytest.mark.parametrize("key", ["sector", "best", "ero_area", "state", "county"])
def test_measures_of_regions_add_up_to_those_of_their_counties(key: str) -> None:
    members = county_to_region(key)
    for by_region, by_county in (
        (area_sq_mi(key), area_sq_mi_by_county()),
        (border_miles(key), border_miles_by_county()),
    ):
        inside = sum(value for fips, value in by_county.items() if fips in members)
        assert sum(by_region.values()) == pytest.approx(inside, rel=1e-9)


def test_the_area_of_a_region_is_that_of_its_shape() -> None:
    shapes = region_shapes("sector").set_index("id").geometry
    for region_id, shape in shapes.items():
        assert area_sq_mi("sector")[str(region_id)] == pytest.approx(
            area_km2(shape) / KM2_PER_SQ_MI, rel=1e-9
        )


def test_areas_of_states_agree_with_the_census() -> None:
    """Land and water of two inland states in square miles: the Census Bureau, 2010, Summary File 1."""
    assert area_sq_mi("state")["state:nm"] == pytest.approx(121_590, rel=0.002)
    assert area_sq_mi("state")["state:az"] == pytest.approx(113_990, rel=0.002)
