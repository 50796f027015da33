"""Shapes whose boundary is long, and a plan of many shapes of which one changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from shapely import Polygon

from benchmarks.clock import clocked, in_words
from benchmarks.figures import Figure
from benchmarks.made_shapes import moved, random_shapes, spiky, star
from benchmarks.rows import Made

_PLAN = 150
_MOVES = 20
_REPEATS = 7
Count = Callable[[Polygon], int]


def hard_shapes(part: str, made: Made, count: Count) -> list[Figure]:
    """5,000 vertices over a region, and 500 spikes over half the country; each time counted anew."""
    places = made.columns.lon[::1000], made.columns.lat[::1000]
    place = (float(np.median(places[0])), float(np.median(places[1])))
    hard = {
        "5,000 vertices, 5 degrees across": star(np.random.default_rng(9), place, 5_000, 2.5),
        "500 spikes, 24 degrees across": spiky(place, 500, 12, 2.5),
    }
    figures = []
    for label, shape in hard.items():
        east = [
            Polygon(np.asarray(shape.exterior.coords) + np.array([1e-4 * number, 0]))
            for number in range(_REPEATS)
        ]
        took = [clocked(lambda one=one: count(one))[0] for one in east]
        figures.append(Figure(part=part, label=f"{label}: borderops", words=in_words(took[1:])))
    return figures


def moved_vertex(part: str, made: Made, count: Count) -> list[Figure]:
    """All totals of a plan after one vertex of one of its shapes moved, and counted all anew.

    *First* is the first move of a shape that was counted long before; *dragged on* the next ones.
    """
    plan = random_shapes(np.random.default_rng(4), made.columns, _PLAN)
    anew, _ = clocked(lambda: [count(shape) for shape in plan])
    first, on = [], []
    for number in range(_MOVES):
        for took in (first, on):
            plan[number] = moved(plan[number])
            took.append(clocked(lambda: [count(shape) for shape in plan])[0])
    return [
        Figure(part=part, label=f"a plan of {_PLAN} shapes: {label}", words=in_words(took))
        for label, took in (
            ("counted anew", [anew]),
            ("first move of a vertex", first),
            ("dragged on", on),
        )
    ]
