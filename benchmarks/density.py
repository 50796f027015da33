"""``python -m benchmarks.density``: counts in the cells of a map, filtered and not, against peers.

Ours is :meth:`Tally.by_cell`, as the map asks it. The made-up counties are squares of half a
degree; those of the box of Arizona get that state's numbers, so that a region is the box.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.clock import Took, clocked, in_words, median_ratio
from benchmarks.figures import Figure
from benchmarks.report import load_average, print_table
from benchmarks.rows import Made, made_up
from benchmarks.shapes import PEER_PYTHON
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex, Part
from data.answers.tally import Tally
from data.geography.regions import counties_of
from data.index.segment import Segment
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS

_FAR = Path(__file__).with_name("far_density.py")
_ARIZONA = (-115.0, 31.0, -109.0, 37.0)
_REGION = "state:az"
_REPEATS = 7
_FILTERED = Filter(
    first=date(2023, 4, 1), last=date(2025, 6, 1), categories=CATEGORIES[:2], components=COMPONENTS[:1]
)
_CONDITION = f"month BETWEEN {2023 * 12 + 3} AND {2025 * 12 + 5} AND category < 2 AND component = 0"
CELLS = """SELECT cast(floor((lon + 180) / 360 * {side}) AS INTEGER) AS x,
cast(floor((0.5 - ln(tan(pi() / 4 + lat * pi() / 360)) / (2 * pi())) * {side}) AS INTEGER) AS y,
count(*) AS n FROM {source} WHERE {condition} GROUP BY 1, 2"""


Counted = tuple[list[Took], int]
"""What each time took, and the total."""


@dataclass(frozen=True, kw_only=True)
class View:
    """What a map asks for: cells of a level, in a region or everywhere, under a filter."""

    label: str
    level: int
    filter_: Filter
    condition: str


def run(rows: Sequence[int], python: Path = PEER_PYTHON) -> list[Figure]:
    """Figures at each number of made-up incidents."""
    return [figure for number in rows for figure in _measured(made_up(number), python)]


def _views() -> list[View]:
    west, south, east, north = _ARIZONA
    box = f"lon >= {west} AND lon < {east} AND lat >= {south} AND lat < {north}"
    views = []
    for word, chosen, condition in (("all", Filter(), "true"), ("filtered", _FILTERED, _CONDITION)):
        views += [
            View(label=f"nation, level 12, {word}", level=12, filter_=chosen, condition=condition),
            View(
                label=f"Arizona, level 15, {word}",
                level=15,
                filter_=replace(chosen, regions=(_REGION,)),
                condition=f"{box} AND {condition}",
            ),
        ]
    return views


def _measured(made: Made, python: Path) -> list[Figure]:
    part = f"Density: {len(made.segment):,} incidents"
    figures = [Figure(part=part, label="load before (1, 5, 15 minutes)", words=load_average())]
    index = IncidentIndex.of(Part(segment=_with_arizona(made.segment), sign=1))
    tally = Tally(index)
    views = _views()
    far = _far(made, views, python)
    connection = duckdb.connect(":memory:", config={"threads": 2})
    for number, view in enumerate(views):
        cells = index.occupied(view.level)
        results = [clocked(partial(tally.by_cell, view.filter_, cells)) for _ in range(_REPEATS + 1)][1:]
        ours, total = [took for took, _ in results], int(results[0][1].sum())
        words = f"{in_words(ours)}; {total:,} rows in {int((results[0][1] > 0).sum()):,} cells"
        figures.append(Figure(part=part, label=f"{view.label}: borderops", words=words))
        sql = CELLS.format(side=1 << view.level, source=f"'{made.parquet}'", condition=view.condition)
        peers = {f"duckdb {duckdb.__version__}": _by_duckdb(connection, sql)}
        peers |= {name: found[number] for name, found in far.items()}
        for name, (took, counted) in peers.items():
            assert counted == total, f"{name} counts {counted} in {view.label}, ours {total}"
            words = f"{in_words(took)}; {median_ratio(took, ours[: len(took)]):,.1f} times ours"
            figures.append(Figure(part=part, label=f"{view.label}: {name}", words=words))
    return figures


def _by_duckdb(connection: duckdb.DuckDBPyConnection, sql: str) -> Counted:
    results = [clocked(lambda: connection.execute(sql).fetchnumpy()) for _ in range(3)]
    return [took for took, _ in results], int(results[0][1]["n"].sum())


def _with_arizona(segment: Segment) -> Segment:
    """The segment whose squares in the box of Arizona are, by turns, that state's counties."""
    east, north = np.divmod(segment.county - 50_000, 100)
    west_x, south_y, east_x, north_y = (int(2 * degrees) for degrees in _ARIZONA)
    is_in = (east >= west_x) & (east < east_x) & (north >= south_y) & (north < north_y)
    numbers = np.array(sorted(int(fips) for fips in counties_of((_REGION,))), np.int32)
    county = np.where(is_in, numbers[(east + north) % len(numbers)], segment.county)
    return replace(segment, county=county.astype(np.int32))


def _far(made: Made, views: Sequence[View], python: Path) -> Mapping[str, list[Counted]]:
    """Name to times and total of each view, of the peers of the bench's own Python."""
    if not python.is_file():
        return {}
    job = {
        "parquet": str(made.parquet.resolve()),
        "cells": CELLS,
        "views": [{"level": view.level, "condition": view.condition} for view in views],
    }
    with tempfile.TemporaryDirectory() as folder:
        asking, answering = Path(folder) / "job.json", Path(folder) / "answer.json"
        asking.write_text(json.dumps(job), encoding="utf-8")
        subprocess.run([str(python), str(_FAR), str(asking), str(answering)], check=True)
        answer = json.loads(answering.read_text(encoding="utf-8"))
    return {name: [_counted(one) for one in found] for name, found in answer.items()}


def _counted(found: Mapping[str, Any]) -> Counted:
    pairs = zip(found["wall_ms"], found["cpu_ms"], strict=True)
    return [Took(wall_ms=wall, cpu_ms=cpu) for wall, cpu in pairs], found["total"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--peer", type=Path, default=PEER_PYTHON, help="Python of the peers")
    arguments = parser.parse_args()
    print_table(run(arguments.rows, arguments.peer), "Density")


if __name__ == "__main__":
    main()
