"""An outcome as JSON, as a job keeps it and the map fetches it."""

from __future__ import annotations

from dataclasses import asdict

from data.plans.codec import plan_to_json
from data.plans.proposals.outcome import Choke, Outcome, Proposal


def outcome_to_json(outcome: Outcome) -> dict[str, object]:
    """The outcome as JSON values: ``plans``, and an ``explanation`` of what stood in their way."""
    return {
        "plans": proposals_to_json(outcome.proposals),
        "explanation": {
            "start": asdict(outcome.start) | {"is_valid": outcome.start.is_valid},
            "infeasible": asdict(outcome.infeasible) if outcome.infeasible else None,
            "costs": [asdict(cost) for cost in outcome.costs],
            "binding": outcome.binding,
            "choke": _choke(outcome.choke),
            "notes": list(outcome.notes),
        },
        "steps": outcome.steps,
        "steps_asked": outcome.steps_asked,
        "is_cut_short": outcome.is_cut_short,
        "is_cancelled": outcome.is_cancelled,
        "seed": outcome.seed,
    }


def proposals_to_json(proposals: tuple[Proposal, ...]) -> list[dict[str, object]]:
    """Each proposal as JSON values: its ``plan`` (:mod:`data.plans.codec`), ``marks`` and ``distance``."""
    return [
        {
            "plan": plan_to_json(proposal.plan),
            "marks": proposal.marks._asdict(),
            "distance": asdict(proposal.distance) | {"is_valid": proposal.distance.is_valid},
        }
        for proposal in proposals
    ]


def _choke(choke: Choke | None) -> dict[str, object] | None:
    return asdict(choke) if choke else None
