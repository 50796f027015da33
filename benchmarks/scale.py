"""``python -m benchmarks.scale``: what one row costs in each pass of an ingest on a cluster.

Each pass runs in a process of its own, over growing numbers of rows, so that time and peak memory
can be read as a fixed part and a part for each row. Processor time is what ``docs/scale.md``
rests on: it says the same on a busy machine as on an idle one, more or less; the load is printed.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.intake.cluster.exchange import Exchange
from data.intake.cluster.keys import Comparison, compare
from data.intake.cluster.ranges import RangeTask, range_tasks, save_range
from data.intake.cluster.runs import Run, RunTask, save_run
from data.intake.cluster.sources import outline, slices
from data.intake.segments import sha256_of
from data.intake.store import Store
from data.schema.incidents import INCIDENT_SCHEMA

ROW_GROUP = 131_072
SPREAD_DEGREES = 0.02
"""How far copies of an incident lie from it, so that rows are many and as clustered as the store's."""
LABEL = {"synthetic": "true"}
FEW = 2_000
NO_CUTS = np.zeros(0, np.int64)
Pass = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One pass over so many rows: seconds by the clock and of the processor, peak bytes above the start."""

    name: str
    rows: int
    clock_s: float
    processor_s: float
    peak_bytes: int


def main() -> None:
    """Measure and print; the store is only read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--rows", type=int, nargs="+", default=[500_000, 1_000_000, 2_000_000, 4_000_000])
    arguments = parser.parse_args()
    print(f"load {', '.join(f'{load:.1f}' for load in os.getloadavg())} (1, 5, 15 minutes)")  # noqa: T201
    print(f"{'pass':<28}{'rows':>10}{'clock s':>9}{'CPU s':>8}{'CPU us/row':>12}{'peak B/row':>12}")  # noqa: T201
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as name:
            _measure(arguments.store, rows, Path(name))


def _measure(store: Path, rows: int, folder: Path) -> None:
    extract, few = folder / "extract.parquet", folder / "few.parquet"
    _alone(partial(write_extract, store, rows, extract))
    _alone(partial(write_extract, store, FEW, few))
    _size("extract", rows, extract)
    exchange = Exchange(url=str(folder / "exchange"))
    exchange.make()
    cost = partial(_cost, rows=rows, few=few)
    cost("digest of the file", partial(outline, extract.as_uri()))
    part = slices([outline(extract.as_uri())], rows_each=rows)[0]
    task = RunTask(part=part, now=datetime.now(UTC), buckets=1, rows_sampled=max(1, rows // 64))
    cost("run", partial(_run, task, exchange, folder))
    run = _alone(partial(_run, task, exchange, folder))
    assert isinstance(run, Run)
    assert run.is_sound, run.report.findings[:1]
    comparison = Comparison(bucket=0, keys=(run.keys_name,), cuts=NO_CUTS)
    cost("keys", partial(compare, comparison, exchange=exchange))
    saving = partial(save_range, _range(run), exchange=exchange, scratch=folder)
    cost("range", saving)
    files = _alone(saving)
    assert isinstance(files, tuple)
    names = (run.name, run.keys_name, *(file.name for file in files))
    for name in names:
        _size(name.split("-")[0], rows, folder / "exchange" / name)
    segment = folder / "exchange" / names[2]
    cost("SHA-256 of the segment", partial(sha256_of, segment))


def _cost(name: str, work: Pass, *, rows: int, few: Path) -> None:
    cost = _alone(partial(measured, name, rows, few, work))
    assert isinstance(cost, Cost)
    print(  # noqa: T201
        f"{cost.name:<28}{cost.rows:>10,}{cost.clock_s:>9.2f}{cost.processor_s:>8.2f}"
        f"{cost.processor_s / cost.rows * 1e6:>12.2f}{cost.peak_bytes / cost.rows:>12.0f}",
        flush=True,
    )


def _size(name: str, rows: int, path: Path) -> None:
    print(f"  {name:<26}{rows:>10,}{path.stat().st_size / rows:>35.1f} B/row on disk")  # noqa: T201


def _run(task: RunTask, exchange: Exchange, scratch: Path) -> Run:
    return save_run(task, exchange=exchange, scratch=scratch)


def write_extract(store: Path, rows: int, path: Path) -> None:
    """Write so many incidents, in no order, near those of the store: each near one of them."""
    paths = Store.open(store).current().incident_paths
    known = pa.concat_tables(pq.read_table(name, columns=INCIDENT_SCHEMA.names) for name in paths)
    chosen = np.random.default_rng(rows)
    with pq.ParquetWriter(path, INCIDENT_SCHEMA, compression="zstd", write_page_checksum=True) as writer:
        for start in range(0, rows, ROW_GROUP):
            count = min(ROW_GROUP, rows - start)
            part = known.take(pa.array(chosen.integers(0, len(known), count)))
            columns = {name: part.column(name) for name in INCIDENT_SCHEMA.names}
            columns["incident_id"] = pa.array([f"SYN-{number:09d}" for number in range(start, start + count)])
            for name in ("lon", "lat"):
                moved = part.column(name).to_numpy() + chosen.normal(0, SPREAD_DEGREES, count)
                columns[name] = pa.array(np.round(moved, 5))
            writer.write_table(pa.table(columns, schema=INCIDENT_SCHEMA), row_group_size=ROW_GROUP)


def measured(name: str, rows: int, few: Path, work: Pass) -> Cost:
    """The cost of the work in this process; first all passes over a few rows, so that it is warm.

    What is compiled and loaded once for a process is so charged to none of the passes.
    """
    _all_passes(few)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, processor = time.perf_counter(), time.process_time()
    work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Cost(name=name, rows=rows, clock_s=clock, processor_s=processor, peak_bytes=peak * 1024)


def _all_passes(extract: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        exchange = Exchange(url=str(Path(name) / "exchange"))
        exchange.make()
        part = slices([outline(extract.as_uri())], rows_each=FEW)[0]
        task = RunTask(part=part, now=datetime.now(UTC), buckets=1, rows_sampled=100)
        run = _run(task, exchange, Path(name))
        compare(Comparison(bucket=0, keys=(run.keys_name,), cuts=NO_CUTS), exchange=exchange)
        save_range(_range(run), exchange=exchange, scratch=Path(name))


def _range(run: Run) -> RangeTask:
    return range_tasks([run], (), cuts=NO_CUTS, label=LABEL)[0]


def _alone(work: Pass) -> object:
    """The result of the work in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work).result()


if __name__ == "__main__":
    main()
