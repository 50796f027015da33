"""A day of 50,000 new incidents on top of a store: time until they are counted, queries before and after.

Also what a stored row takes on disk, against the same rows in no order.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.clock import Took, clocked, in_words
from benchmarks.figures import Figure
from benchmarks.made_shapes import random_shapes
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.intake.indexing import segment_columns
from data.intake.ingest import ingest
from data.intake.manifest import SegmentKind
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from data.synthetic.generate import write_incidents

_DAY_ROWS = 50_000
_SHAPES = 50
_DAY = datetime(2026, 10, 31, tzinfo=UTC)
"""The newest of the store."""
_SECONDS_A_DAY = 86_400


def run(store: Path = Path("store")) -> list[Figure]:
    """Figures over a copy of the store."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "store"
        shutil.copytree(store, own)
        return [*_appended(own, _day(Path(folder))), *_size(own)]


def _appended(folder: Path, day: Path) -> list[Figure]:
    store = Store.open(folder)
    gate = Gate(store, Settings(store=folder))
    total = Question(measure="incidents", filter=Filter())
    before = gate.ask(LOCAL_ACTOR, total).total or 0
    queries_before = _queries(gate, store, seed=0)
    taking_in, _ = clocked(partial(ingest, day, store=store, now=datetime.now(UTC), is_synthetic=True))
    asking, after = clocked(lambda: Gate(store, Settings(store=folder)).ask(LOCAL_ACTOR, total).total or 0)
    assert after == before + _DAY_ROWS, f"{after:,} incidents after a day of {_DAY_ROWS:,} on {before:,}"
    queries_after = _queries(Gate(store, Settings(store=folder)), store, seed=1)
    part = f"A day of {_DAY_ROWS:,} incidents on top of {before:,}"
    return [
        Figure(part=part, label="taken in and published", words=in_words([taking_in])),
        Figure(part=part, label="then the new total from a gate that starts cold", words=in_words([asking])),
        Figure(part=part, label="a shape before", words=in_words(queries_before)),
        Figure(part=part, label="a shape after", words=in_words(queries_after)),
    ]


def _queries(gate: Gate, store: Store, seed: int) -> list[Took]:
    columns = segment_columns(max(store.current().incident_paths, key=lambda path: path.stat().st_size))
    shapes = random_shapes(np.random.default_rng(seed), columns, _SHAPES + 1)
    asked = [
        Question(measure="incidents", filter=Filter(), polygon=shape, by=By.CATEGORY) for shape in shapes
    ]
    return [clocked(partial(gate.ask, LOCAL_ACTOR, question))[0] for question in asked][1:]


def _day(folder: Path) -> Path:
    """The extract: synthetic incidents under numbers of their own, all of the newest day."""
    extract = write_incidents(folder / "made", rows=_DAY_ROWS, seed=8, progress=lambda *_: None)
    rows = pa.concat_tables([pq.read_table(path) for path in extract.paths]).slice(0, _DAY_ROWS)
    kind = rows.schema.field("occurred_at").type
    seconds = np.asarray(pc.cast(rows["occurred_at"], pa.timestamp("s", kind.tz))).astype(np.int64)
    moments = seconds % _SECONDS_A_DAY + int(_DAY.timestamp())
    for name, late_s in (("occurred_at", 0), ("reported_at", 3600)):
        moment = pa.array(moments + late_s, pa.int64()).cast(pa.timestamp("s", kind.tz)).cast(kind)
        rows = rows.set_column(rows.schema.get_field_index(name), name, moment)
    names = pa.array([f"DAY-{number}" for number in range(len(rows))])
    rows = rows.set_column(rows.schema.get_field_index("incident_id"), "incident_id", names)
    path = folder / "day.parquet"
    pq.write_table(rows, path)
    return path


def _size(folder: Path) -> list[Figure]:
    """Bytes a row of the stored Parquet and of the index, and of the same rows in no order."""
    version = Store.open(folder).current()
    rows = sum(pq.read_metadata(path).num_rows for path in version.incident_paths)
    stored = sum(path.stat().st_size for path in version.incident_paths)
    index = sum(file.size_bytes for file in version.files if file.kind is SegmentKind.INDEX)
    table = pa.concat_tables([pq.read_table(path) for path in version.incident_paths])
    shuffled = folder / "shuffled.parquet"
    pq.write_table(table.take(np.random.default_rng(0).permutation(len(table))), shuffled, compression="zstd")
    part = "Size of the store"
    return [
        Figure(
            part=part, label=f"Parquet, {rows:,} rows, all columns", words=f"{stored / rows:.1f} bytes a row"
        ),
        Figure(part=part, label="indexes", words=f"{index / rows:.1f} bytes a row of the store"),
        Figure(
            part=part,
            label="the same columns in no order, zstd",
            words=f"{shuffled.stat().st_size / rows:.1f} bytes a row",
        ),
    ]
