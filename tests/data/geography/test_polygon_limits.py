"""Shapes that are too much: simplified by a stated tolerance, or refused before they cost anything."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from data.errors import PolygonError
from data.geography import polygon_crossings
from data.geography.polygon_crossings import has_more_crossings
from data.geography.polygon_repair import MOST_CROSSINGS, MOST_READ, MOST_REPAIRED, repaired_polygon
from data.geography.polygon_simplify import simplified
from data.geography.polygons import MOST_VERTICES
from tests import zoo
from tests.data.geography.test_polygon_repair import Ring, coordinate, outcome, seeds
from tests.data.geography.test_polygons import random_ring

distinct_rings = st.lists(coordinate, min_size=4, max_size=12, unique=True)


def rough_ring(seed: int, corners: int) -> np.ndarray:
    """Closed ring like a river's bank: near a circle, each corner some metres off."""
    random = np.random.default_rng(seed)
    turns = np.sort(random.uniform(0, 2 * np.pi, corners))
    reach = 3 + np.cumsum(random.normal(0, 3e-6, corners))
    ring = np.stack([np.cos(turns), np.sin(turns)], axis=1) * reach[:, None] + (-100, random.uniform(-60, 60))
    return np.concatenate([ring, ring[:1]])


@given(seed=seeds, tolerance_m=st.sampled_from([1.0, 10.0, 100.0]))
def test_no_corner_that_is_left_out_lies_further_off_than_the_tolerance(
    seed: int, tolerance_m: float
) -> None:
    ring = rough_ring(seed, 2_000)
    found = simplified(ring, tolerance_m)
    assert len(found) < len(ring)
    assert tuple(found[0]) == tuple(found[-1]) == tuple(ring[0])
    line = shapely.LineString(found)
    nearest = shapely.line_interpolate_point(line, shapely.line_locate_point(line, shapely.points(ring)))
    lon, lat = shapely.get_coordinates(nearest).T
    _, _, metres = Geod(ellps="WGS84").inv(ring[:, 0], ring[:, 1], lon, lat)
    assert max(metres) <= tolerance_m * 1.001


@pytest.mark.parametrize("corners", [10_001, 60_000, MOST_READ - 2])
def test_too_many_corners_are_simplified_by_a_stated_tolerance(corners: int) -> None:
    found = repaired_polygon(zoo.polygon([tuple(corner) for corner in rough_ring(3, corners).tolist()]))
    assert found.shape.is_valid
    assert len(shapely.get_coordinates(found.shape)) <= MOST_VERTICES
    assert f"{corners + 1:,} corners are more than 10,000" in found.notes[0]
    assert " m of the edge in its place" in found.notes[0]


def test_what_100_metres_cannot_simplify_is_refused() -> None:
    with pytest.raises(PolygonError, match="20,000 vertices, and 20,000 when simplified by 100 m"):
        repaired_polygon(zoo.polygon(random_ring(20_000)))


@given(parts=st.lists(distinct_rings, min_size=1, max_size=3), most=st.integers(0, 30))
def test_crossings_are_counted_up_to_the_limit(parts: list[Ring], most: int) -> None:
    closed = [np.array([*ring, ring[0]]) for ring in parts]
    edges = [
        (number, at, len(ring) - 1, shapely.LineString(ring[at : at + 2]))
        for number, ring in enumerate(closed)
        for at in range(len(ring) - 1)
    ]
    met = sum(
        one.intersects(other)
        for i, (ring, at, size, one) in enumerate(edges)
        for number, to, _, other in edges[i + 1 :]
        if not (number == ring and (to - at) % size in {1, size - 1})
    )
    assert has_more_crossings(closed, most) == (met > most)


def test_counting_stops_soon_after_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []

    class Tree(shapely.STRtree):
        def query(self, geometry: object, predicate: str | None = None) -> np.ndarray:  # type: ignore[override]
            looked_at.append(len(geometry))  # type: ignore[arg-type]
            return super().query(geometry, predicate=predicate)

    monkeypatch.setattr(polygon_crossings.shapely, "STRtree", Tree)
    assert has_more_crossings([np.array(random_ring(MOST_REPAIRED))], MOST_CROSSINGS)
    assert sum(looked_at) <= 64


