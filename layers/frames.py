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
from data.answers.measure import CountyFigures
from data.answers.measures import measure
from data.answers.question import Answer, Form
from data.answers.words import signed
from layers.base import Kind, Layer
from layers.breaks import change_breaks, class_breaks, decimals, rate_breaks
from layers.notes import cell_words, joined
from layers.palette import BALANCE
from layers.values import WireValues, wire_values

MAGIC = b"BOP1"
FORM_WORDS = {
    Form.COUNT: "",
    Form.PER_AREA: ", per 1,000 sq mi",
    Form.PER_BORDER_MILE: ", per border mile",
    Form.SHARE: ", share of the whole",
    Form.CHANGE: ", change from a year before",
}
"""What follows the title of a legend in each form."""


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
    """Frame of one value per geometry row, with all that legend and hover card need.

    ``ids`` is the geometry's order by key; ``None`` if the answer is in that order already.
    Counts that are not shown travel as a sentinel of :mod:`layers.values`, never as their number.
    """
    values = wire_values(answer, ids)
    breaks = breaks_of(layer, answer.question.form, values)
    header = {
        "geometry": geometry_key,
        "level": answer.question.level,
        "version": answer.version,
        "form": answer.question.form,
        "signed": answer.question.form is Form.CHANGE,
        "decimals": _decimals(answer.question.form, values, breaks),
        "breaks": breaks,
        "title": layer.legend_title + FORM_WORDS[answer.question.form],
        "unit": answer.unit,
        "sentence": answer.sentence,
        "total": _total(answer, values),
        "n_suppressed": values.hidden,
        "floor": answer.floor,
        "source": answer.source,
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "caveat": " ".join((layer.caveat, *answer.caveats)),
        "is_synthetic": answer.is_synthetic,
        "note": legend_note(layer, answer),
    }
    return encode_frame(header, values.arrays)


def legend_note(layer: Layer, answer: Answer) -> str:
    """What a legend says besides: cell size, how sure the boundaries and rows are, a summing-up."""
    is_cells = layer.kind in (Kind.CELLS, Kind.HEAT) and answer.question.level is not None
    return joined(
        [
            cell_words(answer.question.level or 0) if is_cells else "",
            "Approximate boundaries" if layer.is_approximate else "",
            layer.summary(answer) if layer.summary else "",
        ]
    )


def breaks_of(layer: Layer, form: Form, values: WireValues) -> tuple[float, ...]:
    """Class limits of a layer's values in a form, ascending; as the legend shows them."""
    if form is Form.CHANGE:
        return change_breaks(values.shown, len(BALANCE.dark))
    positive = values.shown[values.shown > 0]
    if form is not Form.COUNT:
        return rate_breaks(positive, len(layer.style.ramp.dark))
    if layer.style.breaks and positive.size:
        return layer.style.breaks
    return class_breaks(positive, len(layer.style.ramp.dark))


def _decimals(form: Form, values: WireValues, breaks: tuple[float, ...]) -> int:
    if form in (Form.COUNT, Form.CHANGE):
        return 0
    return decimals(breaks or tuple(values.shown[:1].tolist()))


def _total(answer: Answer, values: WireValues) -> str:
    """The shown values summed, in words; empty where a sum means nothing."""
    origin = measure(answer.question.measure).origin
    if isinstance(origin, CountyFigures) and not origin.is_additive:
        return ""
    if answer.question.form is Form.COUNT:
        return f"{values.shown.sum():,.0f}"
    return signed(values.shown.sum()) if answer.question.form is Form.CHANGE else ""
