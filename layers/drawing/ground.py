"""What lies under and over the layers of a map: land, lakes, states, the two borders; and plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.drawing.coverage import home_shape, lines_of, outline, rings_of
from layers.drawing.frame import Frame, projected
from layers.drawing.layer_shapes import Hand
from layers.drawing.picture import Area, Line, Ring, Shape
from layers.drawing.viewed import PlanRegion, Surroundings

_ROUGH_POINTS = 0.5


def ground_shapes(frame: Frame, around: Surroundings, hand: Hand) -> Iterator[Shape]:
    """Land abroad and the United States; an inset has a ground and an edge of its own."""
    if frame.name:
        left, top, right, bottom = frame.box
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
        yield Area(
            rings=(corners,),
            fill=hand.ink.water,
            outline=hand.ink.coast,
            outline_width=round(0.5 * hand.pen, 2),
        )
    land = rings_of(_land(around, frame))
    coast = round(0.35 * hand.pen, 2)
    if land:
        yield Area(rings=land, fill=hand.ink.land, outline=hand.ink.coast, outline_width=coast)
    home = rings_of(home_shape(frame))
    if home:
        yield Area(rings=home, fill=hand.ink.home, outline=hand.ink.coast, outline_width=coast)


def lake_shapes(frame: Frame, around: Surroundings, hand: Hand) -> Iterator[Shape]:
    """Lakes, over the fills of regions."""
    lakes = rings_of(_lakes(around, frame))
    if lakes:
        yield Area(
            rings=lakes, fill=hand.ink.water, outline=hand.ink.coast, outline_width=round(0.25 * hand.pen, 2)
        )


def state_lines(frame: Frame, hand: Hand) -> Iterator[Shape]:
    """Lines between states and around them."""
    for line in outline("state", frame):
        yield Line(points=line, colour=hand.ink.state_line, width=round(0.4 * hand.pen, 2), opacity=0.85)


def border_shapes(frame: Frame, around: Surroundings, hand: Hand) -> Iterator[Shape]:
    """The lines of the border with the neighbours, cased."""
    lines = _border(around, frame)
    for colour, width in ((hand.ink.border_casing, 2.6), (hand.ink.border, 1.2)):
        for line in lines:
            yield Line(points=line, colour=colour, width=round(width * hand.pen, 2))


def plan_shapes(regions: Sequence[PlanRegion], frame: Frame, hand: Hand) -> Iterator[Shape]:
    """The regions of a plan as outlines: cased, and thicker than any other line but the border."""
    if not regions:
        return
    shapes = frame.clipped(
        shapely.simplify(
            projected(np.array([region.shape for region in regions], object), frame.crs),
            _ROUGH_POINTS / frame.scale,
        )
    )
    for colour, width in ((hand.ink.halo, 3.2), (hand.ink.accent, 1.5)):
        for region, shape in zip(regions, shapes, strict=True):
            rings = rings_of(shape)
            if rings:
                yield Area(
                    rings=rings,
                    fill=None,
                    outline=colour,
                    outline_width=round(width * hand.pen, 2),
                    name=region.name,
                )


@lru_cache(maxsize=32)
def _land(around: Surroundings, frame: Frame) -> BaseGeometry:
    return _in_frame(around.land, frame)


@lru_cache(maxsize=32)
def _lakes(around: Surroundings, frame: Frame) -> BaseGeometry:
    return _in_frame(around.lakes, frame)


@lru_cache(maxsize=32)
def _border(around: Surroundings, frame: Frame) -> tuple[Ring, ...]:
    return lines_of(_in_frame(around.border, frame))


def _in_frame(shape: BaseGeometry, frame: Frame) -> BaseGeometry:
    """A shape of OGC:CRS84 in a frame, in points, without corners that nobody could see."""
    if shape.is_empty:
        return shape
    parts = shapely.get_parts(shape)
    on_plane = projected(parts, frame.crs)
    bounds = shapely.bounds(on_plane)
    west, south, east, north = frame.metres()
    near = np.isfinite(bounds).all(axis=1)
    near &= (bounds[:, 0] < east) & (bounds[:, 2] > west) & (bounds[:, 1] < north) & (bounds[:, 3] > south)
    simple = shapely.simplify(on_plane[near], _ROUGH_POINTS / frame.scale)
    placed = frame.clipped(shapely.make_valid(simple))
    is_area = shape.geom_type.endswith("Polygon")
    return shapely.union_all(placed) if is_area else shapely.line_merge(shapely.union_all(placed))
