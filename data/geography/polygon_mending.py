"""A drawn shape ring by ring: closed, taken across the antimeridian, rid of repeats, simplified.

Each step gives the shape anew with a sentence of what it did, or as it was if there was nothing
to do. Whether rings may lie as they do is not looked at here. Coordinates are OGC:CRS84, longitude
first, or in the frame of :mod:`data.geography.antimeridian` once the shape is shifted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from data.errors import PolygonError, Where
from data.geography import antimeridian
from data.geography.polygon_rings import Part, Positions, Ring
from data.geography.polygon_simplify import simplified

TOLERANCES_M = (1.0, 10.0, 100.0)
_FEWEST_CORNERS = 3


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Parts on their way to a polygon, and what was done so far."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    is_shifted: bool = False

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The rings of all parts, in order."""
        return tuple(ring for part in self.parts for ring in part)

    @property
    def vertices(self) -> int:
        """Number of positions of all rings."""
        return sum(len(ring.positions) for ring in self.rings)

    def each(self, change: Callable[[Positions], Positions]) -> Drawn:
        """The same with the positions of each ring changed."""
        parts = tuple(
            tuple(replace(ring, positions=change(ring.positions)) for ring in part) for part in self.parts
        )
        return replace(self, parts=parts)

    def noted(self, note: str) -> Drawn:
        """The same with one sentence more."""
        return replace(self, notes=(*self.notes, note))


def closed(drawn: Drawn) -> Drawn:
    """The shape with every ring closed."""
    opened = sum(_is_open(ring.positions) for ring in drawn.rings)
    if not opened:
        return drawn
    return drawn.each(_closed).noted(
        f"{_counted(opened, 'ring was', 'rings were')} open: closed from the last corner to the first."
    )


def across_antimeridian(drawn: Drawn) -> Drawn:
    """The shape in the frame around 180 degrees if an edge spans more than that, else as it was.

    Raises
    ------
    PolygonError
        If an edge crosses the meridian of Greenwich too: the shape goes around a pole, or most of
        the world.
    """
    if not any(antimeridian.crosses(ring.positions) for ring in drawn.rings):
        return drawn
    moved = replace(drawn.each(antimeridian.shifted), is_shifted=True)
    for ring in moved.rings:
        if antimeridian.crosses(ring.positions):
            raise PolygonError(
                "the shape crosses the antimeridian and the meridian of Greenwich, or goes around a pole",
                where=Where(ring=ring.number, vertex=int(np.argmax(np.abs(np.diff(ring.positions[:, 0]))))),
                remedy="Draw two shapes, or set a corner between where an edge spans over 180 degrees",
            )
    return moved.noted(
        "An edge spans more than 180 degrees of longitude: it is taken the short way, across the "
        "antimeridian, where the shape is cut in two; for the long way, set a corner between."
    )


def without_repeats(drawn: Drawn) -> Drawn:
    """The shape without corners that are given twice in a row."""
    found = drawn.each(_distinct)
    dropped = drawn.vertices - found.vertices
    if not dropped:
        return drawn
    times = _counted(dropped, "corner is", "corners are")
    return found.noted(f"{times} given again right after: counted once.")


def within(drawn: Drawn, most_vertices: int) -> Drawn:
    """The shape with at most so many vertices, simplified by the first tolerance that is enough.

    Raises
    ------
    PolygonError
        If 100 metres are not enough.
    """
    if drawn.vertices <= most_vertices:
        return drawn
    for tolerance_m in TOLERANCES_M:
        found = drawn.each(lambda positions, by=tolerance_m: simplified(positions, by))  # type: ignore[misc]
        if found.vertices <= most_vertices:
            return found.noted(
                f"{drawn.vertices:,} corners are more than {most_vertices:,}: simplified to "
                f"{found.vertices:,}. Each that is left out lies within {tolerance_m:g} m of the edge in "
                "its place."
            )
    raise PolygonError(
        f"there are {drawn.vertices:,} vertices, and {found.vertices:,} when simplified by "
        f"{TOLERANCES_M[-1]:g} m, expected at most {most_vertices:,}",
        remedy="Simplify the polygon, or draw it in parts",
    )


def with_area(drawn: Drawn) -> Drawn:
    """The shape without rings of fewer than three different corners; an outer one takes its holes along.

    Raises
    ------
    PolygonError
        If no ring is left.
    """
    flat = [ring for ring in drawn.rings if _is_flat(ring)]
    if not flat:
        return drawn
    parts = tuple(
        tuple(ring for ring in part if not _is_flat(ring)) for part in drawn.parts if not _is_flat(part[0])
    )
    if not parts:
        raise no_area(drawn, flat[0])
    rings = _counted(len(flat), "ring has", "rings have")
    return replace(drawn, parts=parts).noted(f"{rings} fewer than three different corners: left out.")


def no_area(drawn: Drawn, ring: Ring) -> PolygonError:
    """The refusal of a shape that has no inside."""
    remedy = "Set at least three corners that are not on one line"
    if drawn.is_shifted:
        remedy = "Set a corner between where an edge spans more than 180 degrees of longitude"
    return PolygonError("the shape has no area", where=Where(ring=ring.number), remedy=remedy)


def _is_open(positions: Positions) -> bool:
    return len(positions) > 0 and bool(np.any(positions[0] != positions[-1]))


def _closed(positions: Positions) -> Positions:
    return np.concatenate([positions, positions[:1]]) if _is_open(positions) else positions


def _distinct(positions: Positions) -> Positions:
    """The positions without those equal to the one before."""
    is_new = np.ones(len(positions), np.bool_)
    is_new[1:] = np.any(positions[1:] != positions[:-1], axis=1)
    return positions[is_new]


def _is_flat(ring: Ring) -> bool:
    return len(np.unique(ring.positions, axis=0)) < _FEWEST_CORNERS


def _counted(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
