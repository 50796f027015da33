"""Areas agree with the ellipsoid, and areas of parts add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Polygon, box

from data.geography.counties import states
from data.geography.measure import area_km2
from data.geography.polygons import read_polygon
from tests import zoo

SEMI_MAJOR_KM, ECCENTRICITY = 6378.137, 0.0818191908426215


def authalic(lat: float) -> float:
    """The q of Snyder, Map Projections: A Working Manual, 1987, equation 3-12."""
    sine = ECCENTRICITY * np.sin(np.radians(lat))
    return float((1 - ECCENTRICITY**2) * (sine / (1 - sine**2) + np.arctanh(sine)) / ECCENTRICITY)


edges = st.tuples(st.floats(-179, 170), st.floats(-84, 80), st.floats(0.01, 9), st.floats(0.01, 4))


@given(edges=edges)
def test_a_box_has_the_area_that_the_formula_gives(edges: tuple[float, float, float, float]) -> None:
    west, south, width, height = edges
    exact = np.radians(width) * SEMI_MAJOR_KM**2 / 2 * (authalic(south + height) - authalic(south))
    assert area_km2(box(west, south, west + width, south + height)) == pytest.approx(exact, rel=1e-9)


@given(edges=edges, share=st.floats(0.1, 0.9))
def test_two_halves_of_a_slanted_cut_add_up_to_the_whole(
    edges: tuple[float, float, float, float], share: float
) -> None:
    west, south, width, height = edges
    east, north, cut = west + width, south + height, west + width * share
    left = Polygon([(west, south), (cut, south), (east, north), (west, north)])
    right = Polygon([(cut, south), (east, south), (east, north)])
    whole = area_km2(box(west, south, east, north))
    assert area_km2(left) + area_km2(right) == pytest.approx(whole, rel=1e-9)


def test_texas_agrees_with_geodesic_area() -> None:
    texas = states().set_index("state").geometry["TX"]
    geodesic = abs(Geod(ellps="WGS84").geometry_area_perimeter(texas)[0]) / 1e6
    assert area_km2(texas) == pytest.approx(geodesic, rel=1e-4)


def test_a_hole_is_taken_off() -> None:
    hole = box(-106.5, 31.7, -106.4, 31.8)
    holed = read_polygon(zoo.GOOD["with_a_hole"])
    assert area_km2(holed) + area_km2(hole) == pytest.approx(area_km2(read_polygon(zoo.GOOD["rectangle"])))


@pytest.mark.parametrize("name", zoo.GOOD)
def test_every_good_polygon_has_a_positive_area(name: str) -> None:
    assert area_km2(read_polygon(zoo.GOOD[name])) > 0
