"""A native shape of many corners, written at once: the library's own builder takes the square of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.base import BaseShape
from pptx.shapes.shapetree import GroupShapes
from pptx.util import Pt

from dashboard.documents.slide_words import make_plain

_PARTS = 100
"""Parts of a point in which corners are written."""


def add_freeform(
    shapes: GroupShapes, contours: Sequence[NDArray[np.floating]], *, is_closed: bool, name: str
) -> BaseShape:
    """A new shape of one or more contours or lines, corners of shape (n, 2) in points of the slide.

    The extent of the group is to be set once all shapes are in it (:func:`fit_group`).
    """
    corners = [np.round(np.asarray(ring, dtype=np.float64) * _PARTS).astype(np.int64) for ring in contours]
    everything = np.concatenate(corners)
    left, top = (int(value) for value in everything.min(axis=0))
    width, height = (max(int(value), 1) for value in np.ptp(everything, axis=0))
    part = int(Pt(1)) // _PARTS
    element = shapes._grpSp.add_freeform_sp(left * part, top * part, width * part, height * part)
    path = element.add_path(w=width, h=height)
    for ring in corners:
        for step in _steps(ring - np.array((left, top)), is_closed=is_closed):
            path.append(step)
    added = shapes._shape_factory(element)
    added.name = name
    make_plain(added)
    return added


def fit_group(shapes: GroupShapes) -> None:
    """Make a group as large as what is in it."""
    shapes._recalculate_extents()


def _steps(ring: NDArray[np.int64], *, is_closed: bool) -> list[object]:
    (x, y), *rest = ring.tolist()
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    close = "<a:close/>" if is_closed else ""
    text = f'<a:path {nsdecls("a")}><a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{lines}{close}</a:path>'
    return list(parse_xml(text))
