"""Rows of the packaged tables of institutions, as places on a map."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.answers.question import Answer
from data.reference.tables import load_arrow
from layers.base import Institutions, Points, Row
from layers.notes import confidence_summary, confidence_words, joined

_APART_DEGREES = 0.04
"""How far from the middle of a town its institutions are drawn, where there are several: 4.4 km."""


@cache
def rows_of(institutions: Institutions) -> tuple[Row, ...]:
    """The table rows that a layer shows, in the table's order."""
    rows: list[dict[str, Any]] = load_arrow(institutions.table).to_pylist()
    column = institutions.column
    return tuple(row for row in rows if not column or row[column] == institutions.value)


def placed(
    institutions: Institutions,
    *,
    class_of: Callable[[Row], str],
    about: Callable[[Row], str],
) -> Callable[[], Points]:
    """A function of the points (OGC:CRS84, degrees) of the rows that have one, worked out once.

    Points of a table are the middle of a town. Several in one town are drawn in a ring around it,
    4.4 km away, so that each can be seen and pointed at.
    """

    @cache
    def points() -> Points:
        rows = [row for row in rows_of(institutions) if row["lon"] is not None]
        lon, lat = _apart(np.array([row["lon"] for row in rows]), np.array([row["lat"] for row in rows]))
        return Points(
            ids=tuple(row["id"] for row in rows),
            names=tuple(institutions.name_of(row) for row in rows),
            classes=tuple(class_of(row) for row in rows),
            lon=tuple(lon.round(5).tolist()),
            lat=tuple(lat.round(5).tolist()),
            notes=tuple(joined([about(row), confidence_words(row["confidence"])]) for row in rows),
        )

    return points


def confidence_of(institutions: Institutions) -> Callable[[Answer], str]:
    """A summary for the legend: how many rows there are, and how sure they are."""
    return lambda _answer: confidence_summary(row["confidence"] for row in rows_of(institutions))


def _apart(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The points, those that coincide moved apart in a ring around their common place."""
    spots = np.unique(np.column_stack([lon, lat]), axis=0, return_inverse=True, return_counts=True)
    spot, size = spots[1], spots[2]
    order = np.argsort(spot, kind="stable")
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    place = np.empty(len(lon), np.int64)
    place[order] = np.arange(len(lon)) - first[spot[order]]
    bearing = 2 * np.pi * place / size[spot]
    apart = np.where(size[spot] > 1, _APART_DEGREES, 0.0)
    return lon + apart * np.sin(bearing) / np.cos(np.radians(lat)), lat + apart * np.cos(bearing)
