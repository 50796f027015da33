"""Colours keep their order without hue, stand out from the ground, and tell marks of one shape apart."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from layers.base import Group, Kind, Layer
from layers.discovery import discover
from layers.palette import BALANCE, GROUNDS, Ramp
from tests.layers.colour_vision import contrast, difference, luminance

THEMES_FILE = Path(__file__).parents[2] / "dashboard" / "map" / "src" / "themes.ts"
THEMES = ("dark", "light", "contrast")
RAMPS = {layer.style.ramp.key: layer.style.ramp for layer in discover()}
FILLS = {key: ramp for key, ramp in RAMPS.items() if len(ramp.dark) > 1}
SINGLES = {key: ramp for key, ramp in RAMPS.items() if len(ramp.dark) == 1}
EVERY_SHAPE = {"circle", "triangle", "triangle-down", "square", "diamond"} | {
    "star",
    "pentagon",
    "hexagon",
    "cross",
    "ring",
}
TOLD_APART = 14.0
"""Distance in CIELAB at which two marks of one shape are told apart; 2.3 is just noticeable side by side."""


def of_theme(ramp: Ramp, theme: str) -> tuple[str, ...]:
    colours: tuple[str, ...] = getattr(ramp, theme)
    return colours


def families() -> dict[str, list[Layer]]:
    """Layers of points by what they show: all crossings are of the same ports."""
    found: dict[str, list[Layer]] = {}
    for layer in discover():
        if layer.kind is Kind.POINTS:
            found.setdefault("ports" if layer.style.ramp.key == "brass" else layer.key, []).append(layer)
    return found


@pytest.mark.parametrize("ramp", FILLS.values(), ids=FILLS)
def test_lightness_rises_on_dark_grounds_and_falls_on_light_ones(ramp: Ramp) -> None:
    for colours, direction in ((ramp.dark, 1), (ramp.contrast, 1), (ramp.light, -1)):
        steps = [direction * luminance(colour) for colour in colours]
        assert steps == sorted(steps)
        assert all(b - a > 0.008 for a, b in pairwise(steps))


@pytest.mark.parametrize("ramp", FILLS.values(), ids=FILLS)
def test_neighbouring_classes_are_told_apart_by_every_kind_of_colour_vision(ramp: Ramp) -> None:
    for theme in THEMES:
        assert all(difference(a, b) > 8 for a, b in pairwise(of_theme(ramp, theme)))


@pytest.mark.parametrize("ramp", FILLS.values(), ids=FILLS)
def test_the_lowest_class_is_seen_and_the_highest_stands_out_from_home_land(ramp: Ramp) -> None:
    for theme in THEMES:
        colours, ground = of_theme(ramp, theme), GROUNDS[theme][0]
        assert contrast(colours[0], ground) > 1.19
        assert contrast(colours[-1], ground) > 7


@pytest.mark.parametrize("ramp", SINGLES.values(), ids=SINGLES)
def test_marks_and_outlines_stand_out_from_every_ground(ramp: Ramp) -> None:
    for theme in THEMES:
        for ground in GROUNDS[theme]:
            assert contrast(of_theme(ramp, theme)[0], ground) >= 3, (theme, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_a_change_is_as_strong_down_as_up_and_stronger_the_larger_it_is(theme: str) -> None:
    colours, ground = of_theme(BALANCE, theme), GROUNDS[theme][0]
    down, up = colours[2::-1], colours[3:]
    for arm in (down, up):
        strength = [contrast(colour, ground) for colour in arm]
        assert strength == sorted(strength)
        assert strength[0] > 1.5
    for less, more in zip(down, up, strict=True):
        assert 0.75 < contrast(less, ground) / contrast(more, ground) < 1.35
        assert difference(less, more) > TOLD_APART


@pytest.mark.parametrize("ramp", [*RAMPS.values(), BALANCE], ids=[*RAMPS, BALANCE.key])
def test_the_themes_have_the_same_number_of_classes(ramp: Ramp) -> None:
    assert len(ramp.dark) == len(ramp.light) == len(ramp.contrast)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_of_one_shape_differ_in_colour_for_every_kind_of_colour_vision(theme: str) -> None:
    marks = {
        (family, shape, of_theme(layer.style.ramp, theme)[0])
        for family, members in families().items()
        for layer in members
        for _, shape in layer.style.shapes
    }
    for (family, shape, colour), (other, other_shape, other_colour) in combinations(sorted(marks), 2):
        if family != other and shape == other_shape:
            assert difference(colour, other_colour) >= TOLD_APART, (family, other, shape)


def test_programmes_of_the_same_towns_have_a_shape_of_their_own() -> None:
    at_home = [
        layer
        for layer in discover()
        if layer.group is Group.PROGRAMMES and layer.kind is Kind.POINTS and layer.key != "overseas_posts"
    ]
    shapes = [shape for layer in at_home for _, shape in layer.style.shapes]
    assert len(set(shapes)) == len(shapes)


def test_every_class_of_point_has_a_shape_that_the_map_can_draw() -> None:
    for layer in discover():
        if layer.points:
            shapes = dict(layer.style.shapes)
            assert set(layer.points().classes) <= set(shapes), layer.key
            assert set(shapes.values()) <= EVERY_SHAPE, layer.key


def test_the_grounds_are_those_of_the_base_map() -> None:
    text = THEMES_FILE.read_text(encoding="utf-8")
    for theme, grounds in GROUNDS.items():
        block = re.search(rf"const {theme.upper()}: Palette = \{{(.*?)\}};", text, re.DOTALL)
        assert block
        found = [re.search(rf'\b{name}: "(#\w+)"', block[1]) for name in ("home", "land", "water")]
        assert tuple(match[1] for match in found if match) == grounds
