"""The columns of a panel: what is told of every region of a plan, each in one unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.reference.taxonomy import CATEGORIES

INCIDENTS = "incidents"
NOW = "now"
BEFORE = "before"
CHANGE = "change"
ENCOUNTERS = "encounters"
PORTS = "ports"
BORDER_MILES = "border-miles"
AREA_KM2 = "area-km2"
AREA_SQ_MI = "area-sq-mi"
BASES = "bases"
AVAILABLE = "available"
PER_AVAILABLE = "incidents-per-available"
_NO_LETTERS = re.compile("[^a-z]+")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its key, its title, the one unit of its values, and their decimals.

    ``counts_events`` says that its counts fall under the disclosure floor.
    """

    key: str
    title: str
    unit: str
    decimals: int = 0
    counts_events: bool = False


@dataclass(frozen=True, kw_only=True)
class CrossingGroup:
    """Published crossings that are counts of the same thing, so that they can be added.

    ``measures`` are keys of :data:`data.answers.measures.MEASURES`.
    """

    column: Column
    measures: tuple[str, ...]


def category_key(category: str) -> str:
    """Key of the column of a category.

    Examples
    --------
    >>> category_key("Encounter between ports")
    'category-encounter-between-ports'
    """
    return f"category-{_NO_LETTERS.sub('-', category.lower())}"


def _crossings(key: str, title: str, unit: str, *published: str) -> CrossingGroup:
    return CrossingGroup(
        column=Column(key=f"crossings-{key}", title=title, unit=unit),
        measures=tuple(f"crossings-{name}" for name in published),
    )


CROSSINGS: tuple[CrossingGroup, ...] = (
    _crossings(
        "people",
        "People entering at its ports",
        "people",
        "personal-vehicle-passengers",
        "pedestrians",
        "bus-passengers",
        "train-passengers",
    ),
    _crossings("vehicles", "Personal vehicles entering at its ports", "vehicles", "personal-vehicles"),
    _crossings("trucks", "Trucks entering at its ports", "trucks", "trucks"),
    _crossings(
        "containers",
        "Containers entering at its ports",
        "containers",
        "truck-containers-loaded",
        "truck-containers-empty",
        "rail-containers-loaded",
        "rail-containers-empty",
    ),
)
"""People, vehicles, trucks and containers are never added to each other."""

INCIDENT_COLUMN = Column(key=INCIDENTS, title="Incidents", unit="events", counts_events=True)
NOW_COLUMN = Column(key=NOW, title="Incidents, months compared", unit="events", counts_events=True)
BEFORE_COLUMN = Column(key=BEFORE, title="Incidents, a year before", unit="events", counts_events=True)
CATEGORY_COLUMNS: dict[str, Column] = {
    category: Column(key=category_key(category), title=category, unit="events", counts_events=True)
    for category in CATEGORIES
}
"""Category to its column."""

PLACE_COLUMNS: tuple[Column, ...] = (
    *(group.column for group in CROSSINGS),
    Column(key=PORTS, title="Ports of entry", unit="ports"),
    Column(key=BASES, title="BEST offices", unit="offices"),
)
SIZE_COLUMNS: tuple[Column, ...] = (
    Column(key=BORDER_MILES, title="Land border", unit="miles", decimals=1),
    Column(key=AREA_KM2, title="Area", unit="km²"),
    Column(key=AREA_SQ_MI, title="Area", unit="sq mi"),
)
OWN_COLUMNS: tuple[Column, ...] = (
    Column(key=CHANGE, title="Change in a year", unit="events"),
    Column(key=ENCOUNTERS, title="Border Patrol encounters of whole sectors", unit="encounters"),
    Column(key=AVAILABLE, title="Officers and agents available", unit="people", decimals=1),
    Column(key=PER_AVAILABLE, title="Incidents per available officer", unit="events", decimals=1),
)
"""Columns that are not sums over units."""

COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        INCIDENT_COLUMN,
        *CATEGORY_COLUMNS.values(),
        NOW_COLUMN,
        BEFORE_COLUMN,
        *PLACE_COLUMNS,
        *SIZE_COLUMNS,
        *OWN_COLUMNS,
    )
}
"""Every column by its key."""
