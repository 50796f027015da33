"""What pages and routes are handed: made once in ``app.py``, passed down, never global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.answers.gate import Gate
from data.briefs.keeping import BriefStore
from data.intake.store import Store
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.settings import Settings
from data.watch.watch import Watch


@dataclass(frozen=True, kw_only=True)
class Services:
    """The gate, the watch over it, plans and their figures, briefs, the store, settings, clock (UTC).

    ``built`` is the folder of built assets.
    """

    gate: Gate
    watch: Watch
    plans: PlanStore
    figures: PlanFigures
    briefs: BriefStore
    store: Store
    settings: Settings
    now: Callable[[], datetime]
    built: Path
