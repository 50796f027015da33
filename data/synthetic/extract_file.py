"""Writing synthetic incidents as a Parquet extract that says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.reference.taxonomy import CATEGORY_OF, SUBCATEGORIES
from data.schema.incidents import COMPONENTS, INCIDENT_SCHEMA, MODES, SYNTHETIC
from data.synthetic.drawn import Columns
from data.synthetic.quantities import measured

LABEL = SYNTHETIC
GENERATOR_VERSION = "1"
"""Raised whenever the rows of a seed change."""

ROW_GROUP = 131_072


def source_of(seed: int) -> str:
    """Text of the ``source`` column."""
    return f"{LABEL} borderops {GENERATOR_VERSION} seed {seed}"


@contextmanager
def extract_file(path: Path, *, seed: int) -> Iterator[Callable[[Columns], None]]:
    """A function that adds rows to a Parquet file in ``INCIDENT_SCHEMA``; the file appears with the last.

    The file's metadata says what it is; the keys are ``synthetic`` ("true"), ``label``, ``seed`` and
    ``generator_version``.
    """
    label = {
        "synthetic": "true",
        "label": LABEL,
        "seed": str(seed),
        "generator_version": GENERATOR_VERSION,
    }
    schema = INCIDENT_SCHEMA.with_metadata(label)
    beside = path.with_suffix(".partial")

    def add(columns: Columns) -> None:
        for part in _parts(columns):
            writer.write_table(_table(part, schema, seed), row_group_size=ROW_GROUP)

    with pq.ParquetWriter(beside, schema, compression="zstd", write_page_checksum=True) as writer:
        yield add
    beside.replace(path)


def _parts(columns: Columns) -> Iterator[Columns]:
    for start in range(0, len(columns.number), ROW_GROUP):
        yield columns.taken(slice(start, start + ROW_GROUP))


def _table(part: Columns, schema: pa.Schema, seed: int) -> pa.Table:
    categories = [CATEGORY_OF[name] for name in SUBCATEGORIES]
    kinds = measured()
    units = [kinds[name].unit if name in kinds else None for name in SUBCATEGORIES]
    digits = pc.utf8_lpad(pc.cast(pa.array(part.number), pa.string()), 9, "0")
    return pa.table(
        [
            pc.binary_join_element_wise("SYN", digits, "-"),
            _moments(part.occurred),
            _moments(part.reported),
            pa.array(part.lon),
            pa.array(part.lat),
            _named(categories, part.subcategory),
            _named(SUBCATEGORIES, part.subcategory),
            _named(COMPONENTS, part.component),
            _named(MODES, part.mode),
            pa.array(part.quantity, from_pandas=True),
            _named(units, part.subcategory),
            pa.repeat(source_of(seed), len(part.number)),
        ],
        schema=schema,
    )


def _moments(seconds: NDArray[np.int64]) -> pa.Array:
    return pa.array(seconds * 1_000_000).cast(pa.timestamp("us", tz="UTC"))


def _named(names: Sequence[str | None], codes: NDArray[np.int8]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string())).cast(pa.string())
