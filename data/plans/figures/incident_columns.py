"""Counts of incidents by county, as the gate shows them: in all, by category, and beside a year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from data.answers.calendar import YEAR, days_in, month_number
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.question import Answer, By, Form, Question
from data.plans.figures.columns import BEFORE_COLUMN, CATEGORY_COLUMNS, INCIDENT_COLUMN, NOW_COLUMN, Column
from data.plans.figures.places import county_places
from data.plans.figures.unit_figures import Floats, States
from data.reference.taxonomy import CATEGORIES

Ask = Callable[[Question], Answer]
NO_COUNTY = ""
"""Key of the events in no county."""


@dataclass(frozen=True, kw_only=True, eq=False)
class IncidentColumns:
    """Columns of incidents over all counties, as ``UnitFigures`` has them.

    ``everything`` is the total from a question of its own, and ``outside`` what is in no county, both
    ``None`` where not shown; ``outside_state`` says why. ``share`` is the part of the days of both
    periods compared that lies in the later one. ``answers`` are those that the columns come from.
    """

    columns: tuple[Column, ...]
    values: Floats
    states: States
    everything: int | None
    outside: int | None
    outside_state: State
    share: float
    answers: tuple[Answer, ...]


def incident_columns(ask: Ask, filter_: Filter) -> IncidentColumns:
    """Counts by county under the filter; ``ask`` asks the gate."""
    by_county = Question(measure="incidents", filter=filter_, by=By.REGION, region_set="county")
    whole = ask(Question(measure="incidents", filter=filter_))
    counts = ask(by_county)
    change = ask(replace(by_county, form=Form.CHANGE))
    chosen = filter_.categories or CATEGORIES
    answers = [counts]
    answers += [ask(replace(by_county, filter=replace(filter_, categories=(name,)))) for name in chosen]
    found = [_column(answer, "value") for answer in answers]
    found += [_column(change, name) for name in ("now", "before")]
    outside = counts.table["region"].to_pylist().index(NO_COUNTY)
    return IncidentColumns(
        columns=event_columns(filter_),
        values=np.array([values for values, _ in found]),
        states=np.array([states for _, states in found]),
        everything=None if whole.total is None else int(whole.total),
        outside=counts.table["value"][outside].as_py(),
        outside_state=State(counts.table["state"][outside].as_py()),
        share=_share(change),
        answers=(counts, whole, change),
    )


def event_columns(filter_: Filter) -> tuple[Column, ...]:
    """Columns of incidents under the filter, in the order of their arrays."""
    chosen = filter_.categories or CATEGORIES
    categories = (CATEGORY_COLUMNS[name] for name in chosen)
    return (INCIDENT_COLUMN, *categories, NOW_COLUMN, BEFORE_COLUMN)


def _column(answer: Answer, name: str) -> tuple[Floats, States]:
    """Values and states of all counties; a change is shown where both of its counts are."""
    places: Mapping[str, int] = county_places()
    values = np.zeros(len(places))
    states = np.full(len(places), State.MISSING, np.uint8)
    table = answer.table
    rows = zip(
        *(table[key].to_pylist() for key in ("region", name, "state")),
        strict=True,
    )
    for region, value, state in rows:
        place = places.get(region.partition(":")[2])
        if place is not None:
            states[place] = state
            values[place] = value if state == State.SHOWN else 0
    return values, states


def _share(change: Answer) -> float:
    """The part of the days of a change that lies in its later months."""
    if change.first is None or change.last is None:
        return 0.5
    first, last = month_number(change.first), month_number(change.last)
    now, before = days_in(first, last), days_in(first - YEAR, last - YEAR)
    return now / (now + before)
