"""Where plans stand: among neutral plans, and against seasons and surges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.plans.plan import Plan
from data.plans.proposals.ensemble import Ensemble, ensemble
from data.plans.proposals.outcome import Proposal
from data.plans.proposals.request import Request
from data.plans.proposals.robustness import Robustness, robustness
from data.plans.proposals.unit_measures import UnitMeasures

SIZE = 100


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one plan stands: percentiles by aim (low is good), and how robust it is."""

    percentiles: Mapping[str, float]
    robustness: Robustness


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """Where the base and each proposal stand; ``size`` is how many neutral plans they are held against."""

    size: int
    base: Standing
    proposals: tuple[Standing, ...]
    notes: tuple[str, ...]


def yardstick(
    base: Plan,
    measures: UnitMeasures,
    proposals: tuple[Proposal, ...],
    *,
    request: Request,
    size: int = SIZE,
    is_cancelled: Callable[[], bool],
) -> Yardstick | None:
    """Where the base and its proposals stand; ``None`` if there are no proposals."""
    if not proposals:
        return None
    others = ensemble(
        base, measures, size=size, seed=request.seed, request=request, is_cancelled=is_cancelled
    )
    return Yardstick(
        size=len(others.marks),
        base=Standing(percentiles=others.percentiles(base), robustness=robustness(base, measures)),
        proposals=tuple(_standing(proposal, measures, others) for proposal in proposals),
        notes=others.notes,
    )


def _standing(proposal: Proposal, measures: UnitMeasures, others: Ensemble) -> Standing:
    return Standing(percentiles=others.ranks(proposal.marks), robustness=robustness(proposal.plan, measures))
