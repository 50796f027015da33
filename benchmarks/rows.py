"""Made-up incidents by the million: our index of them, and the same rows for the peers, all mapped.

Made in a process of its own, so that the memory that making takes is gone before anything is
measured; kept in ``bench-results/`` for the next run.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.index.index_file import open_index, save_index
from data.index.lattice import Degrees
from data.index.segment import Columns, Segment
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

FOLDER = Path("bench-results")
_AT_ONCE = 5_000_000
"""Rows made, or written, at once."""
_CLUSTERS = 200
_MONTHS = (2019 * 12, 2026 * 12)
_NAMES = tuple(field.name for field in fields(Columns))
_KINDS = (np.float64, np.float64, np.uint16, np.uint8, np.uint8, np.uint8, np.int32)
Random = np.random.Generator


@dataclass(frozen=True, kw_only=True)
class Made:
    """So many incidents in the order of the curve.

    ``segment`` and ``columns`` are mapped; ``parquet`` holds the columns but the county. Making
    the index took ``index_s`` seconds and at most ``peak_bytes`` of memory.
    """

    segment: Segment
    columns: Columns
    parquet: Path
    index_bytes: int
    index_s: float
    peak_bytes: int


def made_up(rows: int, folder: Path = FOLDER) -> Made:
    """So many made-up incidents, made now if the folder does not hold them."""
    own = folder / f"rows-{rows}"
    if not (own / "about.json").exists():
        subprocess.run([sys.executable, "-m", "benchmarks.rows", str(own), str(rows)], check=True)
    about = json.loads((own / "about.json").read_text(encoding="utf-8"))
    return Made(
        segment=open_index(own / "index.arrow"),
        columns=Columns(**{name: np.load(own / f"{name}.npy", mmap_mode="r") for name in _NAMES}),
        parquet=own / "rows.parquet",
        index_bytes=(own / "index.arrow").stat().st_size,
        index_s=about["index_s"],
        peak_bytes=about["peak_bytes"],
    )


def clustered(seed: int, rows: int) -> Columns:
    """So many made-up incidents: 200 clusters of all densities along the border, a tenth anywhere."""
    columns = Columns(**{name: np.empty(rows, kind) for name, kind in zip(_NAMES, _KINDS, strict=True)})
    random = np.random.default_rng(seed)
    centres = np.stack([random.uniform(-117, -97, _CLUSTERS), random.uniform(26, 33, _CLUSTERS)])
    reach = 10 ** random.uniform(-2, 0, _CLUSTERS)
    for start in range(0, rows, _AT_ONCE):
        end = min(start + _AT_ONCE, rows)
        some = _some(random, centres, reach, end - start)
        for name in _NAMES:
            getattr(columns, name)[start:end] = getattr(some, name)
    return columns


def _some(random: Random, centres: Degrees, reach: Degrees, rows: int) -> Columns:
    at = random.integers(0, _CLUSTERS, rows)
    lon, lat = centres[:, at] + random.normal(0, 1, (2, rows)) * reach[at]
    anywhere = random.uniform(size=rows) < 0.1
    lon[anywhere], lat[anywhere] = random.uniform([[-124], [25]], [[-67], [49]], (2, int(anywhere.sum())))
    lon, lat = np.round(lon, 5), np.round(lat, 5)
    return Columns(
        lon=lon,
        lat=lat,
        month=random.integers(*_MONTHS, rows, np.uint16),
        category=random.integers(0, len(CATEGORIES), rows, np.uint8),
        component=random.integers(0, len(COMPONENTS), rows, np.uint8),
        mode=random.integers(0, len(MODES), rows, np.uint8),
        county=(np.floor(lon * 2) * 100 + np.floor(lat * 2) + 50_000).astype(np.int32),
    )


def _make(folder: Path, rows: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    columns = clustered(1, rows)
    start = time.perf_counter()
    segment = Segment.of(columns)
    took = time.perf_counter() - start
    del columns
    save_index(segment, folder / "index.arrow", of=())
    _write(segment, folder)
    about = {
        "index_s": took,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")


def _write(segment: Segment, folder: Path) -> None:
    """The rows for the peers, in the order of the curve: plain columns, and Parquet without the county."""
    mapped = {
        name: np.lib.format.open_memmap(folder / f"{name}.npy", "w+", kind, (len(segment),))
        for name, kind in zip(_NAMES, _KINDS, strict=True)
    }
    schema = pa.schema(
        [(name, pa.from_numpy_dtype(kind)) for name, kind in zip(_NAMES[:-1], _KINDS, strict=False)]
    )
    with pq.ParquetWriter(folder / "rows.parquet", schema, compression="zstd") as parquet:
        for start, some in _pieces(segment):
            for name in _NAMES:
                mapped[name][start : start + len(some.lon)] = getattr(some, name)
            table = pa.table({name: getattr(some, name) for name in _NAMES[:-1]})
            parquet.write_table(table, row_group_size=122_880)
    for array in mapped.values():
        array.flush()


def _pieces(segment: Segment) -> Iterator[tuple[int, Columns]]:
    """The segment's rows a few at a time, with the number of the first."""
    starts = segment.county_start.astype(np.int64)
    for first in range(0, len(segment), _AT_ONCE):
        rows = np.arange(first, min(first + _AT_ONCE, len(segment)))
        lon, lat = segment.positions.degrees(rows)
        month, *codes = np.unravel_index(segment.words.word[rows], segment.shape.shape)
        category, component, mode = (code.astype(np.uint8) for code in codes)
        yield (
            first,
            Columns(
                lon=lon,
                lat=lat,
                month=(month + segment.shape.first_month).astype(np.uint16),
                category=category,
                component=component,
                mode=mode,
                county=segment.county[np.searchsorted(starts, rows, side="right") - 1],
            ),
        )


if __name__ == "__main__":
    _make(Path(sys.argv[1]), int(sys.argv[2]))
