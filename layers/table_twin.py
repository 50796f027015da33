"""The table twin of a layer: the same answer, as rows that can be read without the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from data.answers.change import WORDS, Verdict
from data.answers.disclosure import State
from data.answers.question import Answer, By, Form, in_words
from data.geography.grid import cell_bounds
from data.geography.regions import region, region_set
from layers.base import Kind, Layer
from layers.institutions import rows_of
from layers.notes import by_row, confidence_words, joined, region_note
from layers.words import value_words

_MOST_CELLS = 200
_NOT_SHOWN = 0.5
"""Where a count that is not shown stands in the order: above none, below all that are shown."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table twin: a place, its value in words, and a number to sort by.

    ``order`` is the value where it is shown; 0.5 where a count is small or withheld, 0 where a
    change is not shown. ``now``, ``before`` and ``verdict`` are words of a change, else empty.
    ``note`` says how sure the place is, and what else there is to know of it.
    """

    key: str
    name: str
    words: str
    order: float
    now: str = ""
    before: str = ""
    verdict: str = ""
    note: str = ""


def table_twin(layer: Layer, answer: Answer) -> tuple[Row, ...]:
    """Rows of the answer, largest first; for cells the 200 densest, named by their centre.

    Institutions that have no place on the map have a row each.
    """
    table = answer.table
    is_cells = answer.question.by is By.CELL
    if is_cells:
        sizes = np.abs(np.nan_to_num(table.column("value").to_numpy().astype(np.float64)))
        table = table.take(np.argsort(-sizes, kind="stable")[:_MOST_CELLS])
    unplaced = () if is_cells else _without_county(layer, answer)
    found = [row for row in table.to_pylist() if row[answer.question.by.value] != "" or not unplaced]
    keys = [row[answer.question.by.value] for row in found]
    notes = {} if is_cells else _notes(layer)
    named = zip(found, keys, _names(layer, answer, keys), by_row(map(str, keys), notes), strict=True)
    rows = [_row(row, answer, key=str(key), name=name, note=note) for row, key, name, note in named]
    return tuple(sorted([*rows, *unplaced], key=lambda row: (-row.order, row.name)))


def _row(found: dict[str, Any], answer: Answer, *, key: str, name: str, note: str) -> Row:
    form, state, value = answer.question.form, State(found["state"]), found["value"]
    is_change = form is Form.CHANGE
    now, before = (_side(found, side, answer.floor) if is_change else "" for side in ("now", "before"))
    return Row(
        key=key,
        name=name,
        words=value_words(value, state, form=form, floor=answer.floor),
        order=float(value or 0) if state is State.SHOWN else 0.0 if is_change else _NOT_SHOWN,
        now=now,
        before=before,
        verdict=WORDS[Verdict(found["verdict"])] if is_change else "",
        note=note,
    )


def _side(found: dict[str, Any], side: str, floor: int) -> str:
    return in_words(found[side], State(found[f"{side}_state"]), floor)


def _without_county(layer: Layer, answer: Answer) -> tuple[Row, ...]:
    """A row for each institution of a layer of counties whose county is not known."""
    if layer.institutions is None or answer.question.by is not By.REGION:
        return ()
    return tuple(
        Row(
            key=row["id"],
            name=layer.institutions.name_of(row),
            words="1",
            order=1.0,
            note=joined(["no county named", confidence_words(row["confidence"])]),
        )
        for row in rows_of(layer.institutions)
        if row["county_fips"] is None
    )


def _names(layer: Layer, answer: Answer, keys: list[str | int]) -> list[str]:
    if answer.question.by is By.CELL and answer.question.level is not None:
        west, south, east, north = cell_bounds(np.asarray(keys, np.int64), answer.question.level)
        centres = zip((west + east) / 2, (south + north) / 2, strict=True)
        return [degrees_words(lon, lat) for lon, lat in centres]
    if layer.kind is Kind.POINTS:
        known = _place_names(layer)
        return [known.get(str(key), f"{key} (not in the table of places)") for key in keys]
    return [region(str(key)).name if key else "In no region of this set" for key in keys]


def degrees_words(lon: float, lat: float) -> str:
    """A point (OGC:CRS84, degrees) in words, latitude first as people say it."""
    return f"{abs(lat):.3f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.3f}° {'E' if lon >= 0 else 'W'}"


def _place_names(layer: Layer) -> dict[str, str]:
    names = dict(zip(layer.points().ids, layer.points().names, strict=True)) if layer.points else {}
    if layer.institutions:
        names |= {row["id"]: layer.institutions.name_of(row) for row in rows_of(layer.institutions)}
    return names


def _notes(layer: Layer) -> dict[str, str]:
    if layer.points:
        points = layer.points()
        unplaced = (
            {row["id"]: "no point" for row in rows_of(layer.institutions)} if layer.institutions else {}
        )
        return unplaced | dict(zip(points.ids, points.notes, strict=True))
    regions = region_set(layer.region_set or "county").regions
    told = layer.notes() if layer.notes else {}
    return {found.id: joined([told.get(found.id, ""), region_note(found)]) for found in regions}
