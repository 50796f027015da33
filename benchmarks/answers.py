"""``python -m benchmarks.answers``: how long the gate takes for each breakdown, over one store.

Every question is new to the gate, so nothing comes from its memory of answers. Loading the
version and what is measured once a process (areas, border miles, reach) are told apart.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, spread
from benchmarks.report import print_table
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Cell, Form, Question
from data.intake.store import Store
from data.reference.taxonomy import CATEGORIES
from data.roles import LOCAL_ACTOR
from data.settings import Settings

_PART = "Answers"
_COUNTY = {"by": By.REGION, "region_set": "county"}
_CELLS = {"by": By.CELL, "level": 12}
_LEVEL = 9
_BREAKDOWNS: Mapping[str, Mapping[str, Any]] = {
    "total": {},
    "by month": {"by": By.MONTH},
    "by category": {"by": By.CATEGORY},
    "by component": {"by": By.COMPONENT},
    "by sector": {"by": By.REGION, "region_set": "sector"},
    "by county": _COUNTY,
    "by reach": {"by": By.REACH},
    "by cell, level 9": {"by": By.CELL, "level": _LEVEL},
    "by cell, level 12": _CELLS,
    "per area by county": {**_COUNTY, "form": Form.PER_AREA},
    "change by county": {**_COUNTY, "form": Form.CHANGE},
    "change by cell, level 12": {**_CELLS, "form": Form.CHANGE},
}
_RESTRICTIONS: tuple[Mapping[str, Any], ...] = (
    {},
    {"categories": CATEGORIES[:3]},
    {"components": ("CBP-USBP",)},
    {"regions": ("sector:tucson",)},
    {"regions": ("best:el-paso",), "modes": ("road",)},
)


def run(store: Path) -> list[Figure]:
    """Median and 95th percentile of ``Gate.ask`` for each breakdown of incidents, and of the history."""
    gate = Gate(Store.open(store), Settings(store=store))
    load = _milliseconds(lambda: gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter())))
    figures = [Figure(part=_PART, label="load a version, first answer", words=spread([load]))]
    codes = gate.cells(LOCAL_ACTOR, Filter(), _LEVEL).codes
    one_cell = {"by": By.MONTH, "cell": Cell(level=_LEVEL, code=int(codes[len(codes) // 2]))}
    for label, parts in {**_BREAKDOWNS, "of one cell by month": one_cell}.items():
        figures.append(Figure(part=_PART, label=f"incidents {label}", words=spread(_took(gate, parts))))
    return [*figures, _history(gate)]


def _took(gate: Gate, parts: Mapping[str, Any]) -> list[float]:
    """Milliseconds of each question but the first, which may have to measure regions."""
    questions = [Question(measure="incidents", filter=filter_, **parts) for filter_ in _filters()]
    took = [_milliseconds(partial(gate.ask, LOCAL_ACTOR, question)) for question in questions]
    return took[1:]


def _history(gate: Gate) -> Figure:
    chosen = [Question(measure="incidents", filter=filter_) for filter_ in _filters()[:10]]
    took = [_milliseconds(partial(gate.history, LOCAL_ACTOR, question)) for question in chosen]
    return Figure(part=_PART, label="history of a total, old versions scanned", words=spread(took))


def _filters() -> list[Filter]:
    """Half years with the restrictions that people set."""
    return [
        Filter(first=date(year, month, 1), last=date(year, month + 5, 1), **restriction)
        for year in range(2020, 2026)
        for month in (1, 4, 7)
        for restriction in _RESTRICTIONS
    ]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    arguments = parser.parse_args()
    print_table(run(arguments.store), f"Store {arguments.store}")


if __name__ == "__main__":
    main()
