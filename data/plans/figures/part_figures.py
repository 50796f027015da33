"""Figures of the parts of a county that a line cuts, where the parts are in different regions.

The gate is asked about each part, within the county. The last part is the county less the others, so
that the parts always add up to it. A column is shown of all parts or of none: of all if the county
and every part are shown, and the last is 0 or not below the floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Form, Question
from data.plans.figures.county_table import CountyTable
from data.plans.figures.incident_columns import Ask, event_columns
from data.plans.figures.place_columns import place_columns, place_states
from data.plans.figures.places import NOWHERE, Sites, best_offices, county_places, parts_with, ports
from data.plans.figures.unit_figures import Floats, Places, States, UnitFigures
from data.plans.units import UnitId, county_of
from data.reference.taxonomy import CATEGORIES

Shape = Polygon | MultiPolygon
Mask = NDArray[np.bool_]


def part_figures(
    ask: Ask,
    filter_: Filter,
    *,
    table: CountyTable,
    parts: Sequence[UnitId],
    shapes: Sequence[Shape],
    sizes: Floats,
) -> UnitFigures:
    """Figures of all parts of one county, whose shapes in OGC:CRS84 make it up.

    ``sizes`` are their miles of land border, square kilometres and square miles, shape ``(3, parts)``;
    ``ask`` asks the gate for an actor.
    """
    events = _events(ask, filter_, table=table, parts=parts, shapes=shapes)
    return _with_places(table, parts, shapes=shapes, sizes=sizes, events=events)


def parts_not_asked(
    table: CountyTable, *, parts: Sequence[UnitId], shapes: Sequence[Shape], sizes: Floats
) -> UnitFigures:
    """The same with all incidents withheld, without asking the gate."""
    columns = sum(column.counts_events for column in table.figures.columns)
    shape = (columns, len(parts))
    events = (np.zeros(shape), np.full(shape, State.WITHHELD, np.uint8))
    return _with_places(table, parts, shapes=shapes, sizes=sizes, events=events)


def shared_out(county: Floats, given: Floats, is_shown: Mask, floor: int) -> tuple[Floats, Mask]:
    """Counts of parts that add up to their county's, shape ``(columns, parts)``, and which rows are shown.

    ``county``, shape ``(columns,)``, has its counts; ``given`` those of the parts as the gate shows
    them. ``is_shown``, shape ``(columns,)``, says where the county and every part are.

    Examples
    --------
    >>> given, both = np.array([[30.0, 20], [45, 5]]), np.array([True, True])
    >>> values, shown = shared_out(np.array([50.0, 50]), given, both, 10)
    >>> values.tolist(), shown.tolist()
    ([[30.0, 20.0], [0.0, 0.0]], [True, False])
    """
    last = county - given[:, :-1].sum(axis=1)
    is_whole = is_shown & ((last == 0) | (last >= max(floor, 1)))
    values = np.where(is_whole[:, np.newaxis], np.column_stack([given[:, :-1], last]), 0.0)
    return values, is_whole


def _with_places(
    table: CountyTable,
    parts: Sequence[UnitId],
    *,
    shapes: Sequence[Shape],
    sizes: Floats,
    events: tuple[Floats, States],
) -> UnitFigures:
    """Figures of parts from those of their incidents: ports, offices and sizes put beside them."""
    county = county_places()[county_of(parts[0])]
    port_part, base_part = (_part_of(sites, county, shapes) for sites in (ports(), best_offices()))
    places = place_columns(table.ports, port_part, base_part, units=len(parts))
    states = place_states(table.ports, port_part, units=len(parts))
    return UnitFigures(
        units=tuple(parts),
        columns=table.figures.columns,
        values=np.concatenate([events[0], places, sizes]),
        states=np.concatenate([events[1], states, np.zeros(sizes.shape, np.uint8)]),
    )


def _events(
    ask: Ask, filter_: Filter, *, table: CountyTable, parts: Sequence[UnitId], shapes: Sequence[Shape]
) -> tuple[Floats, States]:
    """Values and states of the columns of incidents, shape ``(columns, parts)``.

    If the county's incidents are not shown in all, nothing is asked and nothing is shown.
    """
    columns = len(event_columns(filter_))
    place = county_places()[county_of(parts[0])]
    whole, states = table.figures.values[:columns, place], table.figures.states[:columns, place]
    given, is_shown = np.zeros((columns, len(parts))), np.zeros(columns, np.bool_)
    if states[0] == State.SHOWN:
        inside = replace(filter_, regions=(f"county:{county_of(parts[0])}",))
        asked = [_asked(ask, Question(measure="incidents", filter=inside, polygon=shape)) for shape in shapes]
        given = np.column_stack([values for values, _ in asked])
        is_shown = np.logical_and.reduce([shown for _, shown in asked]) & (states == State.SHOWN)
    values, is_whole = shared_out(whole, given, is_shown, table.papers.floor)
    hidden = np.where(states == State.MISSING, State.MISSING, State.WITHHELD)
    found = np.where(is_whole, State.SHOWN, hidden).astype(np.uint8)
    return values, np.repeat(found[:, np.newaxis], len(parts), axis=1)


def _asked(ask: Ask, question: Question) -> tuple[Floats, Mask]:
    """Counts of one part, in the order of the columns of incidents, and which of them are shown."""
    chosen = question.filter.categories or CATEGORIES
    total, change = ask(question), ask(replace(question, form=Form.CHANGE))
    words = _by_word(ask(replace(question, by=By.CATEGORY)))
    pair = [_cell(change, name) for name in ("now", "before")]
    cells = [_cell(total, "value"), *(words[name] for name in chosen), *pair]
    return np.array([value for value, _ in cells]), np.array([shown for _, shown in cells])


def _cell(answer: Answer, name: str) -> tuple[float, bool]:
    is_shown = answer.table["state"][0].as_py() == State.SHOWN
    return float(answer.table[name][0].as_py()) if is_shown else 0.0, is_shown


def _by_word(answer: Answer) -> dict[str, tuple[float, bool]]:
    rows = zip(*(answer.table[name].to_pylist() for name in ("category", "value", "state")), strict=True)
    return {word: (float(value or 0), state == State.SHOWN) for word, value, state in rows}


def _part_of(sites: Sites, county: int, shapes: Sequence[Shape]) -> Places:
    """Part that each site is in, ``NOWHERE`` for those of other counties."""
    found = np.full(len(sites.ids), NOWHERE, np.intp)
    for site, part in parts_with(sites, county, shapes).items():
        found[site] = part
    return found
