"""A layer's geometry and values as compact binary frames for the map.

A frame is ``BOP1``, the header's length as uint32, a JSON header padded to four bytes,
then the arrays that the header lists, little-endian. Geometry is sent once; a change of
filter sends only values, in the geometry's order.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from data.answers.cells import Occupied
from data.answers.disclosure import State
from data.answers.question import Answer
from data.geography.grid import cell_side_km
from layers.base import Kind, Layer
from layers.breaks import class_breaks

MAGIC = b"BOP1"
SUPPRESSED = 0xFFFFFFFF
NO_DATA = 0xFFFFFFFE
_LARGEST = 0xFFFFFFFD
_REFERENCE_LATITUDE = 32.0
"""Cell sides are stated here, near the middle of the south-west border."""


def encode_frame(header: Mapping[str, object], arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """One frame: the header with its list of arrays, then the arrays (uint32 or float32)."""
    listed = [
        {"name": name, "dtype": str(array.dtype), "length": len(array)} for name, array in arrays.items()
    ]
    text = json.dumps({**header, "arrays": listed}, ensure_ascii=False, allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    body = b"".join(
        np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()
        for array in arrays.values()
    )
    return MAGIC + struct.pack("<I", len(text)) + text + body


def cells_geometry(cells: Occupied, key: str) -> bytes:
    """Frame of the occupied cells: ``x`` and ``y`` (uint32) at the header's level."""
    return encode_frame({"kind": Kind.CELLS, "key": key, "level": cells.level}, {"x": cells.x, "y": cells.y})


def values_frame(layer: Layer, answer: Answer, *, ids: tuple[str, ...] | None, geometry_key: str) -> bytes:
    """Frame of one value (uint32) per geometry row, with all that legend and hover card need.

    ``ids`` is the geometry's order by key; ``None`` if the answer is in that order already.
    Counts that are not shown travel as :data:`SUPPRESSED`, never as their number.
    """
    values = wire_values(answer, ids)
    shown = values[(values > 0) & (values < NO_DATA)].astype(np.float64)
    header = {
        "geometry": geometry_key,
        "level": answer.question.level,
        "version": answer.version,
        "breaks": class_breaks(shown, len(layer.style.ramp.dark)),
        "title": layer.legend_title,
        "unit": answer.unit,
        "sentence": answer.sentence,
        "total": f"{int(shown.sum()):,}",
        "n_suppressed": int((values == SUPPRESSED).sum()),
        "floor": answer.floor,
        "source": answer.source,
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "caveat": " ".join((layer.caveat, *answer.caveats)),
        "is_synthetic": answer.is_synthetic,
        "note": _note(layer, answer),
    }
    return encode_frame(header, {"values": values})


def wire_values(answer: Answer, ids: tuple[str, ...] | None) -> NDArray[np.uint32]:
    """The answer's values as uint32 in the order of ``ids``, with the two sentinels."""
    column = answer.table.column("value").to_numpy()
    state = answer.table.column("state").to_numpy()
    rounded = np.clip(np.nan_to_num(column.astype(np.float64)).round(), 0, _LARGEST).astype(np.uint32)
    values = np.where(state == State.SHOWN, rounded, np.uint32(SUPPRESSED)).astype(np.uint32)
    values[state == State.MISSING] = NO_DATA
    if ids is None:
        return values
    by_key = dict(zip(answer.table.column(answer.question.by.value).to_pylist(), values, strict=True))
    return np.array([by_key.get(key, NO_DATA) for key in ids], np.uint32)


def _note(layer: Layer, answer: Answer) -> str:
    if layer.kind is not Kind.CELLS or answer.question.level is None:
        return ""
    side = cell_side_km(answer.question.level, _REFERENCE_LATITUDE)
    return f"Square cells of {side:.1f} km at {_REFERENCE_LATITUDE:.0f}° N"
