"""Synthetic points lie in the United States or on the sea before its coast, and look like places."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape
from shapely.ops import split

from data.reference.tables import load
from data.synthetic.corridor import corridor
from data.synthetic.open_water import open_water
from data.synthetic.scatter import kept
from data.synthetic.traffic import SEA_APPROACHES
from tests.data.synthetic.written import Written


def test_every_event_but_those_at_sea_is_in_a_county(written: Written) -> None:
    outside = written.rows[written.county == ""]
    assert 0 < len(outside) < 0.02 * len(written.rows)
    assert set(outside["mode"]) <= {"sea", "foot"}
    assert set(outside["subcategory"]) == {"Vessel interdiction", "Vessel detected, not stopped", "Rescue"}


def test_every_event_at_sea_is_near_a_named_stretch_of_coast(written: Written) -> None:
    outside = written.rows[written.county == ""]
    coast = shapely.points([[sea.lon, sea.lat] for sea in SEA_APPROACHES])
    tree = shapely.STRtree(coast)
    points = shapely.points(outside["lon"], outside["lat"])
    away = shapely.distance(points, coast[tree.nearest(points)])
    assert away.max() < 0.7


def test_events_between_ports_at_the_land_border_are_in_a_border_county_of_a_sector(written: Written) -> None:
    border = {f for codes in load("usbp_sectors")["border_county_fips"].dropna() for f in codes.split(";")}
    chosen = (written.rows["subcategory"] == "Failure to yield").to_numpy()
    assert chosen.sum() > 500
    assert set(written.county[chosen]) <= border


def test_no_event_is_on_a_large_inland_water(written: Written) -> None:
    water = open_water()
    shapely.prepare(water)
    assert not shapely.contains_xy(water, written.rows["lon"], written.rows["lat"]).any()


def test_no_event_is_deep_in_a_neighbouring_country(written: Written, real_dir: Path) -> None:
    path = real_dir / "natural-earth-10m-na-states-provinces.geojson.gz"
    areas = json.loads(gzip.decompress(path.read_bytes()))["features"]
    tree = shapely.STRtree(shapely.points(written.rows["lon"], written.rows["lat"]))
    for area in areas:
        if area["properties"]["adm0_a3"] != "USA":
            inner = shapely.make_valid(shape(area["geometry"])).buffer(-0.06)
            assert len(tree.query(inner, predicate="contains")) == 0, area["properties"]


def test_no_event_is_across_the_official_line_by_more_than_the_county_shapes_err(
    written: Written, real_dir: Path
) -> None:
    path = real_dir / "us-mexico-boundary-fcc.geojson.gz"
    line = shape(json.loads(gzip.decompress(path.read_bytes()))["features"][0]["geometry"])
    pieces = split(shapely.box(-117.4, 20, -97.0, 35), line)
    mexico = min(pieces.geoms, key=lambda piece: piece.centroid.y)
    shapely.prepare(mexico)
    across = written.rows[shapely.contains_xy(mexico, written.rows["lon"], written.rows["lat"])]
    away_km = shapely.distance(shapely.points(across["lon"], across["lat"]), line) * 111.32
    # The shapes follow the river within 15 m in the median and 73 m at the 95th percentile, with one
    # cut-off bend of 0.7 km near Los Indios.
    assert len(across) < 0.015 * len(written.rows)
    assert (away_km > 0.2).sum() < 0.0003 * len(written.rows)
    assert away_km.max() < 0.8


def test_coordinates_have_five_decimals(written: Written) -> None:
    for name in ("lon", "lat"):
        values = written.rows[name].to_numpy()
        np.testing.assert_array_equal(values, np.round(values, 5))


def test_no_row_or_column_of_a_fine_grid_stands_out(written: Written) -> None:
    rows = written.rows.query("-111.6 < lon < -110 and 31.4 < lat < 32")
    for name in ("lon", "lat"):
        last_digit = np.round(rows[name].to_numpy() * 1e5).astype(int) % 10
        counts = np.bincount(last_digit, minlength=10)
        assert counts.max() < 1.25 * counts.min()


def test_ports_are_sharp_peaks(written: Written) -> None:
    ports = load("ports_of_entry").set_index("port_code")
    rows = written.rows[written.rows["component"] == "CBP-OFO"]
    for code in ("2504", "2402", "2304", "0901"):
        port = ports.loc[code]
        east = (rows["lon"] - port["lon"]) * np.cos(np.radians(port["lat"]))
        away_km = np.hypot(east, rows["lat"] - port["lat"]) * 111.32
        near, ring = (away_km < 1).sum(), ((away_km >= 4) & (away_km < 8)).sum()
        assert near > 3 * ring


def test_distances_from_the_line_thin_out_without_a_gap() -> None:
    rng = np.random.default_rng(5)
    strip = corridor(("04003",), np.array([[-109.94, 31.335]]), rng)
    points = strip.draw(40_000, rng)
    north_km = (points[:, 1] - 31.333) * 111.32
    counts, _ = np.histogram(north_km, bins=[0, 2, 4, 8, 16, 32])
    assert (np.diff(counts / np.array([2, 2, 4, 8, 16])) < 0).all()
    assert counts[-1] > 0
    assert shapely.contains_xy(strip.shape, points[:, 0], points[:, 1]).all()


@pytest.mark.parametrize(
    ("fips", "west", "south", "east", "north"),
    [
        ("06073", -117.13, 32.53, -116.1, 32.63),
        ("48061", -97.87, 25.83, -97.14, 26.09),
        ("23029", -68.0, 44.8, -66.9, 45.9),
    ],
)
def test_the_border_of_a_coastal_county_ends_at_the_sea(
    fips: str, west: float, south: float, east: float, north: float
) -> None:
    nodes = corridor((fips,), np.empty((0, 2)), np.random.default_rng(0)).nodes
    assert (nodes[:, 0] > west).all()
    assert (nodes[:, 0] < east).all()
    assert (nodes[:, 1] > south).all()
    assert (nodes[:, 1] < north).all()


def test_a_shape_without_room_for_the_pattern_is_refused() -> None:
    far = shapely.box(10, 10, 11, 11)
    with pytest.raises(ValueError, match="only 0 of 5 points found near POINT"):
        kept(lambda size: np.zeros((size, 2)), 5, far)
