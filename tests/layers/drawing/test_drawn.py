"""Maps as vectors: what is drawn, how large it is, and that names and borders are clean."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
import shapely

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Form
from data.errors import QuestionError
from data.roles import LOCAL_ACTOR
from layers.discovery import discover
from layers.drawing.drawn import draw_map
from layers.drawing.picture import Area, Label, Line, Mark, Picture, Theme
from layers.drawing.viewed import Eye, PlanRegion, Viewed

WHOLE = Filter(first=date(2025, 1, 1), last=date(2025, 12, 1))
TUCSON = Filter(regions=("sector:tucson",))


def drawn(
    gate: Gate, *layers: str, theme: Theme = Theme.DARK, form: Form = Form.COUNT, **rest: object
) -> Picture:
    view = Viewed(
        layers=tuple((key, 100) for key in layers),
        form=form,
        filter=rest.pop("filter", Filter()),
        eye=rest.pop("eye", None),
    )
    sizes = {"width": 1000.0, "height": 600.0, "size": 26.0, **rest}
    return draw_map(gate, LOCAL_ACTOR, view, theme=theme, **sizes)


def areas(picture: Picture) -> list[Area]:
    return [shape for shape in picture.shapes if isinstance(shape, Area)]


@pytest.mark.parametrize("asked", discover(), ids=lambda found: found.key)
def test_every_layer_can_be_drawn_with_its_papers(asked: object, whole_gate: Gate) -> None:
    picture = drawn(whole_gate, asked.key)
    assert [part.title for part in picture.legend] != [""]
    (part,) = picture.legend
    assert part.source
    assert part.note
    assert part.swatches
    assert asked.title in picture.alt
    assert picture.shapes


def test_fills_are_those_of_the_legend(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "sectors")
    fills = {(area.fill, area.is_hatched) for area in areas(picture) if area.name}
    assert fills
    assert fills <= {(swatch.fill, swatch.is_hatched) for swatch in picture.legend[0].swatches}


def test_small_counts_are_hatched_and_never_a_number(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "counties")
    hidden = [swatch for swatch in picture.legend[0].swatches if "<10" in swatch.words]
    assert [swatch.is_hatched for swatch in hidden] == [True]
    assert any(area.is_hatched and area.fill == hidden[0].fill for area in areas(picture))


def test_synthetic_layers_say_so_and_published_ones_do_not(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "ports_of_entry", "sectors")
    assert [part.is_synthetic for part in picture.legend] == [False, True]


def test_neighbours_share_one_border_after_simplification(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "states")
    filled = [area for area in areas(picture) if area.name]
    shapes = [shapely.make_valid(shapely.Polygon(ring)) for area in filled for ring in area.rings]
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes), rel=2e-3)


def test_the_map_of_all_counties_is_light(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "counties")
    corners = sum(len(ring) for area in areas(picture) for ring in area.rings)
    corners += sum(len(line.points) for line in picture.shapes if isinstance(line, Line))
    assert corners < 60_000


def test_names_touch_neither_each_other_nor_the_edge(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "ports_of_entry")
    labels = [shape for shape in picture.shapes if isinstance(shape, Label)]
    assert len(labels) >= 2
    boxes = []
    for label in labels:
        lines = label.words.split("\n")
        half = max(len(line) for line in lines) * label.size * 0.28, len(lines) * label.size * 0.5
        boxes.append(shapely.box(label.x - half[0], label.y - half[1], label.x + half[0], label.y + half[1]))
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    frame = shapely.box(0, 0, picture.width, picture.height)
    assert all(frame.contains(box) for box in boxes)


def test_marks_grow_by_area_and_differ_in_shape(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "ports_of_entry")
    marks = [shape for shape in picture.shapes if isinstance(shape, Mark)]
    assert len({mark.shape for mark in marks}) >= 3
    assert max(mark.radius for mark in marks) > 3 * min(mark.radius for mark in marks)
    assert {swatch.shape for swatch in picture.legend[0].swatches} >= {mark.shape for mark in marks}


def test_a_filter_of_a_region_fills_the_picture_with_it(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "counties", filter=TUCSON)
    named = [area for area in areas(picture) if area.name]
    corners = np.concatenate([ring for area in named for ring in area.rings])
    assert np.ptp(corners[:, 0]) > 0.75 * picture.width or np.ptp(corners[:, 1]) > 0.75 * picture.height


def test_a_camera_is_where_it_looks(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "ports_of_entry", eye=Eye(lon=-106.45, lat=31.76, zoom=9))
    marks = [shape for shape in picture.shapes if isinstance(shape, Mark)]
    assert any("El Paso" in mark.name for mark in marks)
    assert not any("San Ysidro" in mark.name for mark in marks)


def test_layers_lie_in_the_order_of_the_view(whole_gate: Gate) -> None:
    one = drawn(whole_gate, "states", "ero_areas")
    other = drawn(whole_gate, "ero_areas", "states")
    assert [part.title for part in one.legend] == [part.title for part in reversed(other.legend)]
    assert areas(one)[-1].name != areas(other)[-1].name


def test_changes_in_print_tell_less_from_more_without_colour(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "best_incidents", theme=Theme.PRINT, form=Form.CHANGE, filter=WHOLE)
    swatches = picture.legend[0].swatches
    assert all(swatch.is_hatched for swatch in swatches if swatch.words.startswith("−"))
    assert not any(swatch.is_hatched for swatch in swatches if swatch.words.startswith("+"))


def test_regions_of_a_plan_are_outlined_and_named(whole_gate: Gate) -> None:
    region = PlanRegion(name="Option A", shape=shapely.box(-112, 31.4, -109, 34))
    picture = drawn(whole_gate, "sectors", plan_regions=(region,))
    assert any(area.name == "Option A" and area.fill is None for area in areas(picture))
    assert any("Option A" in shape.words for shape in picture.shapes if isinstance(shape, Label))


def test_the_scale_bar_is_true(whole_gate: Gate) -> None:
    picture = drawn(whole_gate, "states")
    miles = float(picture.scale_words.removesuffix(" mi"))
    # The 48 states are about 2,800 miles across, and fill nearly all of one direction.
    across = 0.94 * picture.width
    tall = 0.94 * picture.height
    per_mile = picture.scale_length / miles
    assert per_mile == pytest.approx(min(across / 2_880, tall / 1_800), rel=0.08)


def test_a_layer_that_there_is_not_is_refused(whole_gate: Gate) -> None:
    with pytest.raises(QuestionError, match="layer is 'nothing'"):
        drawn(whole_gate, "nothing")
