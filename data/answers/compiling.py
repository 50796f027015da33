"""``python -m data.answers.compiling``: compile what counting needs, so that no question waits for it.

The compiler keeps its code beside the sources; a second run takes a second.
"""

from __future__ import annotations

import numpy as np
from shapely import box

from data.answers.counting import Axis
from data.answers.filters import Filter
from data.answers.incident_index import IncidentIndex
from data.answers.question import Cell
from data.answers.tally import Tally
from data.index.segment import Columns

_LEVEL = 8


def compile_ahead() -> None:
    """Ask every kind of question of two incidents, types as they are in a store."""
    columns = Columns(
        lon=np.array([-106.5, -106.4]),
        lat=np.array([31.7, 31.8]),
        month=np.array([24_300, 24_301], np.uint16),
        category=np.zeros(2, np.uint8),
        component=np.zeros(2, np.uint8),
        mode=np.zeros(2, np.uint8),
        county=np.array([48_141, 48_141], np.int32),
    )
    tally = Tally(IncidentIndex.over(columns))
    cells = tally.occupied(_LEVEL)
    cell = Cell(level=_LEVEL, code=int(cells.codes[0]))
    for regions in ((), ("state:tx",)):
        chosen = Filter(regions=regions)
        tally.by_cell(chosen, cells)
        for axis in (Axis.TOTAL, Axis.COUNTY):
            tally.grouped(axis, chosen)
            tally.grouped(axis, chosen, cell)
            tally.inside(box(-107, 31, -106.45, 31.75)).grouped(axis, chosen)


if __name__ == "__main__":
    compile_ahead()
