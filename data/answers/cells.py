"""The square Web Mercator cells that hold incidents, at the level that a viewport asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_CELL_LEVEL = 8


@dataclass(frozen=True, kw_only=True)
class Occupied:
    """The cells of a level that hold any incident of a version, in Morton order.

    ``codes`` int64, ``x`` and ``y`` uint32, each of shape ``(n,)``: column from 180 W and row
    from the north, as XYZ tiles count.
    """

    level: int
    codes: NDArray[np.int64]
    x: NDArray[np.uint32]
    y: NDArray[np.uint32]
