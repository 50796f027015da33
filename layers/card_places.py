"""Which place a card is of: found by the id that the map sends, or refused in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.answers.cells import MIN_CELL_LEVEL
from data.answers.question import Cell
from data.errors import QuestionError
from data.geography.grid import MAX_LEVEL, cell_bounds, code_of_cell
from data.geography.regions import region_set
from layers.base import Kind, Layer
from layers.geometry import CELL_KINDS
from layers.institutions import rows_of
from layers.notes import cell_words, confidence_words, joined, region_note
from layers.table_twin import degrees_words

_CELL = re.compile(r"(\d{1,2})/(\d{1,6})/(\d{1,6})")
REGION_WORDS = {
    "sector": "Border Patrol sector",
    "field_office": "Field office (OFO)",
    "best": "BEST / HSI region",
    "ero_area": "ERO area of responsibility",
    "state": "State or territory",
    "county": "County",
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of a layer; ``cell`` is set where it is one. ``note`` says how sure the place is."""

    id: str
    name: str
    kind_words: str
    note: str
    cell: Cell | None = None


def place_of(layer: Layer, place_id: str) -> Place:
    """The place of a layer with the id; a cell's id is ``level/x/y``, as tiles are numbered.

    Raises
    ------
    QuestionError
        If the layer has no such place.
    """
    if layer.kind in CELL_KINDS:
        return _cell(place_id)
    found = _point(layer, place_id) if layer.kind is Kind.POINTS else _region(layer, place_id)
    found = found or _unplaced(layer, place_id)
    if found is None:
        raise QuestionError(
            f"layer {layer.key} has no place {place_id!r}", remedy="Take an id from the layer's geometry"
        )
    return found


def _cell(place_id: str) -> Place:
    match = _CELL.fullmatch(place_id)
    level, x, y = (int(part) for part in match.groups()) if match else (0, 0, 0)
    if not MIN_CELL_LEVEL <= level <= MAX_LEVEL or max(x, y) >= 1 << level:
        raise QuestionError(
            f"cell is {place_id!r}, expected level/x/y",
            remedy=f"Level {MIN_CELL_LEVEL} to {MAX_LEVEL}; x and y from 0, below 2 to the power of level",
        )
    code = int(code_of_cell(x, y))
    west, south, east, north = (float(edge[0]) for edge in cell_bounds([code], level))
    return Place(
        id=place_id,
        name=degrees_words((west + east) / 2, (south + north) / 2),
        kind_words="Cell",
        note=cell_words(level),
        cell=Cell(level=level, code=code),
    )


def _point(layer: Layer, place_id: str) -> Place | None:
    points = layer.points() if layer.points else None
    if points is None or place_id not in points.ids:
        return None
    row = points.ids.index(place_id)
    kind = points.classes[row]
    has_kinds = len(layer.style.shapes) > 1
    return Place(
        id=place_id,
        name=points.names[row],
        kind_words=f"{layer.place_words}, {kind}" if has_kinds else layer.place_words,
        note=points.notes[row] if points.notes else "",
    )


def _region(layer: Layer, place_id: str) -> Place | None:
    chosen = region_set(layer.region_set or "county")
    told = layer.notes() if layer.notes else {}
    for region in chosen.regions:
        if region.id == place_id:
            return Place(
                id=place_id,
                name=region.name,
                kind_words=REGION_WORDS[chosen.key],
                note=joined([told.get(place_id, ""), region_note(region)]),
            )
    return None


def _unplaced(layer: Layer, place_id: str) -> Place | None:
    """An institution that has no point or county and so is in the table only."""
    if layer.institutions is None:
        return None
    for row in rows_of(layer.institutions):
        if row["id"] == place_id:
            return Place(
                id=place_id,
                name=layer.institutions.name_of(row),
                kind_words=layer.place_words or layer.title,
                note=joined(["not on the map", confidence_words(row["confidence"])]),
            )
    return None
