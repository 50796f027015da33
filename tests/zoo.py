"""A zoo of geometries, each named once: polygons that hold, and polygons that must be refused."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

Rings = list[list[tuple[float, float]]]


def polygon(*rings: list[tuple[float, float]]) -> dict[str, object]:
    """GeoJSON Polygon of the rings, outer first."""
    return {"type": "Polygon", "coordinates": [[list(position) for position in ring] for ring in rings]}


def multipolygon(*parts: Rings) -> dict[str, object]:
    """GeoJSON MultiPolygon of the parts."""
    return {"type": "MultiPolygon", "coordinates": [polygon(*rings)["coordinates"] for rings in parts]}


def rectangle(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    """Closed ring, counter-clockwise."""
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def circle(lon: float, lat: float, radius: float, corners: int) -> list[tuple[float, float]]:
    """Closed ring of so many corners around a point; all in degrees."""
    turns = [2 * math.pi * i / corners for i in range(corners)]
    ring = [(lon + radius * math.cos(turn), lat + radius * math.sin(turn)) for turn in turns]
    return [*ring, ring[0]]


def comb(teeth: int) -> list[tuple[float, float]]:
    """Closed ring of long thin slanted teeth: valid, and each tooth's box meets every other's."""
    ring: list[tuple[float, float]] = []
    for tooth in range(teeth):
        offset = tooth * 2e-3
        ring += [(offset, -offset), (offset + 60, 60 - offset)]
        ring += [(offset + 60 + 1e-3, 60 - offset - 1e-3), (offset + 1e-3, -offset - 1e-3)]
    return [*ring, (-30.0, -70.0), (0.0, 0.0)]


EL_PASO = rectangle(-106.6, 31.6, -106.2, 31.9)

GOOD: Mapping[str, dict[str, object]] = MappingProxyType(
    {
        "triangle": polygon([(0, 0), (1, 0), (0, 1), (0, 0)]),
        "rectangle": polygon(EL_PASO),
        "rectangle_clockwise": polygon(EL_PASO[::-1]),
        "with_a_hole": polygon(EL_PASO, rectangle(-106.5, 31.7, -106.4, 31.8)),
        "hole_touching_the_shell_at_a_point": polygon(
            rectangle(0, 0, 4, 4), [(0, 2), (1, 1), (1, 3), (0, 2)]
        ),
        "sliver": polygon(rectangle(-106.5, 31.7, -106.0, 31.7 + 1e-9)),
        "smaller_than_a_centimetre": polygon(rectangle(-106.5, 31.7, -106.5 + 1e-8, 31.7 + 1e-8)),
        "the_world": polygon(
            [(-180, -90), (0, -90), (180, -90), (180, 90), (0, 90), (-180, 90), (-180, -90)]
        ),
        "two_parts": multipolygon([rectangle(0, 0, 1, 1)], [rectangle(2, 2, 3, 3)]),
        "two_parts_touching_at_a_corner": multipolygon([rectangle(0, 0, 1, 1)], [rectangle(1, 1, 2, 2)]),
        "island_in_a_hole": multipolygon(
            [rectangle(0, 0, 9, 9), rectangle(2, 2, 7, 7)], [rectangle(4, 4, 5, 5)]
        ),
        "split_at_the_antimeridian": multipolygon(
            [rectangle(178, 51, 180, 53)], [rectangle(-180, 51, -178, 53)]
        ),
        "many_vertices": polygon(circle(-100, 35, 5, 9_999)),
        "comb": polygon(comb(1_000)),
    }
)
"""Name to GeoJSON geometry that is valid and within the limits."""

BAD: Mapping[str, tuple[dict[str, object], int | None, int | None, str]] = MappingProxyType(
    {
        "bow_tie": (
            polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]),
            0,
            0,
            "two edges cross or overlap at longitude 1, latitude 1",
        ),
        "spike": (
            polygon([(0, 0), (4, 0), (4, 4), (4, 9), (4, 4), (0, 4), (0, 0)]),
            0,
            2,
            "two edges cross or overlap",
        ),
        "figure_of_eight": (
            polygon([(0, 0), (1, 1), (2, 0), (2, 2), (1, 1), (0, 2), (0, 0)]),
            0,
            0,
            "the ring touches itself at longitude 1",
        ),
        "flat": (polygon([(0, 0), (1, 1), (2, 2), (0, 0)]), None, None, ""),
        "open": (polygon([(0, 0), (1, 0), (1, 1), (0, 1)]), 0, 3, "ends at 0, 1, expected its start 0, 0"),
        "three_positions": (polygon([(0, 0), (1, 0), (0, 0)]), 0, None, "3 positions, expected at least 4"),
        "no_positions": (polygon([]), 0, None, "0 positions"),
        "repeated_position": (
            polygon([(0, 0), (1, 0), (1, 0), (1, 1), (0, 0)]),
            0,
            2,
            "position 1, 0 is repeated",
        ),
        "all_one_position": (polygon([(5, 5)] * 4), 0, 1, "position 5, 5 is repeated"),
        "hole_outside": (
            polygon(rectangle(0, 0, 1, 1), rectangle(5, 5, 6, 6)),
            1,
            None,
            "a hole lies outside its outer ring",
        ),
        "hole_crossing_the_shell": (
            polygon(rectangle(0, 0, 2, 2), rectangle(1, 1, 3, 3)),
            0,
            None,
            "two edges cross or overlap",
        ),
        "hole_in_a_hole": (
            polygon(rectangle(0, 0, 9, 9), rectangle(1, 1, 8, 8), rectangle(2, 2, 7, 7)),
            None,
            None,
            "within another hole",
        ),
        "hole_equal_to_the_shell": (polygon(rectangle(0, 0, 2, 2), rectangle(0, 0, 2, 2)), None, None, ""),
        "cut_in_two_by_holes": (
            polygon(rectangle(0, 0, 4, 4), [(0, 2), (2, 1), (4, 2), (2, 3), (0, 2)]),
            None,
            None,
            "into pieces",
        ),
        "overlapping_parts": (
            multipolygon([rectangle(0, 0, 2, 2)], [rectangle(1, 1, 3, 3)]),
            None,
            None,
            "two edges cross or overlap",
        ),
        "part_in_a_part": (
            multipolygon([rectangle(0, 0, 9, 9)], [rectangle(1, 1, 2, 2)]),
            None,
            None,
            "lies within another",
        ),
        "across_the_antimeridian": (
            polygon([(179, 51), (-179, 51), (-179, 53), (179, 53), (179, 51)]),
            0,
            1,
            "more than 180 degrees",
        ),
        "latitude_first": (
            polygon([(31, -106), (32, -106), (32, -105), (31, -106)]),
            0,
            0,
            "latitude is -106",
        ),
        "longitude_500": (polygon([(500, 0), (501, 0), (501, 1), (500, 0)]), 0, 0, "longitude is 500"),
        "latitude_900": (polygon([(0, 0), (1, 900), (1, 1), (0, 0)]), 0, 1, "latitude is 900"),
        "not_a_number": (polygon([(0, 0), (1, math.nan), (1, 1), (0, 0)]), 0, 1, "not a finite number"),
        "infinite": (polygon([(0, 0), (math.inf, 0), (1, 1), (0, 0)]), 0, 1, "not a finite number"),
        "altitudes": (
            {"type": "Polygon", "coordinates": [[[0, 0, 5], [1, 0, 5], [1, 1, 5], [0, 0, 5]]]},
            0,
            0,
            "3 values",
        ),
        "one_number": ({"type": "Polygon", "coordinates": [[[0], [1], [2], [0]]]}, 0, 0, "1 values"),
        "text_for_a_number": (
            {"type": "Polygon", "coordinates": [[["0", 0], [1, 0], [1, 1], ["0", 0]]]},
            0,
            0,
            "longitude is text",
        ),
        "true_for_a_number": (
            {"type": "Polygon", "coordinates": [[[0, True], [1, 0], [1, 1], [0, True]]]},
            0,
            0,
            "true or false",
        ),
        "a_ring_too_few": (
            {"type": "Polygon", "coordinates": [[0, 0], [1, 0], [1, 1], [0, 0]]},
            0,
            0,
            "a number",
        ),
        "coordinates_missing": ({"type": "Polygon"}, None, None, "nothing, expected a list"),
        "coordinates_empty": ({"type": "Polygon", "coordinates": []}, None, None, "no ring"),
        "multipolygon_empty": ({"type": "MultiPolygon", "coordinates": []}, None, None, "no ring"),
        "an_empty_part": ({"type": "MultiPolygon", "coordinates": [[]]}, None, None, "no ring"),
        "coordinates_an_object": ({"type": "Polygon", "coordinates": {"0": 0}}, None, None, "an object"),
        "with_a_crs": (
            {**polygon(EL_PASO), "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}},
            None,
            None,
            "names a CRS",
        ),
        "feature": ({"type": "Feature", "geometry": polygon(EL_PASO)}, None, None, "'Feature'"),
        "collection": (
            {"type": "GeometryCollection", "geometries": [polygon(EL_PASO)]},
            None,
            None,
            "'GeometryCollection'",
        ),
        "point": ({"type": "Point", "coordinates": [0, 0]}, None, None, "'Point'"),
        "type_missing": ({"coordinates": polygon(EL_PASO)["coordinates"]}, None, None, "'None'"),
        "too_many_vertices": (polygon(circle(0, 0, 5, 10_000)), 0, None, "more than 10,000 vertices"),
        "too_many_rings": (
            {"type": "Polygon", "coordinates": [[]] * 10_001},
            10_000,
            None,
            "more than 10,000 vertices",
        ),
    }
)
"""Name to GeoJSON geometry, the ring and vertex that the refusal names (if it must), and words of it."""
