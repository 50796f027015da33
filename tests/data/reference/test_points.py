"""Points of the packaged tables lie where their rows say, and counties exist."""

from __future__ import annotations

from pathlib import Path

import _plotly_geo
import geopandas
import pytest
import shapely

from data.reference.tables import load

SHORE_TOLERANCE_DEGREES = 0.008
"""Ports stand on the line or the shore; the county shapes are generalised to 1:500,000."""


@pytest.fixture(scope="module")
def states() -> geopandas.GeoSeries:
    return _shapes("cb_2016_us_state_500k.shp", "STUSPS")


@pytest.fixture(scope="module")
def counties() -> geopandas.GeoSeries:
    return _shapes("cb_2016_us_county_500k.shp", "GEOID")


def _shapes(file: str, key: str) -> geopandas.GeoSeries:
    folder = Path(_plotly_geo.__file__).parent / "package_data"
    return geopandas.read_file(folder / file).set_index(key).geometry


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("ports_of_entry", "state"),
        ("usbp_sectors", "hq_state"),
        ("fusion_centers", "state"),
        ("detention_facilities", "state"),
        ("best_regions", "office_state"),
        ("task_forces", "state_or_province"),
    ],
)
def test_every_us_point_is_in_its_state(states: geopandas.GeoSeries, key: str, column: str) -> None:
    frame = load(key).dropna(subset=["lon", "lat"]).drop_duplicates(["lon", "lat", column])
    if key == "task_forces":
        frame = frame[frame["country"] == "USA"]
    shapes = states.loc[frame[column]].to_numpy()
    distances = shapely.distance(shapes, shapely.points(frame["lon"], frame["lat"]))
    assert frame.loc[distances > SHORE_TOLERANCE_DEGREES].empty


@pytest.mark.parametrize("key", ["ports_of_entry", "best_regions", "detention_facilities", "agreements_287g"])
def test_every_county_code_is_a_county(counties: geopandas.GeoSeries, key: str) -> None:
    assert set(load(key)["county_fips"].dropna()) <= set(counties.index)


def test_every_border_county_of_a_sector_is_a_county(counties: geopandas.GeoSeries) -> None:
    for codes in load("usbp_sectors")["border_county_fips"].dropna():
        assert set(codes.split(";")) <= set(counties.index)


@pytest.mark.parametrize("key", ["ports_of_entry", "detention_facilities"])
def test_every_point_is_in_the_county_that_its_row_names(counties: geopandas.GeoSeries, key: str) -> None:
    frame = load(key).dropna(subset=["county_fips", "lon"])
    shapes = counties.loc[frame["county_fips"]].to_numpy()
    distances = shapely.distance(shapes, shapely.points(frame["lon"], frame["lat"]))
    assert frame.loc[distances > SHORE_TOLERANCE_DEGREES].empty


def test_posts_abroad_are_outside_the_states(states: geopandas.GeoSeries) -> None:
    posts = load("overseas_posts")
    assert "USA" not in set(posts["country_iso3"])
    union = shapely.union_all(states.to_numpy())
    assert not shapely.contains_xy(union, posts["lon"], posts["lat"]).any()
