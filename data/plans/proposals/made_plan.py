"""From labels back to plans, and how far plans are from valid."""

from __future__ import annotations

from collections.abc import Sequence
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
        """The plan in which nodes have these labels.

        A region that shares no unit with its namesake in the base is a new one: it has the next key, and
        the name of its heaviest unit.
        """
        of_label = self._regions(labels)
        used = {region.key: region for region in of_label}
        known = [region for region in self.base.regions if region.key in used]
        new = [region for region in of_label if self.base.region(region.key) is None]
        everywhere = self.layout.board.over_units(labels).tolist()
        return replace(
            self.base,
            regions=(*known, *new),
            assigned=MappingProxyType(
                {
                    unit: of_label[label].key
                    for unit, label in zip(self.ground.units, everywhere, strict=True)
                    if label != NOBODY
                }
            ),
            locked=self.locked,
            resources={key: what for key, what in self.base.resources.items() if key in used},
            next_region=self.base.next_region + len(new),
        )

    def _regions(self, labels: Numbers) -> list[PlanRegion]:
        """The region that each label stands for."""
        found: list[PlanRegion] = []
        number = self.base.next_region
        for label, place in enumerate(self.layout.region):
            if place != NOBODY and self._is_known(label, labels):
                found.append(self.base.regions[place])
                continue
            name = f"Around {self._heaviest(label, labels)}"
            found.append(PlanRegion(key=f"r{number}", name=name, colour=number % COLOURS))
            number += 1
        return found

    def _is_known(self, label: int, labels: Numbers) -> bool:
        """Whether a region has something of its namesake: a unit, or land of its own."""
        board = self.layout.board
        has_still = bool((np.delete(board.everywhere, board.unit) == label).any())
        return has_still or bool(((labels == label) & (board.home == label)).any())

    def _heaviest(self, label: int, labels: Numbers) -> str:
        board = self.layout.board
        nodes = np.flatnonzero(labels == label)
        return self.ground.names[int(board.unit[nodes[np.argmax(board.weight[nodes])]])]

    def base_distance(self, stray: int) -> Distance:
        """How far the base is from valid; ``stray`` is how many pieces too many its regions are in."""
        board = self.layout.board
        assigned = np.where(board.home == NOBODY, board.regions, board.home)
        share = board.coverage.share(board.over_units(board.home))
        regions = [self.base.regions[place] if place != NOBODY else None for place in self.layout.region]
        return self._distance(deviations(board, assigned), stray, share, regions=regions)

    def distance(self, labels: Numbers) -> Distance:
        """How far the plan in which nodes have these labels is from valid."""
        board = self.layout.board
        share = board.coverage.share(board.over_units(labels))
        stray = stray_pieces(labels, board.links)
        return self._distance(deviations(board, labels), stray, share, regions=self._regions(labels))

    def _distance(
        self, off: Floats, stray: int, share: float, *, regions: Sequence[PlanRegion | None]
    ) -> Distance:
        board = self.layout.board
        worst = int(np.argmax(np.abs(off)))
        over = max(0.0, float(np.abs(off[worst])) - board.tolerance - 1e-9)
        short = max(0.0, self.request.coverage_at_least - share - 1e-9)
        region = regions[worst]
        return Distance(
            deviation=float(np.abs(off[worst])),
            over_tolerance=over,
            stray_pieces=stray,
            ports_short=short,
            region=region.key if region else "",
            words=distance_words(
                region.name if region else "A new region",
                float(off[worst]),
                over=over,
                stray=stray,
                short=short,
            ),
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
