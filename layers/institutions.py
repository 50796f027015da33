"""Rows of the packaged tables of institutions, as places on a map."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from data.answers.question import Answer
from data.reference.tables import load_arrow
from layers.base import Institutions, Points, Row
from layers.notes import confidence_summary, confidence_words, joined


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

    Points of a table are the middle of a town, the same for all in it: the map sets such marks
    side by side.
    """

    @cache
    def points() -> Points:
        rows = [row for row in rows_of(institutions) if row["lon"] is not None]
        return Points(
            ids=tuple(row["id"] for row in rows),
            names=tuple(institutions.name_of(row) for row in rows),
            classes=tuple(class_of(row) for row in rows),
            lon=tuple(row["lon"] for row in rows),
            lat=tuple(row["lat"] for row in rows),
            notes=tuple(joined([about(row), confidence_words(row["confidence"])]) for row in rows),
        )

    return points


def confidence_of(institutions: Institutions) -> Callable[[Answer], str]:
    """A summary for the legend: how sure the rows are."""
    return lambda _answer: confidence_summary(row["confidence"] for row in rows_of(institutions))
