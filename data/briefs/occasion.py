"""``Occasion``: for whom, from which data and on which day a brief is composed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import Actor


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What composing a scene may use. ``filter`` has both ends of its period and a data version."""

    gate: Gate
    plans: PlanStore
    figures: PlanFigures
    actor: Actor
    filter: Filter
    today: date
