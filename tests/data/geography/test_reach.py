"""Reach is a distance on the ellipsoid from a point inside the county."""

from __future__ import annotations

import shapely
from pyproj import Geod

from data.geography.counties import counties
from data.geography.reach import FORUMS, REACH_KM, forums_by_county, forums_reaching
from data.reference.tables import load


def test_forums_of_some_counties_equal_a_walk_over_all_offices() -> None:
    shapes = counties().set_index("fips").geometry
    geod = Geod(ellps="WGS84")
    offices = load("task_forces")
    for fips in [*shapes.index[::97], "48141", "06073", "53033", "36061"]:
        point = shapely.point_on_surface(shapes[fips])
        near = {
            row.model
            for row in offices.itertuples()
            if row.model in FORUMS and geod.inv(point.x, point.y, row.lon, row.lat)[2] <= REACH_KM * 1000
        }
        assert forums_by_county()[fips] == near


def test_every_county_has_a_number_of_forums() -> None:
    assert list(forums_reaching()) == list(counties()["fips"])
    assert set(forums_reaching().values()) <= set(range(len(FORUMS) + 1))
    assert 0 in forums_reaching().values()
