"""Vector tiles of cells, made by DuckDB's spatial extension.

Runs in an environment of its own (``locks/requirements-bench.txt``), so it imports nothing of the
house: ``python far_tiles.py CELLS.npz FOLDER`` writes a tile a file and prints the milliseconds of
processor time. Each cell is a square of the tile's 4,096 units, with its value.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import numpy as np
import pyarrow as pa

_TILES = """SELECT x // 128 AS tile_x, y // 128 AS tile_y, ST_AsMVT({
  'geometry': ST_AsMVTGeom(ST_MakeEnvelope(x % 128, y % 128, x % 128 + 1, y % 128 + 1),
    ST_Extent(ST_MakeEnvelope(0, 0, 128, 128)), 4096, 0, false),
  'value': value}, 'cells', 4096, 'geometry') AS tile
FROM cell GROUP BY ALL"""
_REPEATS = 3


def main() -> None:
    """Write the tiles."""
    cells = np.load(sys.argv[1])
    connection = duckdb.connect(":memory:", config={"threads": 2})
    extension = next(Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension"))
    connection.load_extension(str(extension))
    arrays = {
        "x": cells["x"].astype(np.int32),
        "y": cells["y"].astype(np.int32),
        "value": cells["values"].astype(np.int64),
    }
    connection.register("cell", pa.table(arrays))
    took = []
    for _ in range(_REPEATS):
        start = time.process_time()
        tiles = connection.execute(_TILES).fetchall()
        took.append((time.process_time() - start) * 1000)
    folder = Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for x, y, tile in tiles:
        (folder / f"{x}-{y}.mvt").write_bytes(tile)
    sys.stdout.write(str(min(took)))


if __name__ == "__main__":
    main()
