"""The lines between counties that the desk draws between regions: each border once, from end to end."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from dashboard.api.plan_lines import county_lines
from data.geography.counties import counties
from data.plans.county_links import county_neighbours


@pytest.fixture(scope="module")
def lines() -> dict[str, list[list[int]]]:
    sent: dict[str, list[list[int]]] = json.loads(json.dumps(dict(county_lines())))
    return sent


def test_every_two_counties_that_touch_have_a_line_and_no_others(lines: dict[str, list[list[int]]]) -> None:
    fips = counties()["fips"].tolist()
    drawn = {
        frozenset((fips[one], fips[other]))
        for one, other in zip(lines["first"], lines["second"], strict=True)
    }
    touching = {frozenset((one, other)) for one, others in county_neighbours().items() for other in others}
    assert drawn == touching


def test_a_line_lies_on_the_border_of_both_of_its_counties(lines: dict[str, list[list[int]]]) -> None:
    shapes = counties().geometry.to_numpy()
    for at in range(0, len(lines["lines"]), 997):
        line = shapely.LineString(np.cumsum(np.array(lines["lines"][at]).reshape(-1, 2), axis=0) / 2_000)
        for side in ("first", "second"):
            border = shapes[lines[side][at]].boundary
            assert shapely.hausdorff_distance(line, shapely.intersection(border, line.buffer(0.02))) < 0.05
            assert all(border.distance(shapely.Point(corner)) < 0.002 for corner in line.coords)
