"""``Prepared``: a base made ready to search from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.errors import PlanError
from data.plans.plan import Plan
from data.plans.proposals.board import Board
from data.plans.proposals.ground import Ground, ground_of
from data.plans.proposals.land import NOBODY
from data.plans.proposals.layout import Layout, laid_out
from data.plans.proposals.made_plan import Maker
from data.plans.proposals.request import Request
from data.plans.proposals.seeds import replanted
from data.plans.proposals.start import Start, start_of
from data.plans.proposals.unit_measures import UnitMeasures

Numbers = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A base, or the seeds in its place, with the board that they make and what makes plans of labels."""

    base: Plan
    measures: UnitMeasures
    request: Request
    ground: Ground
    start: Start
    layout: Layout
    maker: Maker

    @property
    def board(self) -> Board:
        """What the search moves."""
        return self.layout.board

    def labels_of(self, plan: Plan) -> Numbers:
        """The label of each node in a plan with the base's units and keys; ``board.regions`` for none.

        A region that the base does not have counts as none.
        """
        keys = [self.base.regions[place].key if place != NOBODY else "" for place in self.layout.region]
        label = {key: at for at, key in enumerate(keys[: self.board.regions]) if key}
        units = (self.ground.units[unit] for unit in self.board.unit.tolist())
        none = self.board.regions
        return np.array([label.get(plan.assigned.get(unit, ""), none) for unit in units], np.intp)

    def has_locks(self) -> bool:
        """Whether the planner has locked anything."""
        return bool(self.maker.locked) or any(region.is_locked for region in self.base.regions)

    def unlocked(self) -> Board:
        """The board as it were without the planner's locks; seeds stay where they are."""
        regions = tuple(replace(region, is_locked=False) for region in self.base.regions)
        free = replace(self.base, locked=self.base.locked - self.maker.locked, regions=regions)
        start = start_of(free, self.ground, weight=self.measures.weight)
        return laid_out(start, self.ground, measures=self.measures, request=self.request).board


def prepared(
    base: Plan, measures: UnitMeasures, *, request: Request, ground: Ground | None = None
) -> Prepared:
    """The base made ready; ``ground`` stands in for its own.

    Raises
    ------
    PlanError
        If measures are not of the plan's units, the plan has no regions and the request no seeds, or a
        seed cannot be one.
    """
    ground = ground or ground_of(base)
    if measures.units != ground.units:
        raise PlanError(
            f"the measures are of {len(measures.units)} units, and the plan has {len(ground.units)} others",
            remedy="Ask for the measures of this plan anew",
        )
    planted = replanted(base, request.seeds, ground=ground) if request.seeds else base
    start = start_of(planted, ground, weight=measures.weight)
    layout = laid_out(start, ground, measures=measures, request=request)
    return Prepared(
        base=planted,
        measures=measures,
        request=request,
        ground=ground,
        start=start,
        layout=layout,
        maker=Maker(base=planted, locked=base.locked, ground=ground, layout=layout, request=request),
    )
