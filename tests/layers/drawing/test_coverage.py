"""Counties of a map: simplified together and once: sizes share them, and neighbours keep one border."""

from __future__ import annotations

import pytest
import shapely

from data.answers.filters import Filter
from data.geography.regions import region_set
from layers.drawing import coverage
from layers.drawing.coverage import Shapes, home_shape, region_shapes, sketch
from layers.drawing.frame import NATION, Frame, frames_of, projected, projected_counties
from layers.drawing.viewed import Viewed


def nation(width: float, height: float) -> Frame:
    return frames_of(Viewed(layers=(("sectors", 1.0),), filter=Filter()), width, height)[0]


def test_the_sketch_is_a_sound_coverage_of_the_same_ground() -> None:
    rough, fine = projected(sketch(), NATION), projected_counties(NATION)
    assert len(rough) == len(fine)
    assert shapely.get_num_coordinates(rough).sum() < shapely.get_num_coordinates(fine).sum() / 8
    assert not shapely.is_empty(rough).any()
    area, whole = shapely.area(rough).sum(), shapely.area(fine).sum()
    assert abs(area / whole - 1) < 0.001


def test_maps_of_several_sizes_share_what_was_simplified(monkeypatch: pytest.MonkeyPatch) -> None:
    for width, height in ((1132.0, 573.0), (740.0, 370.0)):
        region_shapes("sector", nation(width, height))
    calls: list[int] = []
    simplify = shapely.coverage_simplify

    def counted(shapes: Shapes, tolerance: float) -> Shapes:
        calls.append(len(shapes))
        found: Shapes = simplify(shapes, tolerance)
        return found

    monkeypatch.setattr(coverage.shapely, "coverage_simplify", counted)
    for width, height in ((1134.0, 573.0), (741.0, 371.0), (739.0, 369.0)):
        region_shapes("sector", nation(width, height))
    assert calls == []


def test_neighbours_keep_one_border_and_cover_what_the_nation_covers() -> None:
    frame = nation(740, 370)
    shapes = [shape for shape in region_shapes("best", frame) if not shape.is_empty]
    assert len(shapes) > 20
    together = shapely.union_all(shapes)
    assert abs(together.area / sum(shape.area for shape in shapes) - 1) < 0.001
    home = home_shape(frame)
    assert shapely.intersection(together, home).area / home.area > 0.99


def test_a_map_of_one_region_is_finer_than_the_sketch() -> None:
    region = region_set("best").regions[0]
    view = Viewed(layers=(("best_regions", 1.0),), filter=Filter(regions=(region.id,)))
    frame = frames_of(view, 540, 400)[0]
    chosen = [shape for shape in region_shapes("best", frame) if not shape.is_empty]
    assert shapely.get_num_coordinates(chosen).max() > 200