def crossed_comb(teeth: int) -> Ring:
    """A comb whose edges all lie in each other's boxes, and a bow tie in its back."""
    return [*zoo.comb(teeth)[:-1], (60.0, -71.0), (20.0, -75.0), (50.0, -75.0), (20.0, -70.0), (0.0, 0.0)]


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (zoo.polygon(random_ring(MOST_REPAIRED)), "over 1,000 crossings are not repaired"),
        (zoo.polygon(random_ring(MOST_REPAIRED + 1)), "over 5,000 corners are not repaired"),
        (zoo.polygon([*zoo.rectangle(0, 0, 1, 1)[:-1] * 1_200, (0, 0)]), "over 1,000 crossings"),
        (zoo.polygon(*[zoo.rectangle(0, 0, 1, 1)] * 999), "over 1,000 crossings"),
        (zoo.polygon([(0, 0)] * (MOST_READ + 1)), "more than 100,000 vertices"),
        (zoo.polygon([(0, 0)] * 1_000_000), "more than 100,000 vertices"),
        (zoo.polygon([(0, 0)] * MOST_READ), "no area"),
        (zoo.polygon([(0, 0), (1e-300, 1e-300), (2e-300, 2e-300)]), "no area"),
        (zoo.polygon(zoo.rectangle(0, 0, 1, 1), zoo.rectangle(0, 0, 1, 1)), "no area"),
        ({"type": "Polygon" * 200_000, "coordinates": []}, "type is 'Polygon"),
        ("[" * 100_000, "nested more than 8 deep"),
        ('{"type":"Polygon","coordinates":[[[' + "9" * 2_000_000 + ",0],[1,1],[0,1]]]}", "not a finite"),
        ("{" + ",".join(f'"{i}":0' for i in range(180_000)) + ',"179999":0}', "'179999' is given twice"),
        ('{"' + "k" * 900_000 + '":0,"' + "k" * 900_000 + '":0}', "kkk' is given twice"),
    ],
    ids=range(14),
)
def test_hostile_shapes_are_refused_within_bounds_and_in_few_words(geometry: object, words: str) -> None:
    """Each of these took minutes, gigabytes or a page of message without its bound."""
    found = outcome(geometry)
    assert isinstance(found, PolygonError)
    assert words in str(found)
    assert found.remedy
    assert len(str(found)) < 400


@pytest.mark.parametrize(
    "geometry",
    [
        zoo.polygon(crossed_comb(1_240)),
        zoo.polygon(*(zoo.rectangle(i / 50 - 90, i / 50 - 45, 90 - i / 50, 45 - i / 50) for i in range(999))),
        zoo.multipolygon(
            *([zoo.rectangle(i / 50 - 90, i / 50 - 45, 90 - i / 50, 45 - i / 50)] for i in range(999))
        ),
        zoo.multipolygon(
            *([zoo.rectangle(i / 9 - 90, -60, i / 9 - 89.8, 60)] for i in range(MOST_CROSSINGS // 8))
        ),
    ],
    ids=["comb", "nested holes", "nested shells", "overlapping strips"],
)
def test_the_worst_shapes_that_are_repaired_are_repaired(geometry: dict[str, object]) -> None:
    found = repaired_polygon(geometry)
    assert found.shape.is_valid
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" + "[]," * 690_000 + "[]]",
        "[" + "0," * 1_040_000 + "0]",
        '{"type":"Polygon","coordinates":[[' + "[0,0]," * 340_000 + "[0,0]]]}",
    ],
    ids=["lists", "numbers", "positions"],
)
def test_two_megabytes_of_text_take_no_more_than_a_hundred_of_memory(text: str) -> None:
    tracemalloc.start()
    assert isinstance(outcome(text), PolygonError)
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()
