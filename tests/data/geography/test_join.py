"""Tagging points with counties equals ``geopandas.sjoin``, on edges and vertices too."""

from __future__ import annotations

import subprocess
import sys

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from data.geography.counties import counties
from data.geography.join import county_of


def joined(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[str | None]:
    """The same by GeoPandas: of several counties at a point, the smallest code."""
    shapes = counties()
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=shapes.crs)
    found = points.sjoin(shapes[["fips", "geometry"]], how="inner", predicate="intersects")
    smallest = found.groupby(found.index)["fips"].min()
    return [smallest.get(i) for i in range(len(lon))]


def vertices_and_edges(seed: int, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points exactly on vertices of random counties, and halfway along their edges."""
    chosen = np.random.default_rng(seed)
    rings = shapely.get_exterior_ring(shapely.get_parts(counties().geometry.sample(count, random_state=seed)))
    corners = np.concatenate([shapely.get_coordinates(ring) for ring in rings])
    some = chosen.choice(len(corners) - 1, 400)
    points = np.concatenate([corners[some], (corners[some] + corners[some + 1]) / 2])
    return points[:, 0], points[:, 1]


@given(
    seed=st.integers(0, 2**32 - 1),
    centre=st.tuples(st.floats(-125, -66), st.floats(24, 49)),
    spread=st.sampled_from([0.01, 0.3, 5]),
)
@settings(max_examples=15)
def test_it_equals_sjoin_over_random_points(seed: int, centre: tuple[float, float], spread: float) -> None:
    chosen = np.random.default_rng(seed)
    lon, lat = chosen.normal(centre[0], spread, 500), chosen.normal(centre[1], spread, 500)
    assert county_of(lon, lat).tolist() == joined(lon, lat)


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=15)
def test_it_equals_sjoin_exactly_on_shared_vertices_and_edges(seed: int) -> None:
    lon, lat = vertices_and_edges(seed, 30)
    assert county_of(lon, lat).tolist() == joined(lon, lat)


def test_it_equals_sjoin_all_over_the_united_states() -> None:
    chosen = np.random.default_rng(3)
    lon, lat = chosen.uniform(-180, 180, 40_000), chosen.uniform(-20, 75, 40_000)
    found = county_of(lon, lat).tolist()
    assert found == joined(lon, lat)
    assert len(set(found)) > 500


def test_a_point_on_a_shared_vertex_goes_to_the_smallest_code() -> None:
    shapes = counties().set_index("fips").geometry
    corners = shapely.get_coordinates(shapes["35013"].intersection(shapes["48141"]))
    assert set(county_of(corners[:, 0], corners[:, 1])) == {"35013"}


def test_each_county_holds_a_point_of_its_own() -> None:
    shapes = counties()
    points = shapes.geometry.representative_point()
    assert county_of(points.x, points.y).tolist() == shapes["fips"].tolist()


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (np.nan, 31.0),
        (-106.0, np.nan),
        (np.inf, 31.0),
        (-106.0, -np.inf),
        (-466.44, 31.8),
        (-106.44, 391.8),
        (-100.0, 20.0),
    ],
)
def test_a_place_that_is_no_place_or_abroad_is_in_no_county(lon: float, lat: float) -> None:
    assert county_of([lon, -106.44], [lat, 31.8]).tolist() == [None, "48141"]


def test_no_points_have_no_counties() -> None:
    assert county_of([], []).tolist() == []


def test_the_order_of_points_does_not_matter() -> None:
    lon, lat = vertices_and_edges(5, 20)
    turned = np.random.default_rng(5).permutation(len(lon))
    assert county_of(lon[turned], lat[turned]).tolist() == county_of(lon, lat)[turned].tolist()


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="equal length"):
        county_of([1.0, 2.0], [3.0])


RACE = """
import threading
import numpy as np, shapely
from data.geography import join
from data.geography.counties import counties
corners = [shapely.get_coordinates(shape)[:40] for shape in counties().geometry]
lon, lat = np.concatenate(corners).T
for _ in range(12):
    join._tagger.cache_clear()
    join._tagger()
    start = threading.Barrier(2)
    def tell():
        start.wait()
        join.county_numbers(lon, lat)
    threads = [threading.Thread(target=tell) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_two_threads_may_be_the_first_to_ask_about_a_county() -> None:
    """GEOS corrupts memory where two threads make what finds points in one polygon."""
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
