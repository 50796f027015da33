"""What is drawn is mended by the stated rules, told in a note, or refused with its place and a remedy."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from data.errors import PolygonError
from data.geography.polygon_repair import (
    RepairedPolygon,
    repaired_polygon,
)
from data.geography.polygons import read_polygon
from tests import zoo
from tests.data.geography.test_polygons import json_values

Ring = list[tuple[float, float]]

MENDED = {
    "bow_tie": "Two edges cross or overlap at longitude 1, latitude 1: all that the line goes around is",
    "spike": "Two edges cross or overlap at longitude 4, latitude 9:",
    "figure_of_eight": "The ring touches itself at longitude 1, latitude 1:",
    "open": "1 ring was open: closed",
    "repeated_position": "1 corner is given again right after: counted once.",
    "hole_outside": "A hole lies outside its outer ring at longitude 5, latitude 5: all that an outer ring",
    "hole_crossing_the_shell": "Area 36,922 km²; the rings as drawn add up to 21.9 km².",
    "hole_in_a_hole": "A hole lies within another hole",
    "cut_in_two_by_holes": "Holes cut the polygon into pieces",
    "overlapping_parts": "Area 86,126 km²; the rings as drawn add up to 98,431 km².",
    "part_in_a_part": "A polygon lies within another",
    "across_the_antimeridian": "cut in two",
    "too_many_vertices": "10,001 corners are more than 10,000: simplified to",
}
"""What of the zoo's bad polygons is mended, and words of the note; all others are refused."""

coordinate = st.tuples(st.floats(-170, 170), st.floats(-80, 80))
drawn = coordinate.map(lambda position: (round(position[0], 9), round(position[1], 9)))
"""To a tenth of a millimetre: where corners are closer, GEOS may find no repair, which is refused."""
rings = st.lists(drawn, min_size=3, max_size=12)
seeds = st.integers(0, 2**32 - 1)


def outcome(source: object) -> RepairedPolygon | PolygonError:
    """The repaired polygon, or the refusal as a value; anything else that is raised fails the test."""
    try:
        return repaired_polygon(source)  # type: ignore[arg-type]
    except PolygonError as refusal:
        return refusal


