"""From labels back to plans, and how far plans are from valid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from data.plans.plan import COLOURS, Plan, PlanRegion
from data.plans.proposals.ground import Ground
from data.plans.proposals.land import NOBODY, stray_pieces
from data.plans.proposals.layout import Layout
from data.plans.proposals.objectives import Marks, deviations
from data.plans.proposals.outcome import Distance, Proposal
from data.plans.proposals.request import Request

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Makes plans of labels. ``base`` is the plan that the layout was made from, ``locked`` its own locks."""

    base: Plan
    locked: frozenset[str]
    ground: Ground
    layout: Layout
    request: Request

    def proposal(self, labels: Numbers, marks: Marks) -> Proposal:
        """The plan in which nodes have these labels, with its marks."""
        return Proposal(
            plan=self.plan(labels),
            marks=marks,
            distance=self.distance(labels),
        )

    def plan(self, labels: Numbers) -> Plan:
        """The plan in which nodes have these labels; a region without a name gets one, and the next key."""
        regions, keys, number = list(self.base.regions), [], self.base.next_region
        for place in self.layout.region:
            if place == NOBODY:
                keys.append(f"r{number}")
                regions.append(
                    PlanRegion(key=f"r{number}", name=f"New region {number}", colour=number % COLOURS)
                )
                number += 1
            else:
                keys.append(self.base.regions[place].key)
        used = set(keys)
        everywhere = self.layout.board.over_units(labels).tolist()
        return replace(
            self.base,
            regions=tuple(region for region in regions if region.key in used),
            assigned=MappingProxyType(
                {
                    unit: keys[label]
                    for unit, label in zip(self.ground.units, everywhere, strict=True)
                    if label != NOBODY
                }
            ),
            locked=self.locked,
            resources={key: what for key, what in self.base.resources.items() if key in used},
            next_region=number,
        )

    def base_distance(self, stray: int) -> Distance:
        """How far the base is from valid; ``stray`` is how many pieces too many its regions are in."""
        board = self.layout.board
        assigned = np.where(board.home == NOBODY, board.regions, board.home)
        share = board.coverage.share(board.over_units(board.home))
        return self._distance(deviations(board, assigned), stray, share)

    def distance(self, labels: Numbers) -> Distance:
        """How far the plan in which nodes have these labels is from valid."""
        board = self.layout.board
        share = board.coverage.share(board.over_units(labels))
        return self._distance(deviations(board, labels), stray_pieces(labels, board.links), share)

    def _distance(self, off: Floats, stray: int, share: float) -> Distance:
        board = self.layout.board
        worst = int(np.argmax(np.abs(off)))
        over = max(0.0, float(np.abs(off[worst])) - board.tolerance - 1e-9)
        short = max(0.0, self.request.coverage_at_least - share - 1e-9)
        place = self.layout.region[worst]
        named = "A new region" if place == NOBODY else self.base.regions[place].name
        return Distance(
            deviation=float(np.abs(off[worst])),
            over_tolerance=over,
            stray_pieces=stray,
            ports_short=short,
            region="" if place == NOBODY else self.base.regions[place].key,
            words=distance_words(named, float(off[worst]), over=over, stray=stray, short=short),
        )


def distance_words(region: str, off: float, *, over: float, stray: int, short: float) -> str:
    """The distance to valid in a sentence.

    Examples
    --------
    >>> distance_words("Tucson", 0.35, over=0.25, stray=1, short=0.0)
    'Tucson lies 35 % over the mean, 25 points beyond the tolerance; 1 stray piece'
    """
    parts = []
    if over > 0:
        side = "over" if off > 0 else "under"
        parts.append(
            f"{region} lies {abs(off) * 100:.0f} % {side} the mean,"
            f" {over * 100:.0f} points beyond the tolerance"
        )
    if stray:
        parts.append(f"{stray} stray piece{'s' if stray != 1 else ''}")
    if short > 0:
        parts.append(f"{short * 100:.0f} points fewer ports covered than asked for")
    return "; ".join(parts) or "Keeps all rules"
