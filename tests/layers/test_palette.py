"""Ramps keep their order without hue: lightness runs one way, in each theme."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layers.discovery import discover
from layers.palette import Ramp

RAMPS = {layer.style.ramp.key: layer.style.ramp for layer in discover()}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2, relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ramp", RAMPS.values(), ids=RAMPS)
def test_lightness_rises_on_dark_grounds_and_falls_on_light_ones(ramp: Ramp) -> None:
    for colours, direction in ((ramp.dark, 1), (ramp.contrast, 1), (ramp.light, -1)):
        steps = [direction * luminance(colour) for colour in colours]
        assert steps == sorted(steps)
        assert all(b - a > 0.008 for a, b in pairwise(steps))


@pytest.mark.parametrize("ramp", RAMPS.values(), ids=RAMPS)
def test_the_themes_have_the_same_number_of_classes(ramp: Ramp) -> None:
    assert len(ramp.dark) == len(ramp.light) == len(ramp.contrast)
