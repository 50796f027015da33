"""Figures of plans: every number of the panel, from what the gate shows by county.

Two steps. What is shown of each county under a filter is asked of the gate once and kept; a plan's
regions are then sums over flat arrays, quick enough to follow a pointer. No count goes into a region
that is not shown of its counties, so a plan tells nothing that the table of counties does not.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.within import narrowed, own_words
from data.errors import PlanError
from data.plans.figures.columns import INCIDENTS
from data.plans.figures.county_table import CountyTable, beside, county_table
from data.plans.figures.coverage import Base, Coverage, coverage
from data.plans.figures.divided import Asked, DividedCounties
from data.plans.figures.ledger import Ledger, Parts, Range, ledger
from data.plans.figures.overlap import Overlap, overlaps
from data.plans.figures.panel import Panel
from data.plans.figures.panel_rows import panel_of
from data.plans.figures.region_sums import RegionSums, region_sums
from data.plans.figures.unit_figures import UnitFigures, cut_counties, region_numbers
from data.plans.plan import Plan
from data.plans.units import county_of, is_part
from data.roles import Actor

_TABLES_HELD = 24
"""About a megabyte each."""


class PlanFigures:
    """Figures of any plan over the store of one gate; from any number of threads."""

    def __init__(self, gate: Gate) -> None:
        """Ask nothing yet."""
        self._gate = gate
        self._tables = lru_cache(_TABLES_HELD)(self._table)
        self._divided = DividedCounties(gate, self._tables)

    def of(self, actor: Actor, plan: Plan, filter_: Filter, *, is_live: bool = False) -> Panel:
        """The panel of the plan: a row for each region, and one for what is in none.

        ``is_live`` is for a plan that is not saved, while a pointer moves: parts of counties that nobody
        asked about yet are withheld then, so that the answer comes at once and the gate is not asked
        about every place of a line.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanError
            If the filter names regions, or the plan's weights are none to balance by.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        table = self.table(actor, filter_)
        figures = self._with_parts(actor, plan, filter_, is_live=is_live)
        region = region_numbers(plan, figures.units)
        sums = region_sums(figures, region, regions=len(plan.regions))
        book = _ledger(table, figures, sums)
        return panel_of(plan, table, sums=sums, region=region, units=figures.units, book=book)

    def ledger(self, actor: Actor, plan: Plan, filter_: Filter) -> Ledger:
        """The ledger of the plan, without asking about parts of counties: for the check before a save.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanError
            If the filter names regions.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        figures = self._with_parts(actor, plan, filter_, is_live=True)
        sums = region_sums(figures, region_numbers(plan, figures.units), regions=len(plan.regions))
        return _ledger(self.table(actor, filter_), figures, sums)

    def units(self, actor: Actor, plan: Plan, filter_: Filter) -> UnitFigures:
        """Figures of each unit of the plan, in the order of :func:`~data.plans.membership.units_of`.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanError
            If the filter names regions.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        return self._with_parts(actor, plan, filter_, are_all=True)

    def table(self, actor: Actor, filter_: Filter) -> CountyTable:
        """Figures of all counties, whatever the plan.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanError
            If the filter names regions.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        return self._tables(self._asked(actor, filter_))

    def overlaps(self, actor: Actor, plan: Plan, filter_: Filter) -> tuple[Overlap, ...]:
        """The plan against every other set of boundaries, by area and by incidents.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanError
            If the filter names regions.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        return overlaps(plan, self._with_parts(actor, plan, filter_))

    def coverage(
        self,
        actor: Actor,
        plan: Plan,
        filter_: Filter,
        *,
        within_km: float,
        bases: tuple[Base, ...] | None = None,
    ) -> Coverage:
        """Which ports and trouble areas lie within a distance of a base; of a BEST office if none are given.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        PlanError
            If the filter names regions, or the distance is not above 0 and at most 5,000 km.
        UnknownVersionError
            If the filter pins a data version that the store does not have.
        """
        return coverage(plan, self.table(actor, filter_), within_km=within_km, bases=bases)

    def _asked(self, actor: Actor, filter_: Filter) -> Asked:
        if filter_.regions and filter_.regions != actor.regions:
            raise PlanError(
                f"the filter names {len(filter_.regions)} regions, such as {filter_.regions[0]}",
                remedy="Leave them out: a plan's figures are by its own regions",
            )
        version = self._gate.version_id(actor, filter_)
        return Asked(
            version=version,
            marking=self._gate.marking(filter_),
            filter=narrowed(actor, filter_),
            floor=self._gate.floor,
            role=actor.role,
            regions=actor.regions,
            actor=actor,
        )

    def _table(self, asked: Asked) -> CountyTable:
        table = county_table(partial(self._gate.ask, asked.actor), asked.filter)
        if not asked.regions:
            return table
        said = f"Figures of {own_words(asked.actor)} only: you may see no others, so they are not in any sum."
        return replace(table, papers=beside(table.papers, [said]))

    def _with_parts(
        self, actor: Actor, plan: Plan, filter_: Filter, *, are_all: bool = False, is_live: bool = False
    ) -> UnitFigures:
        """Figures of counties, with those that are cut replaced by their parts: all, or where it matters."""
        asked = self._asked(actor, filter_)
        divided = [
            self._divided.figures(asked, plan, parts, reader=actor, is_live=is_live)
            for parts in cut_counties(plan).values()
            if are_all or len({plan.assigned.get(part) for part in parts}) > 1
        ]
        return self._tables(asked).figures.with_parts(divided)


def _ledger(table: CountyTable, figures: UnitFigures, sums: RegionSums) -> Ledger:
    """The ledger of a plan whose units have these figures, and whose regions these sums."""
    number = figures.numbers[INCIDENTS]
    states, counties = figures.state_of(INCIDENTS), table.figures.state_of(INCIDENTS)
    hidden = [figures.units[place] for place in np.flatnonzero(states != State.SHOWN).tolist()]
    hidden_parts = {county_of(unit) for unit in hidden if is_part(unit)}
    values, places = table.figures.of(INCIDENTS), table.figures.places
    known = sum(int(values[places[county]]) for county in hidden_parts)
    small, outside = int((counties == State.SMALL).sum()), table.hidden_outside()
    has_no_bound = bool((counties == State.WITHHELD).any()) or outside.most is None
    most = None if has_no_bound else small * (table.papers.floor - 1) + known + (outside.most or 0)
    parts = Parts(
        regions=int(sums.values[number, :-1].sum()),
        unassigned=int(sums.values[number, -1]),
        shown=int(values.sum()) - known,
        outside=table.outside,
        rest=Range(least=small + known + outside.least, most=most),
        hidden_units=len(hidden),
        has_parts=bool(hidden_parts),
    )
    return ledger(parts, table.everything)
