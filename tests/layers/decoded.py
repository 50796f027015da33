"""Frames read as the map reads them, and the layers in each form that they can take."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Answer, Form
from data.roles import LOCAL_ACTOR
from layers.base import Layer, View
from layers.discovery import discover
from layers.frames import values_frame
from layers.geometry import ids_of

EVERY = pytest.mark.parametrize("asked", discover(), ids=lambda found: found.key)
EVERY_FORM = pytest.mark.parametrize(
    ("asked", "form"),
    [(layer, form) for layer in discover() for form in layer.forms],
    ids=lambda found: found.key if isinstance(found, Layer) else str(found),
)

Frame = tuple[dict[str, object], dict[str, np.ndarray]]


def decode(frame: bytes) -> Frame:
    """Header and arrays of a frame."""
    assert frame[:4] == b"BOP1"
    (length,) = struct.unpack("<I", frame[4:8])
    assert (8 + length) % 4 == 0
    header = json.loads(frame[8 : 8 + length])
    arrays, at = {}, 8 + length
    for listed in header["arrays"]:
        size = 4 * listed["length"]
        arrays[listed["name"]] = np.frombuffer(
            frame[at : at + size], np.dtype(listed["dtype"]).newbyteorder("<")
        )
        at += size
    assert at == len(frame)
    return header, arrays


def answered(layer: Layer, gate: Gate, form: Form = Form.COUNT, filter_: Filter | None = None) -> Answer:
    """The gate's answer to the layer's question near zoom 5."""
    return gate.ask(LOCAL_ACTOR, layer.question(filter_ or Filter(), View(zoom=5.0, form=form)))


def sent(layer: Layer, answer: Answer) -> Frame:
    """The values frame of an answer, decoded."""
    return decode(values_frame(layer, answer, ids=ids_of(layer), geometry_key="k"))