def winding(ring: Ring, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """How often the closed ring goes around each point, edge by edge."""
    turns = np.zeros(len(lon), int)
    for (west, south), (east, north) in pairwise(ring):
        side = (east - west) * (lat - south) - (lon - west) * (north - south)
        turns += ((south <= lat) & (lat < north) & (side > 0)).astype(int)
        turns -= ((north <= lat) & (lat < south) & (side < 0)).astype(int)
    return turns


def far_from(parts: list[list[Ring]], lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Whether each point is far enough from every edge that rounding does not matter."""
    lines = shapely.multilinestrings([shapely.linestrings(ring) for part in parts for ring in part])
    with np.errstate(invalid="ignore", divide="ignore"):  # edges of 1e-200 degrees
        return shapely.distance(lines, shapely.points(lon, lat)) > 1e-6


@pytest.mark.parametrize("name", zoo.GOOD)
def test_what_is_valid_comes_back_as_it_is_and_without_a_note(name: str) -> None:
    for source in (zoo.GOOD[name], json.dumps(zoo.GOOD[name])):
        found = repaired_polygon(source)
        assert found.shape.equals_exact(read_polygon(zoo.GOOD[name]))
        assert found.notes == ()


@pytest.mark.parametrize("name", zoo.BAD)
def test_what_is_bad_is_mended_and_told_or_refused_with_a_remedy(name: str) -> None:
    found = outcome(zoo.BAD[name][0])
    assert isinstance(found, RepairedPolygon) == (name in MENDED)
    if isinstance(found, RepairedPolygon):
        assert found.shape.is_valid
        assert found.shape.area > 0
        assert any(MENDED[name] in note for note in found.notes), found.notes
    else:
        assert found.remedy


def test_every_mend_is_told_in_its_own_sentence() -> None:
    ring = [(179, 51), (179, 51), (-179, 51), (179, 53), (-179, 53)]
    found = repaired_polygon(zoo.multipolygon([ring], [[(170, 50), (171, 50), (171, 50)]]))
    told = ("2 rings were open", "An edge spans", "2 corners are", "1 ring has fewer", "Two edges cross")
    assert len(found.notes) == len(told)
    assert all(note.startswith(words) for note, words in zip(found.notes, told, strict=True))
    assert "Two edges cross or overlap at longitude 180, latitude 52" in found.notes[-1]


def test_a_triangle_beside_an_edge_that_is_drawn_there_and_back_is_not_lost() -> None:
    """``make_valid`` and ``buffer(0)`` find nothing in this ring."""
    ring = [(0, 34), (5, 0), (0, 34), (1, 0), (5, 0), (0, 34)]
    assert repaired_polygon(zoo.polygon(ring)).shape.area == pytest.approx(4 * 34 / 2)


def test_a_star_in_one_line_is_counted_with_its_middle() -> None:
    turns = np.arange(6) * 4 * np.pi / 5
    ring = [(float(x), float(y)) for x, y in np.stack([np.sin(turns), np.cos(turns)], axis=1)]
    assert repaired_polygon(zoo.polygon([*ring[:-1], ring[0]])).shape.intersects(shapely.Point(0, 0))


@given(ring=rings, seed=seeds)
def test_of_a_ring_that_crosses_itself_what_its_line_goes_around_counts(ring: Ring, seed: int) -> None:
    closed = [*ring, ring[0]]
    assume(all(abs(east - west) <= 180 for (west, _), (east, _) in pairwise(closed)))
    found = outcome(zoo.polygon(closed))
    lon, lat = np.random.default_rng(seed).uniform((-170, -80), (170, 80), (300, 2)).T
    sure = far_from([[closed]], lon, lat)
    if isinstance(found, PolygonError):
        assert "no area" in str(found)
        assert not winding(closed, lon[sure], lat[sure]).any()
        return
    inside = shapely.intersects_xy(found.shape, lon[sure], lat[sure])
    np.testing.assert_array_equal(inside, winding(closed, lon[sure], lat[sure]) != 0)


@given(parts=st.lists(st.lists(rings, min_size=1, max_size=3), min_size=1, max_size=3), seed=seeds)
def test_holes_take_away_and_parts_add_whatever_they_cross(parts: list[list[Ring]], seed: int) -> None:
    closed = [[[*ring, ring[0]] for ring in part] for part in parts]
    edges = [edge for part in closed for ring in part for edge in pairwise(ring)]
    assume(all(abs(east - west) <= 180 for (west, _), (east, _) in edges))
    found = outcome(zoo.multipolygon(*closed))
    lon, lat = np.random.default_rng(seed).uniform((-170, -80), (170, 80), (300, 2)).T
    sure = far_from(closed, lon, lat)
    lon, lat = lon[sure], lat[sure]
    expected = np.zeros(len(lon), bool)
    for shell, *holes in closed:
        inside = winding(shell, lon, lat) != 0
        for hole in holes:
            inside &= winding(hole, lon, lat) == 0
        expected |= inside
    if isinstance(found, PolygonError):
        assert "no area" in str(found)
        assert not expected.any()
        return
    assert found.shape.is_valid
    np.testing.assert_array_equal(shapely.intersects_xy(found.shape, lon, lat), expected)


@given(kind=st.sampled_from(["Polygon", "MultiPolygon"]), coordinates=json_values)
def test_anything_at_all_is_a_valid_polygon_or_a_refusal(kind: str, coordinates: object) -> None:
    found = outcome({"type": kind, "coordinates": coordinates})
    assert found.remedy if isinstance(found, PolygonError) else found.shape.is_valid


any_ring = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=9)


@given(parts=st.lists(st.lists(any_ring, min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_rings_of_numbers_give_a_valid_polygon_or_a_refusal(parts: list[list[Ring]]) -> None:
    geometry = zoo.multipolygon(*parts)
    found = outcome(geometry)
    try:
        strict = read_polygon(geometry)
    except PolygonError:
        assert isinstance(found, PolygonError) or found.notes
    else:
        assert isinstance(found, RepairedPolygon)
        assert found.notes == ()
        assert found.shape.equals_exact(strict)
    if isinstance(found, RepairedPolygon):
        assert found.shape.is_valid
        assert not found.shape.is_empty
