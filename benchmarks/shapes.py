"""``python -m benchmarks.shapes``: exact counts in random shapes, against peers in the same run.

Every shape is new to the engine, so nothing comes from its memory; ours gives the counts by
category, component, mode and month, a peer the total alone. Totals are compared on every shape
that a peer gets.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import shapely
from shapely import Polygon

from benchmarks.figures import Figure
from benchmarks.report import print_table
from benchmarks.shape_peers import Choice, Peer, peers
from data.answers.calendar import month_start
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex
from data.answers.shape_counts import ShapeCounts
from data.index.segment import Columns
from data.intake.indexing import segment_columns
from data.intake.store import Store
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

SHAPE_ROWS = 10_000_000
_SHAPES = 200
_PLAN = 150
_AXES = (Axis.TOTAL, Axis.CATEGORY, Axis.COMPONENT, Axis.MODE, Axis.MONTH)
_OURS = "borderops, all breakdowns"
_DEGREES_A_KM = 1 / 111.2
_MONTHS = (2019 * 12, 2026 * 12)
Random = np.random.Generator
Timed = dict[str, list[float]]
"""Milliseconds of each shape, by who counted."""
Made = TypeVar("Made")


def run(store: Path, shape_rows: int = SHAPE_ROWS) -> list[Figure]:
    """Figures at the rows of the store, and at so many clustered points made for the purpose."""
    few, figures = _measured(_stored(store))
    many, more = _measured(clustered(np.random.default_rng(1), shape_rows))
    growth = [
        Figure(
            part="Shapes: growth of the median, many incidents over few",
            label=name,
            words=f"{statistics.median(many[name]) / statistics.median(few[name]):.1f}",
        )
        for name in few
    ]
    return [*figures, *more, *growth]


def random_shapes(random: Random, columns: Columns, number: int) -> list[Polygon]:
    """Stars of 5 to 500 vertices and 10 to 1,000 km across, around incidents."""
    rows = random.integers(0, len(columns.lon), number)
    vertices = (5 * 100 ** random.uniform(size=number)).astype(int)
    radius = 5 * 100 ** random.uniform(size=number) * _DEGREES_A_KM
    return [
        _star(random, (columns.lon[row], columns.lat[row]), corners, reach)
        for row, corners, reach in zip(rows, vertices, radius, strict=True)
    ]


def clustered(random: Random, rows: int) -> Columns:
    """So many made-up incidents: 200 clusters of all densities along the border, a tenth anywhere."""
    centres = np.stack([random.uniform(-117, -97, 200), random.uniform(26, 33, 200)])
    spread = 10 ** random.uniform(-2, 0, 200)
    at = random.integers(0, 200, rows)
    lon, lat = centres[:, at] + random.normal(0, 1, (2, rows)) * spread[at]
    anywhere = random.uniform(size=rows) < 0.1
    lon[anywhere], lat[anywhere] = random.uniform([[-124], [25]], [[-67], [49]], (2, int(anywhere.sum())))
    return Columns(
        lon=np.round(lon, 5),
        lat=np.round(lat, 5),
        month=random.integers(*_MONTHS, rows, np.uint16),
        category=random.integers(0, len(CATEGORIES), rows, np.uint8),
        component=random.integers(0, len(COMPONENTS), rows, np.uint8),
        mode=random.integers(0, len(MODES), rows, np.uint8),
        county=(np.floor(lon * 2) * 100 + np.floor(lat * 2) + 50_000).astype(np.int32),
    )


def _stored(store: Path) -> Columns:
    """Stored incidents, those that later rows supersede too."""
    parts = [segment_columns(path) for path in Store.open(store).current().incident_paths]
    names = [field.name for field in fields(Columns)]
    return Columns(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def _measured(columns: Columns) -> tuple[Timed, list[Figure]]:
    """The times without a filter, and all figures over these incidents."""
    rows = len(columns.lon)
    part = f"Shapes: {rows:,} incidents"
    took, index = _clocked(partial(IncidentIndex.over, columns))
    counts = ShapeCounts(index)
    size = f"{took / 1000:.1f} s, {index.nbytes / rows:.1f} bytes a row"
    figures = [Figure(part=part, label="index", words=size)]
    others = peers(columns)
    unfiltered: Timed = {}
    choices = (
        Choice(label="no filter"),
        Choice(label="one month", column="month", code=int(np.median(columns.month))),
        Choice(label="one category", column="category", code=0),
    )
    for seed, choice in enumerate(choices):
        shapes = random_shapes(np.random.default_rng(seed), columns, _SHAPES)
        timed = _timed(counts, shapes, choice, others)
        figures += [
            Figure(part=part, label=f"{choice.label}: {name}", words=_words(took))
            for name, took in timed.items()
        ]
        unfiltered = unfiltered or timed
    return unfiltered, [*figures, *_hard(part, counts, columns), _moved_vertex(part, counts, columns)]


def _timed(
    counts: ShapeCounts, shapes: Sequence[Polygon], choice: Choice, others: Mapping[str, Peer]
) -> Timed:
    timed: Timed = {_OURS: [], **{name: [] for name in others}}
    for number, shape in enumerate(shapes):
        took, total = _clocked(partial(_all_breakdowns, counts, shape, _filter(choice)))
        timed[_OURS].append(took)
        for name, peer in others.items():
            if number % peer.every == 0:
                took, found = _clocked(partial(peer.count, shapely.force_2d(shape), choice))
                timed[name].append(took)
                assert found == total, f"{name} counts {found} in shape {number}, ours {total}"
    return timed


def _hard(part: str, counts: ShapeCounts, columns: Columns) -> list[Figure]:
    """Shapes whose boundary is long."""
    random = np.random.default_rng(9)
    place = (float(np.median(columns.lon)), float(np.median(columns.lat)))
    turns = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    spikes = np.where(np.arange(500) % 2, 12.0, 2.5)[:, None]
    hard = {
        "5,000 vertices, 5 degrees across": _star(random, place, 5_000, 2.5),
        "500 spikes, 24 degrees across": Polygon(
            np.stack([np.cos(turns), np.sin(turns)], axis=1) * spikes + place
        ),
    }
    figures = []
    for label, shape in hard.items():
        took = [_clocked(partial(_all_breakdowns, counts, _moved(shape), Filter()))[0] for _ in range(5)]
        figures.append(Figure(part=part, label=f"{label}: {_OURS}", words=_words(took)))
    return figures


def _moved_vertex(part: str, counts: ShapeCounts, columns: Columns) -> Figure:
    """All totals of a plan after one vertex of one of its shapes moved; the others are remembered."""
    plan = random_shapes(np.random.default_rng(4), columns, _PLAN)
    took = []
    for number in range(21):
        plan[number] = _moved(plan[number])
        took.append(_clocked(lambda: [_all_breakdowns(counts, shape, Filter()) for shape in plan])[0])
    return Figure(part=part, label=f"a plan of {_PLAN} shapes, one vertex moved", words=_words(took[1:]))


def _moved(shape: Polygon) -> Polygon:
    """The polygon with its first vertex moved by up to 1 cm."""
    ring = shapely.get_coordinates(shape)
    ring[[0, -1]] += time.perf_counter_ns() % 1000 * 1e-10
    return Polygon(ring)


def _all_breakdowns(counts: ShapeCounts, shape: Polygon, chosen: Filter) -> int:
    """The total, after every breakdown was made."""
    inside = counts.inside(shape)
    counted = {axis: inside.grouped(axis, chosen) for axis in _AXES}
    return counted[Axis.TOTAL][0]


def _filter(choice: Choice) -> Filter:
    if choice.column == "month":
        return Filter(first=month_start(choice.code), last=month_start(choice.code))
    return Filter(categories=(CATEGORIES[choice.code],)) if choice.column else Filter()


def _star(random: Random, centre: tuple[float, float], corners: int, reach: float) -> Polygon:
    turns = (np.arange(corners) + random.uniform(size=corners)) * 2 * np.pi / corners
    away = reach * random.uniform(0.5, 1, corners)
    return Polygon(np.stack([np.cos(turns), np.sin(turns)], axis=1) * away[:, None] + centre)


def _clocked(work: Callable[[], Made]) -> tuple[float, Made]:
    """Milliseconds that the work took, and what it made."""
    start = time.perf_counter()
    made = work()
    return (time.perf_counter() - start) * 1000, made


def _words(took: Sequence[float]) -> str:
    """Median and 95th percentile (nearest rank), to a tenth of a millisecond."""
    ordered = sorted(took)
    at_95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return f"p50 {statistics.median(ordered):,.1f} ms, p95 {at_95:,.1f} ms (n = {len(ordered)})"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--shape-rows", type=int, default=SHAPE_ROWS, help="made-up incidents in memory")
    arguments = parser.parse_args()
    print_table(run(arguments.store, arguments.shape_rows), f"Store {arguments.store}")


if __name__ == "__main__":
    main()
