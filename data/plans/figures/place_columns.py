"""Figures of units from places: crossings at their ports, ports, and offices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Question
from data.plans.figures.columns import CROSSINGS, CrossingGroup
from data.plans.figures.incident_columns import Ask
from data.plans.figures.places import NOWHERE, best_offices, ports
from data.plans.figures.unit_figures import Floats, Places, States


@dataclass(frozen=True, kw_only=True, eq=False)
class PortFigures:
    """Crossings of each port, a row for each of :data:`~data.plans.figures.columns.CROSSINGS`.

    ``values`` are sums of what is shown; ``states``, of the same shape ``(groups, ports)``, are
    withheld where any of it is not, and missing where nothing is published of the port.
    """

    values: Floats
    states: States
    answers: tuple[Answer, ...]


def port_figures(ask: Ask, filter_: Filter) -> PortFigures:
    """Crossings of all ports under the filter; ``ask`` asks the gate."""
    answers = {
        key: ask(Question(measure=key, filter=filter_, by=By.PLACE))
        for group in CROSSINGS
        for key in group.measures
    }
    found = [_of_group(group, answers) for group in CROSSINGS]
    return PortFigures(
        values=np.array([values for values, _ in found]),
        states=np.array([states for _, states in found]),
        answers=tuple(answers.values()),
    )


def place_columns(figures: PortFigures, port_unit: Places, base_unit: Places, *, units: int) -> Floats:
    """Values of the columns of places by unit, shape ``(columns, units)``.

    ``port_unit`` and ``base_unit`` are the place of the unit of each port and office, or ``NOWHERE``.
    """
    at = port_unit != NOWHERE
    crossings = [np.bincount(port_unit[at], values[at], minlength=units) for values in figures.values]
    open_ports = port_unit[at & ports().is_open]
    counted = [np.bincount(found, minlength=units) for found in (open_ports, base_unit[base_unit != NOWHERE])]
    return np.array([*crossings, *counted], np.float64)


def place_states(figures: PortFigures, port_unit: Places, *, units: int) -> States:
    """States of the columns of places by unit, shape ``(columns, units)``.

    A unit hides crossings if any of its ports does. It misses them if it has ports and nothing is
    published of any, or if nothing is published at all; a unit without ports has none.
    """
    at = port_unit != NOWHERE
    found = np.full((len(CROSSINGS) + 2, units), State.SHOWN, np.uint8)
    for row, states in enumerate(figures.states):
        if (states == State.MISSING).all():
            found[row] = State.MISSING
            continue
        number = np.bincount(port_unit[at], minlength=units)
        missing = np.bincount(port_unit[at & (states == State.MISSING)], minlength=units)
        found[row, (number > 0) & (missing == number)] = State.MISSING
        found[row, port_unit[at & (states == State.WITHHELD)]] = State.WITHHELD
    return found


def county_of_places() -> tuple[Places, Places]:
    """Place of the county of each port and of each office."""
    return ports().county, best_offices().county


def _of_group(group: CrossingGroup, answers: dict[str, Answer]) -> tuple[Floats, States]:
    place_of = {code: place for place, code in enumerate(ports().ids)}
    values = np.zeros(len(place_of))
    states = np.full(len(place_of), State.MISSING, np.uint8)
    for key in group.measures:
        table = answers[key].table
        rows = zip(*(table[name].to_pylist() for name in ("place", "value", "state")), strict=True)
        for code, value, state in rows:
            place = place_of.get(code)
            if place is None or state == State.MISSING:
                continue
            is_shown = state == State.SHOWN
            values[place] += value if is_shown else 0
            is_hidden = not is_shown or states[place] == State.WITHHELD
            states[place] = State.WITHHELD if is_hidden else State.SHOWN
    return values, states
