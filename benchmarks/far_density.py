"""Peers that are not in the program's own lock, counting the same rows in the same cells.

Runs in an environment of its own (``locks/requirements-bench.txt``), so it imports nothing of the
house: ``python far_density.py JOB.json ANSWER.json``. The job names the Parquet file, the SQL of
cells and the views (level and condition); the answer has for each peer, with its version, wall and
processor milliseconds and the total of each view. Datashader gets its points projected beforehand,
in memory, and no more than ten million of them.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import datashader
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from chdb import session

_REPEATS = 3
_MOST_IN_MEMORY = 10_000_000
Count = Callable[[int, str], int]


def main() -> None:
    """Write the answer to the job."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    makers = {"polars": _polars, "chdb": _chdb}
    if pq.read_metadata(job["parquet"]).num_rows <= _MOST_IN_MEMORY:
        makers["datashader"] = _datashader
    answer = {}
    for package, make in makers.items():
        count = make(job["parquet"], job["cells"])
        answer[f"{package} {version(package)}"] = [
            _measured(count, view["level"], view["condition"]) for view in job["views"]
        ]
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")


def _measured(count: Count, level: int, condition: str) -> dict[str, Any]:
    wall_ms, cpu_ms, total = [], [], 0
    for _ in range(_REPEATS):
        cpu, wall = time.process_time(), time.perf_counter()
        total = count(level, condition)
        wall_ms.append((time.perf_counter() - wall) * 1000)
        cpu_ms.append((time.process_time() - cpu) * 1000)
    return {"wall_ms": wall_ms, "cpu_ms": cpu_ms, "total": total}


def _polars(parquet: str, _cells: str) -> Count:
    def count(level: int, condition: str) -> int:
        side = 1 << level
        x = ((pl.col("lon") + 180) / 360 * side).floor().cast(pl.Int32)
        north = (np.pi / 4 + pl.col("lat") * np.pi / 360).tan().log() / (2 * np.pi)
        y = ((0.5 - north) * side).floor().cast(pl.Int32)
        rows = pl.scan_parquet(parquet).filter(pl.sql_expr(condition))
        found = rows.group_by(x.alias("x"), y.alias("y")).len("n").collect()
        return int(found["n"].sum())

    return count


def _chdb(parquet: str, cells: str) -> Count:
    connection = session.Session()

    def count(level: int, condition: str) -> int:
        sql = cells.format(side=1 << level, source=f"file('{parquet}', Parquet)", condition=condition)
        found = pa.ipc.open_file(pa.BufferReader(connection.query(sql, "Arrow").bytes())).read_all()
        return int(np.asarray(found["n"]).sum())

    return count


def _datashader(parquet: str, _cells: str) -> Count:
    rows = pd.read_parquet(parquet)
    rows["x"] = (rows["lon"] + 180) / 360
    rows["y"] = 0.5 - np.log(np.tan(np.pi / 4 + rows["lat"] * np.pi / 360)) / (2 * np.pi)

    def count(level: int, condition: str) -> int:
        some = rows.query(_in_pandas(condition)) if condition != "true" else rows
        side = 1 << level
        low = [int(np.floor(some[axis].min() * side)) for axis in "xy"]
        high = [int(np.floor(some[axis].max() * side)) + 1 for axis in "xy"]
        canvas = datashader.Canvas(
            plot_width=high[0] - low[0],
            plot_height=high[1] - low[1],
            x_range=(low[0] / side, high[0] / side),
            y_range=(low[1] / side, high[1] / side),
        )
        return int(canvas.points(some, "x", "y", datashader.count()).sum())

    return count


def _in_pandas(condition: str) -> str:
    """The condition as ``DataFrame.query`` reads it."""
    between = re.sub(r"(\w+) BETWEEN (\d+) AND (\d+)", r"\2 <= \1 <= \3", condition)
    return between.replace(" AND ", " and ").replace(" = ", " == ").replace("true", "True")


if __name__ == "__main__":
    main()
