"""The index of a segment as a file: one Arrow IPC file, not compressed, so that it can be mapped.

Its one row holds every array as a list. Mapped pages are the operating system's to keep or drop:
what is asked often stays in memory, and processes share it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.errors import StoreCorruptError, Where
from data.index.lattice import Positions
from data.index.segment import Segment
from data.index.tree import Tree
from data.index.word_counts import WordCounts
from data.index.words import WordShape

FORMAT = "1"
"""Of the arrays and what they mean; an index of another format is made anew from its segment."""
_OF = "segments"


def save_index(segment: Segment, path: Path, *, of: Sequence[str]) -> None:
    """Write the arrays to the file; ``of`` names the stored segments whose incidents they hold.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written.
    """
    arrays = _arrays(segment)
    columns = {
        name: pa.LargeListArray.from_arrays(
            pa.array([0, array.size], pa.int64()), pa.array(array.reshape(-1))
        )
        for name, array in arrays.items()
    }
    about = {
        "format": FORMAT,
        "rows": len(segment),
        "first_month": segment.shape.first_month,
        "months": segment.shape.months,
        "rows_in_block": segment.words.rows_in_block,
        _OF: json.dumps(list(of)),
    }
    batch = pa.RecordBatch.from_pydict(columns)
    schema = batch.schema.with_metadata({key: str(value) for key, value in about.items()})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        writer.write_batch(batch.replace_schema_metadata(schema.metadata))


def indexed_segments(path: Path) -> tuple[str, ...]:
    """Names of the segments whose incidents the file indexes; none if it is of another format."""
    try:
        with pa.memory_map(str(path)) as source:
            about = pa.ipc.open_file(source).schema.metadata
    except (OSError, pa.ArrowInvalid):
        return ()
    return tuple(json.loads(about[_OF.encode()])) if about.get(b"format") == FORMAT.encode() else ()


def open_index(path: Path) -> Segment:
    """The segment, its arrays mapped from the file.

    Raises
    ------
    StoreCorruptError
        If the file is missing or is no index.
    """
    try:
        source = pa.memory_map(str(path))
        reader = pa.ipc.open_file(source)
        batch = reader.get_batch(0)
        about = {key.decode(): value.decode() for key, value in reader.schema.metadata.items()}
        arrays = {name: batch.column(name)[0].values.to_numpy() for name in batch.schema.names}
        return _segment(arrays, about)
    except (OSError, pa.ArrowException, KeyError, ValueError, AttributeError) as error:
        raise StoreCorruptError(
            f"the index cannot be read: {error}",
            where=Where(file=path.name),
            remedy="Restore the file from a backup of the store, or build the store again",
        ) from error


def _arrays(segment: Segment) -> dict[str, NDArray[np.generic]]:
    positions, tree, words = segment.positions, segment.tree, segment.words
    return {
        "x": positions.x,
        "y": positions.y,
        "stray": positions.stray,
        "stray_lon": positions.stray_lon,
        "stray_lat": positions.stray_lat,
        "level": tree.level,
        "start": tree.start,
        "end": tree.end,
        "box": tree.box,
        "word": words.word,
        "before": words.before,
        "cell_start": segment.cell_start,
        "county_start": segment.county_start,
        "county": segment.county,
    }


def _segment(arrays: dict[str, NDArray[Any]], about: dict[str, str]) -> Segment:
    shape = WordShape(first_month=int(about["first_month"]), months=int(about["months"]))
    return Segment(
        positions=Positions(**{name: arrays[name] for name in ("x", "y", "stray", "stray_lon", "stray_lat")}),
        tree=Tree(
            level=arrays["level"],
            start=arrays["start"],
            end=arrays["end"],
            box=arrays["box"].reshape(-1, 4),
        ),
        words=WordCounts(
            word=arrays["word"],
            before=arrays["before"].reshape(-1, shape.size),
            rows_in_block=int(about["rows_in_block"]),
        ),
        shape=shape,
        cell_start=arrays["cell_start"],
        county_start=arrays["county_start"],
        county=arrays["county"],
    )
