"""The table twin of a layer: the same answer, as rows that can be read without the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.answers.disclosure import State
from data.answers.question import Answer, By, in_words
from data.geography.grid import cell_bounds
from data.geography.regions import region
from layers.base import Kind, Layer

_MOST_CELLS = 200


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table twin: a place, its value in words, and a number to sort by.

    ``order`` is the value where it is shown; 0.5 where it is small or withheld.
    """

    key: str
    name: str
    words: str
    order: float


def table_twin(layer: Layer, answer: Answer) -> tuple[Row, ...]:
    """Rows of the answer, largest first; for cells the 200 densest, named by their centre."""
    keys = answer.table.column(answer.question.by.value).to_pylist()
    values = answer.table.column("value").to_pylist()
    states = answer.table.column("state").to_numpy()
    if answer.question.by is By.CELL:
        densest = np.argsort([-(value or 0) for value in values], kind="stable")[:_MOST_CELLS]
        keys, values, states = [keys[i] for i in densest], [values[i] for i in densest], states[densest]
    names = _names(layer, answer, keys)
    rows = [
        Row(
            key=str(key),
            name=name,
            words=in_words(value, State(state), answer.floor),
            order=float(value or 0) if state == State.SHOWN else 0.5,
        )
        for key, name, value, state in zip(keys, names, values, states, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.order, row.name)))


def _names(layer: Layer, answer: Answer, keys: list[str | int]) -> list[str]:
    if answer.question.by is By.CELL and answer.question.level is not None:
        west, south, east, north = cell_bounds(np.asarray(keys, np.int64), answer.question.level)
        centres = zip((west + east) / 2, (south + north) / 2, strict=True)
        return [
            f"{abs(lat):.3f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.3f}° {'E' if lon >= 0 else 'W'}"
            for lon, lat in centres
        ]
    if layer.kind is Kind.POINTS and layer.points:
        points = layer.points()
        known = dict(zip(points.ids, points.names, strict=True))
        return [known.get(str(key), f"{key} (not in the port table)") for key in keys]
    return [region(str(key)).name if key else "In no region of this set" for key in keys]
