"""``python -m benchmarks.shapes``: exact counts in random shapes, against peers in the same run.

Every shape is new to the engine, so nothing comes from its memory; ours gives the counts by
category, component, mode and month, a peer the total alone. Totals are compared on every shape
that a peer gets.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from shapely import Polygon

from benchmarks.clock import Took, clocked, in_words, median_ratio
from benchmarks.figures import Figure
from benchmarks.hard_shapes import hard_shapes, moved_vertex
from benchmarks.made_shapes import random_shapes
from benchmarks.report import load_average, print_table
from benchmarks.rows import Made, made_up
from benchmarks.shape_peers import INEXACT, Choice, far_peers, near_peers
from data.answers.calendar import month_start
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex, Part
from data.answers.shape_counts import ShapeCounts
from data.reference.taxonomy import CATEGORIES

SHAPE_ROWS = (1_000_000, 10_000_000)
LARGE_ROWS = (*SHAPE_ROWS, 100_000_000)
PEER_PYTHON = Path(".venv/bench/bin/python")
_SHAPES = 200
_PEER_SHAPES = {1_000_000: 100, 10_000_000: 20}
_FEWEST_PEER_SHAPES = 8
"""Of each two hundred, for the slow peers at more rows, so that a run ends."""
_AXES = (Axis.TOTAL, Axis.CATEGORY, Axis.COMPONENT, Axis.MODE, Axis.MONTH)
OURS = "borderops, all breakdowns"
Asked = Sequence[tuple[Choice, Sequence[Polygon]]]


@dataclass(frozen=True, kw_only=True)
class Run:
    """What each took, by name, filter by filter, and in how many shapes an inexact peer differed."""

    took: dict[str, list[Sequence[Took]]] = field(default_factory=dict)
    totals: list[list[int]] = field(default_factory=list)
    differing: dict[str, list[int]] = field(default_factory=dict)


def run(rows: Sequence[int] = SHAPE_ROWS, python: Path = PEER_PYTHON) -> list[Figure]:
    """Figures at each number of made-up incidents, and how the medians grow from one to the next."""
    runs, figures = [], []
    for number in rows:
        measured, more = _measured(made_up(number), python)
        runs.append(measured)
        figures += more
    for few, many, before, after in zip(runs, runs[1:], rows, rows[1:], strict=False):
        part = f"Shapes: growth of the median from {before:,} to {after:,} incidents, processor time"
        figures += [
            Figure(part=part, label=name, words=f"{_growth(few.took[name][0], many.took[name][0]):.1f} times")
            for name in few.took
            if name in many.took
        ]
    return figures


def _growth(few: Sequence[Took], many: Sequence[Took]) -> float:
    """Of the medians over as many shapes of each."""
    shapes = min(len(few), len(many))
    medians = [statistics.median(one.cpu_ms for one in took[:shapes]) for took in (few, many)]
    return medians[1] / medians[0]


def _measured(made: Made, python: Path) -> tuple[Run, list[Figure]]:
    rows = len(made.segment)
    counts = ShapeCounts(IncidentIndex.of(Part(segment=made.segment, sign=1)))
    choices = (
        Choice(label="no filter"),
        Choice(label="one month", column="month", code=2022 * 12 + 6),
        Choice(label="one category", column="category", code=0),
    )
    asked = [
        (choice, random_shapes(np.random.default_rng(seed), made.columns, _SHAPES))
        for seed, choice in enumerate(choices)
    ]
    before = load_average()
    found = Run()
    _count_ours(counts, asked, found)
    shapes = _PEER_SHAPES.get(rows, _FEWEST_PEER_SHAPES)
    _count_near(made, asked, shapes, found)
    if python.is_file():
        _count_far(made, python, asked, shapes, found)
    part = f"Shapes: {rows:,} incidents"
    size = (
        f"{made.index_s:.1f} s, {made.peak_bytes / 1e9:.1f} GB of memory at most; "
        f"{made.index_bytes / rows:.1f} bytes a row stay"
    )
    figures = [
        Figure(part=part, label="load before (1, 5, 15 minutes)", words=before),
        Figure(part=part, label="sort, tree and block counts", words=size),
    ]
    figures += [one for number, choice in enumerate(choices) for one in _figures(part, choice, number, found)]
    count_all = partial(_all_breakdowns, counts, chosen=Filter())
    figures += hard_shapes(part, made, count_all)
    figures += moved_vertex(part, made, count_all)
    return found, figures


def _count_ours(counts: ShapeCounts, asked: Asked, found: Run) -> None:
    found.took[OURS] = []
    for choice, shapes in asked:
        results = [
            clocked(partial(_all_breakdowns, counts, shape, chosen=_filter(choice))) for shape in shapes
        ]
        found.took[OURS].append([took for took, _ in results])
        found.totals.append([total for _, total in results])


def _count_near(made: Made, asked: Asked, shapes: int, found: Run) -> None:
    for name, peer in near_peers(made).items():
        found.took[name] = []
        for (choice, all_shapes), totals in zip(asked, found.totals, strict=True):
            some = all_shapes[: shapes // peer.share]
            results = [clocked(partial(peer.count, shape, choice)) for shape in some]
            found.took[name].append([took for took, _ in results])
            for number, (_, total) in enumerate(results):
                assert total == totals[number], (
                    f"{name} counts {total} in shape {number}, ours {totals[number]}"
                )


def _count_far(made: Made, python: Path, asked: Asked, shapes: int, found: Run) -> None:
    some = [(choice, all_shapes[: shapes // 2]) for choice, all_shapes in asked]
    for name, filters in far_peers(made, python, some).items():
        found.took[name] = [counted.took for counted in filters]
        found.differing[name] = []
        for counted, totals in zip(filters, found.totals, strict=True):
            differences = [abs(one - other) for one, other in zip(counted.totals, totals, strict=False)]
            assert INEXACT in name or not any(differences), f"{name} counts {counted.totals}, ours {totals}"
            found.differing[name].append(sum(differences))


def _figures(part: str, choice: Choice, number: int, found: Run) -> list[Figure]:
    """One line for each counter; peers with how many times our processor time they take."""
    ours = found.took[OURS][number]
    figures = []
    for name, filters in found.took.items():
        words = in_words(filters[number])
        if name != OURS:
            words += f"; {median_ratio(filters[number], ours[: len(filters[number])]):,.0f} times ours"
        if found.differing.get(name, [0] * 3)[number]:
            words += f"; {found.differing[name][number]} rows unlike ours"
        figures.append(Figure(part=part, label=f"{choice.label}: {name}", words=words))
    return figures


def _all_breakdowns(counts: ShapeCounts, shape: Polygon, chosen: Filter) -> int:
    """The total, after every breakdown was made."""
    inside = counts.inside(shape)
    counted: Mapping[Axis, Mapping[int, int]] = {axis: inside.grouped(axis, chosen) for axis in _AXES}
    return counted[Axis.TOTAL][0]


def _filter(choice: Choice) -> Filter:
    if choice.column == "month":
        return Filter(first=month_start(choice.code), last=month_start(choice.code))
    return Filter(categories=(CATEGORIES[choice.code],)) if choice.column else Filter()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SHAPE_ROWS, help="made-up incidents")
    parser.add_argument("--peer", type=Path, default=PEER_PYTHON, help="Python of the peers")
    arguments = parser.parse_args()
    print_table(run(arguments.rows, arguments.peer), f"{os.cpu_count()} cores")


if __name__ == "__main__":
    main()
