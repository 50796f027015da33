"""The index of one segment: its incidents in the order of the curve, ready to be counted.

About twelve bytes a row: place on the lattice (8), word (2), counts before blocks of words, tree,
first rows of cells and of stretches of one county (the rest). All arrays are read-only and may
lie in a memory-mapped file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data.geography.grid import MAX_LEVEL, cell_code, parent
from data.index.lattice import Degrees, Positions, Rows, read_only
from data.index.tree import CURVE_LEVEL, Tree, curve_codes, tree_over
from data.index.word_counts import WordCounts
from data.index.words import Codes, WordShape


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Incidents, one entry each, in any order.

    Degrees in OGC:CRS84; month as year * 12 + month - 1; category, component and mode as
    positions in the vocabularies; county as a number, 0 for none.
    """

    lon: Degrees
    lat: Degrees
    month: Codes
    category: Codes
    component: Codes
    mode: Codes
    county: NDArray[np.int32]

    def take(self, rows: Rows) -> Columns:
        """The incidents at these positions, in their order."""
        return Columns(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Incidents in the order of the curve.

    ``cell_start`` holds the first row of each occupied cell at ``MAX_LEVEL``; ``county_start`` the
    first row of each stretch of rows in one county and ``county`` its number; both starts end with
    the number of rows.
    """

    positions: Positions
    tree: Tree
    words: WordCounts
    shape: WordShape
    cell_start: NDArray[np.uint32]
    county_start: NDArray[np.uint32]
    county: NDArray[np.int32]

    @classmethod
    def of(cls, columns: Columns) -> Segment:
        """The index of these incidents; sorts them where they are not in the order of the curve."""
        codes = curve_codes(columns.lon, columns.lat)
        if np.any(codes[1:] < codes[:-1]):
            order = np.argsort(codes, kind="stable")
            columns, codes = columns.take(order), codes[order]
        positions = Positions.of(columns.lon, columns.lat)
        shape = WordShape.spanning(columns.month)
        words = shape.words(columns.month, columns.category, columns.component, columns.mode)
        county_start = _starts(columns.county)
        return cls(
            positions=positions,
            tree=tree_over(positions, codes),
            words=WordCounts.of(words, shape.size),
            shape=shape,
            cell_start=_starts(parent(codes, CURVE_LEVEL - MAX_LEVEL)),
            county_start=county_start,
            county=read_only(columns.county[county_start[:-1]]),
        )

    def __len__(self) -> int:
        """Number of incidents."""
        return len(self.positions)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        own = (*vars(self.positions).values(), self.cell_start, self.county_start, self.county)
        return int(self.tree.nbytes + self.words.nbytes + sum(array.nbytes for array in own))

    def columns(self) -> Columns:
        """The incidents as columns, in the order of the curve."""
        lon, lat = self.positions.degrees(np.arange(len(self)))
        month, category, component, mode = np.unravel_index(self.words.word, self.shape.shape)
        starts = self.county_start.astype(np.int64)
        return Columns(
            lon=lon,
            lat=lat,
            month=(month + self.shape.first_month).astype(np.uint16),
            category=category.astype(np.uint8),
            component=component.astype(np.uint8),
            mode=mode.astype(np.uint8),
            county=np.repeat(self.county, starts[1:] - starts[:-1]),
        )

    @classmethod
    def merged(cls, segments: Sequence[Segment]) -> Segment:
        """One index over the incidents of several."""
        parts = [segment.columns() for segment in segments]
        names = [field.name for field in fields(Columns)]
        return cls.of(
            Columns(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
        )

    def cells(self, level: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Codes of the occupied cells of a level up to ``MAX_LEVEL``, and their first rows and the end."""
        first = self.cell_start[:-1].astype(np.int64)
        codes = parent(cell_code(*self.positions.degrees(first)), MAX_LEVEL - level)
        is_first = np.append(True, codes[1:] != codes[:-1])[: len(codes)]
        return codes[is_first], np.append(first[is_first], len(self))


def _starts(keys: NDArray[np.integer]) -> NDArray[np.uint32]:
    """First row of each stretch of equal keys, and the number of rows."""
    bounds = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    starts = np.concatenate([np.zeros(min(1, len(keys)), np.int64), bounds, [len(keys)]])
    return read_only(starts.astype(np.uint32))
