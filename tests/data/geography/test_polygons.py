"""A polygon from outside becomes exactly itself, or is refused with its place and a remedy."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from data.errors import PolygonError
from data.geography.polygons import MOST_VERTICES, read_polygon
from tests import zoo

NESTED = 100_000


@pytest.mark.parametrize("name", zoo.GOOD)
def test_a_good_polygon_comes_back_vertex_for_vertex(name: str) -> None:
    geometry = zoo.GOOD[name]
    shape = read_polygon(json.dumps(geometry))
    assert shape.is_valid
    assert shape.geom_type == geometry["type"]
    assert json.loads(shapely.to_geojson(shape))["coordinates"] == geometry["coordinates"]


@pytest.mark.parametrize("name", zoo.GOOD)
def test_text_bytes_and_mapping_give_the_same_polygon(name: str) -> None:
    text = json.dumps(zoo.GOOD[name])
    assert read_polygon(text).equals_exact(read_polygon(text.encode()))
    assert read_polygon(text).equals_exact(read_polygon(zoo.GOOD[name]))


@pytest.mark.parametrize("name", zoo.BAD)
def test_a_bad_polygon_is_refused_with_its_place_and_a_remedy(name: str) -> None:
    geometry, ring, vertex, words = zoo.BAD[name]
    for source in (
        (geometry, json.dumps(geometry)) if name not in {"not_a_number", "infinite"} else (geometry,)
    ):
        with pytest.raises(PolygonError) as refusal:
            read_polygon(source)
        assert words in str(refusal.value)
        assert refusal.value.remedy
        if ring is not None:
            assert refusal.value.where.ring == ring
        if vertex is not None:
            assert refusal.value.where.vertex == vertex


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"null", "nothing"),
        (b"[1]", "a list"),
        (b'"Polygon"', "text"),
        (b"\xff\xfe", "not UTF-8"),
        (b'\xef\xbb\xbf{"type": "Polygon"}', "not JSON"),
        (b'{"type": "Polygon", "type": "Point"}', "'type' is given twice"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]]}', "NaN"),
        (b'{"type": "Polygon", "coordinates": [[[0, -Infinity]]]}', "-Infinity"),
        (b'{"type": "Polygon", "coordinates": [[[1e999, 0], [1, 0], [1, 1], [1e999, 0]]]}', "finite"),
        (
            b'{"type": "Polygon", "coordinates": [[[' + b"9" * 9000 + b", 0], [1, 0], [1, 1], [0, 0]]]}",
            "finite",
        ),
        (b"[" * NESTED, "nested more than 8 deep at character 9"),
        (b"[" * NESTED + b"]" * NESTED, "nested more than 8"),
        (b'{"a":' * NESTED + b"1" + b"}" * NESTED, "nested more than 8"),
        (
            b'{"type":"GeometryCollection","geometries":[' * NESTED + b"]}" * NESTED,
            "expected at most 2,097,152",
        ),
        (b'{"type": "Polygon", "note": "' + b"[" * NESTED + b'"}', "a polygon is nothing"),
        (b'"' * NESTED, "not JSON"),
        (b'"\\' * NESTED, "not JSON"),
        (b" " * (2 * 1024 * 1024 + 1), "expected at most"),
    ],
)
def test_hostile_text_is_refused_before_any_geometry_is_made(text: bytes, words: str) -> None:
    with pytest.raises(PolygonError, match=words):
        read_polygon(text)


def test_text_of_wide_characters_is_measured_in_bytes() -> None:
    with pytest.raises(PolygonError, match="expected at most"):
        read_polygon("é" * (1024 * 1024 + 1))


def test_a_huge_whole_number_in_a_mapping_is_refused() -> None:
    with pytest.raises(PolygonError, match="not a finite number"):
        read_polygon(zoo.polygon([(10**400, 0), (1, 0), (1, 1), (10**400, 0)]))


def random_ring(vertices: int) -> list[tuple[float, float]]:
    """Closed ring through random points: thousands of crossings."""
    points = np.random.default_rng(7).uniform(-80, 80, (vertices - 1, 2))
    return [*map(tuple, points.tolist()), tuple(points[0].tolist())]


@pytest.mark.parametrize(
    "geometry",
    [
        zoo.polygon(random_ring(MOST_VERTICES)),
        zoo.polygon(
            *(zoo.rectangle(-90 + i / 50, -45 + i / 50, 90 - i / 50, 45 - i / 50) for i in range(1_999))
        ),
        zoo.multipolygon(
            *([zoo.rectangle(-90 + i / 50, -45 + i / 50, 90 - i / 50, 45 - i / 50)] for i in range(1_999))
        ),
    ],
    ids=["random ring", "nested holes", "nested shells"],
)
def test_the_most_hostile_rings_within_the_limits_are_refused(geometry: dict[str, object]) -> None:
    """Repairing such rings takes minutes; that this test ends at all is its point."""
    with pytest.raises(PolygonError):
        read_polygon(geometry)


def outcome(source: str | bytes | dict[str, object]) -> Polygon | MultiPolygon | PolygonError:
    """The polygon, or the refusal as a value; anything else that is raised fails the test."""
    try:
        return read_polygon(source)
    except PolygonError as refusal:
        return refusal


coordinates = st.tuples(st.floats(-170, 170), st.floats(-80, 80))


@given(
    centre=coordinates,
    turns=st.lists(st.floats(0.01, 1), min_size=3, max_size=40),
    reach=st.lists(st.floats(0.1, 5), min_size=40, max_size=40),
)
def test_any_star_shaped_polygon_is_read_as_it_is(
    centre: tuple[float, float], turns: list[float], reach: list[float]
) -> None:
    angles = np.cumsum(turns) / np.sum(turns) * 2 * np.pi
    ring = [
        (centre[0] + r * np.cos(a), centre[1] + r * np.sin(a)) for a, r in zip(angles, reach, strict=False)
    ]
    ring = [(float(x), float(y)) for x, y in [*ring, ring[0]]]
    expected = shapely.Polygon(ring)
    found = outcome(zoo.polygon(ring))
    repeats = any(before == after for before, after in pairwise(ring))
    if expected.is_valid and not repeats:
        assert found.equals_exact(expected)
    else:
        assert isinstance(found, PolygonError)


@given(ring=st.lists(coordinates, min_size=3, max_size=12))
def test_a_random_ring_is_accepted_exactly_if_it_is_valid(ring: list[tuple[float, float]]) -> None:
    closed = [*ring, ring[0]]
    steps = list(pairwise(closed))
    fits = all(a != b and abs(a[0] - b[0]) <= 180 for a, b in steps) and shapely.Polygon(closed).is_valid
    found = outcome(zoo.polygon(closed))
    assert isinstance(found, PolygonError) != fits
    if isinstance(found, PolygonError):
        assert found.where.ring == 0
        assert found.where.vertex in range(len(closed))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=20,
)


@given(kind=st.sampled_from(["Polygon", "MultiPolygon"]), coordinates=json_values)
def test_anything_at_all_is_a_polygon_or_a_refusal(kind: str, coordinates: object) -> None:
    found = outcome({"type": kind, "coordinates": coordinates})
    assert found.remedy if isinstance(found, PolygonError) else found.is_valid


@given(text=st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_or_text_at_all_are_refused_in_words(text: bytes | str) -> None:
    with pytest.raises(PolygonError):
        read_polygon(text)
