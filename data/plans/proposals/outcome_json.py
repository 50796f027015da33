"""An outcome as JSON, as a job keeps it and a page fetches it."""

from __future__ import annotations

from dataclasses import asdict

from data.plans.codec import plan_to_json
from data.plans.proposals.objectives import Marks
from data.plans.proposals.outcome import Outcome, Proposal
from data.plans.proposals.yardstick import Standing, Yardstick


def outcome_to_json(outcome: Outcome, yardstick: Yardstick | None = None) -> dict[str, object]:
    """The outcome as JSON values: ``plans``, and an ``explanation`` of what stood in their way."""
    standings = yardstick.proposals if yardstick else ()
    return {
        "plans": proposals_to_json(outcome.proposals, standings),
        "explanation": {
            "start": asdict(outcome.start) | {"is_valid": outcome.start.is_valid},
            "infeasible": asdict(outcome.infeasible) if outcome.infeasible else None,
            "costs": [asdict(cost) for cost in outcome.costs],
            "binding": outcome.binding,
            "choke": asdict(outcome.choke) if outcome.choke else None,
            "base_robustness": yardstick.base.robustness.words if yardstick else None,
            "base_percentiles": dict(yardstick.base.percentiles) if yardstick else None,
            "notes": [*outcome.notes, *(yardstick.notes if yardstick else ())],
        },
        "steps": outcome.steps,
        "steps_asked": outcome.steps_asked,
        "is_cut_short": outcome.is_cut_short,
        "is_cancelled": outcome.is_cancelled,
        "seed": outcome.seed,
    }


def proposals_to_json(
    proposals: tuple[Proposal, ...], standings: tuple[Standing, ...] = ()
) -> list[dict[str, object]]:
    """Each proposal as JSON values.

    ``plan`` is as :mod:`data.plans.codec` has it, ``measures`` the marks in words by title, ``marks`` and
    ``distance`` the same as numbers; ``percentiles`` and ``robustness`` are there once known.
    """
    return [
        {
            "name": f"Proposal {number}",
            "plan": plan_to_json(proposal.plan),
            "measures": _measures(proposal, standing),
            "marks": proposal.marks._asdict(),
            "distance": asdict(proposal.distance) | {"is_valid": proposal.distance.is_valid},
            "percentiles": dict(standing.percentiles) if standing else None,
            "robustness": asdict(standing.robustness) if standing else None,
        }
        for number, (proposal, standing) in enumerate(
            zip(proposals, standings or (None,) * len(proposals), strict=True), start=1
        )
    ]


def _measures(proposal: Proposal, standing: Standing | None) -> dict[str, str]:
    """The marks as people read them, by title."""
    marks: Marks = proposal.marks
    ranks = standing.percentiles if standing else {}

    def ranked(aim: str, words: str) -> str:
        return f"{words}; better than {100 - ranks[aim]:.0f} % of neutral plans" if aim in ranks else words

    found = {
        "Rules": proposal.distance.words,
        "Largest deviation": ranked("deviation", _deviation(marks.deviation, proposal.distance.deviation)),
        "Borders": ranked("cut_edges", f"{marks.cut_edges:,} county borders"),
        "Ports covered": ranked("uncovered", f"{(1 - marks.uncovered) * 100:.1f} %"),
        "Moved": ranked("moved", f"{marks.moved:,} counties"),
    }
    return found | ({"Robust": standing.robustness.words} if standing else {})


def _deviation(judged: float, whole: float) -> str:
    """The deviation that the search judged by, and the whole one where heavy units force more."""
    words = f"{judged * 100:.1f} %"
    if abs(judged - whole) < 0.0005:
        return words
    return f"{words} beside units that are too heavy, {whole * 100:.1f} % with them"
