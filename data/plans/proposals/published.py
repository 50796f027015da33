"""Measures of units from published answers: what the gate shows, and nothing that it holds back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.answers.calendar import month_start
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate, Span
from data.answers.question import Answer, By, Question
from data.answers.within import narrowed
from data.geography.regions import region_set
from data.plans.figures.balance import mixed
from data.plans.figures.columns import INCIDENTS
from data.plans.figures.places import NOWHERE, best_offices, county_order
from data.plans.figures.plan_figures import PlanFigures
from data.plans.figures.targets import open_ports
from data.plans.figures.unit_at import unit_at
from data.plans.figures.unit_figures import UnitFigures
from data.plans.plan import Plan
from data.plans.proposals.unit_measures import Floats, Spot, UnitMeasures
from data.plans.units import county_of
from data.roles import Actor

_QUARTER = 3
_MOST_QUARTERS = 40
SUPPRESSED = "Counts that are not shown count as 0 in a proposal's balance, as they do in the panel"
SEASONS = "In a season, incidents are those of the quarter; other measures of the mix stay as they are"


def published_measures(gate: Gate, actor: Actor, plan: Plan, filter_: Filter) -> UnitMeasures:
    """What each unit of the plan holds under the filter, as the gate shows it to the actor.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    PlanError
        If the filter names regions, or the plan's weights are none to balance by.
    UnknownVersionError
        If the filter pins a data version that the store does not have.
    """
    figures = PlanFigures(gate)
    units = figures.units(actor, plan, filter_)
    totals = figures.table(actor, filter_).totals(plan.rules.weights)
    hidden = int((units.state_of(INCIDENTS) != State.SHOWN).sum()) if INCIDENTS in plan.rules.weights else 0
    return UnitMeasures(
        units=units.units,
        weight=_mix(plan, units, totals, {}),
        seasons=dict(_seasons(gate, actor, plan, filter_=filter_, units=units, totals=totals)),
        sectors=_sectors(units),
        ports=tuple(
            Spot(
                name=port.name,
                unit=unit_at(plan, port.county, port.lon, port.lat),
                lon=port.lon,
                lat=port.lat,
            )
            for port in open_ports()
        ),
        bases=_bases(plan),
        caveats=((f"{SUPPRESSED}: {hidden:,} counties",) if hidden else ()) + (SEASONS,),
    )


def _mix(plan: Plan, units: UnitFigures, totals: Mapping[str, float], other: Mapping[str, Floats]) -> Floats:
    values = {key: other.get(key, units.of(key)) for key in plan.rules.weights}
    return mixed(plan.rules.weights, values, totals)


def _seasons(
    gate: Gate,
    actor: Actor,
    plan: Plan,
    *,
    filter_: Filter,
    units: UnitFigures,
    totals: Mapping[str, float],
) -> Iterator[tuple[str, Floats]]:
    """The mix in each whole quarter of the period, the newest last; nothing if incidents are not in it."""
    if not plan.rules.weights.get(INCIDENTS):
        return
    filter_ = narrowed(actor, filter_)
    question = Question(measure=INCIDENTS, filter=filter_, by=By.REGION, region_set="county")
    whole = gate.ask(actor, question)
    for name, first, last in _quarters(gate.span(actor, filter_), filter_):
        quarter = replace(filter_, first=first, last=last)
        counts = _by_county(gate.ask(actor, replace(question, filter=quarter)))
        values = _shared_among_parts(counts, _by_county(whole), units)
        national = {**totals, INCIDENTS: float(values.sum())}
        yield name, _mix(plan, units, national, {INCIDENTS: values})


def _quarters(span: Span | None, filter_: Filter) -> Iterator[tuple[str, date, date]]:
    """Name, first and last month of each calendar quarter that lies whole within span and filter."""
    if span is None:
        return
    low, high = filter_.months(date.fromisoformat(f"{span.first}-01"), date.fromisoformat(f"{span.last}-01"))
    starts = [month for month in range(low, high + 1) if (month_start(month).month - 1) % _QUARTER == 0]
    for month in [month for month in starts if month + _QUARTER - 1 <= high][-_MOST_QUARTERS:]:
        first, last = month_start(month), month_start(month + _QUARTER - 1)
        yield f"{first.year} Q{(first.month + 2) // _QUARTER}", first, last


def _by_county(answer: Answer) -> Floats:
    """Counts that are shown, in order of county FIPS; 0 where none is."""
    places = {fips: place for place, fips in enumerate(county_order())}
    values = np.zeros(len(places))
    columns = (answer.table[name].to_pylist() for name in ("region", "value", "state"))
    for region, value, state in zip(*columns, strict=True):
        place = places.get(region.partition(":")[2])
        if place is not None and state == State.SHOWN:
            values[place] = value
    return values


def _shared_among_parts(counts: Floats, whole: Floats, units: UnitFigures) -> Floats:
    """Counts by unit: a part has the share of its county that it has over the whole period."""
    places = {fips: place for place, fips in enumerate(county_order())}
    county: NDArray[np.intp] = np.array([places[county_of(unit)] for unit in units.units], np.intp)
    own = units.of(INCIDENTS)
    share = np.divide(own, whole[county], out=np.zeros(len(own)), where=whole[county] > 0)
    is_whole = np.bincount(county, minlength=len(places))[county] == 1
    result: Floats = counts[county] * np.where(is_whole, 1.0, share)
    return result


def _sectors(units: UnitFigures) -> tuple[str, ...]:
    sectors = region_set("sector")
    name = {region.id: region.name for region in sectors.regions}
    return tuple(name.get(sectors.members.get(county_of(unit), ""), "") for unit in units.units)


def _bases(plan: Plan) -> tuple[Spot, ...]:
    offices, counties = best_offices(), county_order()
    return tuple(
        Spot(name=name, unit=unit_at(plan, counties[county], lon, lat), lon=lon, lat=lat)
        for name, county, lon, lat in zip(
            offices.names, offices.county.tolist(), offices.lon.tolist(), offices.lat.tolist(), strict=True
        )
        if county != NOWHERE
    )
