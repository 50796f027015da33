"""The geometry of a layer, in the order in which its values travel."""

from __future__ import annotations

from dataclasses import dataclass

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.errors import QuestionError
from data.geography.regions import region_set
from data.roles import Actor
from layers.allowed import allowed_layer
from layers.base import Kind, Layer
from layers.frames import cells_geometry, encode_frame
from layers.notes import by_row, joined, region_note

CELL_KINDS = (Kind.CELLS, Kind.HEAT)
"""Kinds whose geometry is the occupied cells of a level; they share it."""


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """The geometry's key, its ids in order (``None`` for cells), and its frame."""

    key: str
    ids: tuple[str, ...] | None
    frame: bytes


def geometry_key(layer: Layer, version: str, level: int | None, regions: tuple[str, ...] = ()) -> str:
    """The key of a layer's geometry: it changes exactly when the geometry does.

    ``regions`` are those of an actor who may ask of some only.
    """
    if layer.kind in CELL_KINDS:
        return "/".join((version, "cells", str(level), *regions))
    return f"{layer.kind}/{layer.key}"


def ids_of(layer: Layer) -> tuple[str, ...] | None:
    """Ids of the layer's geometry in order; ``None`` for cells, which come with the answer."""
    if layer.kind is Kind.POINTS and layer.points:
        return layer.points().ids
    if layer.kind is Kind.REGIONS and layer.region_set:
        return tuple(region.id for region in region_set(layer.region_set).regions)
    return None


def geometry_of(layer: Layer, gate: Gate, actor: Actor, *, filter_: Filter, level: int | None) -> Geometry:
    """The layer's geometry for the filter's data version; ``level`` is for cells only.

    Raises
    ------
    QuestionError
        If the layer is of cells and no level is given.
    AccessDeniedError
        If the actor may not view, or not this layer.
    """
    allowed_layer(actor, layer.key)
    if layer.kind in CELL_KINDS:
        if level is None:
            raise QuestionError(f"layer {layer.key} is of cells and no level is given", remedy="Give level")
        key = geometry_key(layer, gate.version_id(actor, filter_), level, actor.regions)
        return Geometry(key=key, ids=None, frame=cells_geometry(gate.cells(actor, filter_, level), key))
    key = geometry_key(layer, "", None)
    return Geometry(key=key, ids=ids_of(layer), frame=_static_frame(layer, key))


def _static_frame(layer: Layer, key: str) -> bytes:
    if layer.kind is Kind.POINTS and layer.points:
        points = layer.points()
        return encode_frame(
            {
                "kind": Kind.POINTS,
                "key": key,
                "ids": points.ids,
                "names": points.names,
                "classes": points.classes,
                "lon": points.lon,
                "lat": points.lat,
                "notes": points.notes,
            },
            {},
        )
    regions = region_set(layer.region_set or "").regions
    told = by_row((region.id for region in regions), layer.notes() if layer.notes else {})
    return encode_frame(
        {
            "kind": Kind.REGIONS,
            "key": key,
            "ids": [region.id for region in regions],
            "names": [region.name for region in regions],
            "approximate": [region.approximate for region in regions],
            "notes": [
                joined([note, region_note(region)]) for note, region in zip(told, regions, strict=True)
            ],
        },
        {},
    )
