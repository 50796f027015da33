"""Memory of a process that answers shapes: its own, and mapped pages that the system may drop."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import psutil

from benchmarks.figures import Figure
from benchmarks.made_shapes import random_shapes
from benchmarks.rows import made_up
from data.answers.counting import Axis
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex, Part
from data.answers.tally import Tally

_SHAPES = 200


def run(rows: Sequence[int]) -> list[Figure]:
    """Figures at each number of made-up incidents, each in a process of its own."""
    figures = []
    for number in rows:
        command = [sys.executable, "-m", "benchmarks.resident", str(number)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        words = f"{found['own'] / 1e9:.2f} GB of its own and {found['mapped'] / 1e9:.2f} GB mapped"
        label = f"{number:,} incidents: tally made, {_SHAPES} shapes counted"
        figures.append(Figure(part="Memory of a serving process", label=label, words=words))
    return figures


def _used(rows: int) -> dict[str, int]:
    made = made_up(rows)
    tally = Tally(IncidentIndex.of(Part(segment=made.segment, sign=1)))
    for shape in random_shapes(np.random.default_rng(0), made.columns, _SHAPES):
        tally.inside(shape).grouped(Axis.TOTAL, Filter())
    memory = psutil.Process().memory_info()
    return {"own": memory.rss - memory.shared, "mapped": memory.shared}


if __name__ == "__main__":
    json.dump(_used(int(sys.argv[1])), sys.stdout)
