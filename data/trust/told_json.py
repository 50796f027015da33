"""Answers about drawn shapes as rows of the memory that processes share: questions and states, no numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon

from data.answers.filters import Filter
from data.answers.guard.memory import Said
from data.answers.question import By, Question
from data.errors import BorderopsError, TrustError

_Ring = list[list[float]]


def said_to_text(said: Said) -> str:
    """Canonical JSON. Corners are written in full, so that the shape is the same to the last bit.

    Raises
    ------
    TrustError
        If the answer is about no shape, or is no count.
    """
    question = said.question
    if question.polygon is None or question.cell is not None or question.region_set is not None:
        raise TrustError("an answer about no shape is not remembered", remedy="Report this as a fault")
    body = {
        "measure": question.measure,
        "filter": question.filter.to_query(),
        "by": question.by.value,
        "shape": [_rings(part) for part in _parts(question.polygon)],
        "is_multiple": isinstance(question.polygon, MultiPolygon),
        "notes": list(question.polygon_notes),
        "states": list(said.states),
        "near": said.near,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False)


def said_from_text(text: str) -> Said:
    """What :func:`said_to_text` wrote.

    Raises
    ------
    TrustError
        If it did not write this: the memory of what was told cannot be relied upon then.
    """
    try:
        body: dict[str, Any] = json.loads(text)
        parts = [_part(rings) for rings in body["shape"]]
        question = Question(
            measure=body["measure"],
            filter=Filter.from_query(body["filter"]),
            by=By(body["by"]),
            polygon=MultiPolygon(parts) if body["is_multiple"] else parts[0],
            polygon_notes=tuple(body["notes"]),
        )
        return Said(question=question, states=bytes(body["states"]), near=body["near"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, BorderopsError) as error:
        raise TrustError(
            f"a row of trust_told is not what this program writes: {error}",
            remedy="Restore the database, or delete the row if it was put there by hand",
        ) from error


def _parts(shape: Polygon | MultiPolygon) -> Sequence[Polygon]:
    return list(shape.geoms) if isinstance(shape, MultiPolygon) else [shape]


def _rings(part: Polygon) -> list[_Ring]:
    rings: list[_Ring] = [shapely.get_coordinates(ring).tolist() for ring in (part.exterior, *part.interiors)]
    return rings


def _part(rings: list[_Ring]) -> Polygon:
    return Polygon(rings[0], rings[1:])
