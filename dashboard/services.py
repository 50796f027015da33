"""What pages and routes are handed: made once in ``app.py``, passed down, never global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.answers.heard import HeardGate
from data.briefs.keeping import BriefStore
from data.intake.steady_store import SteadyStore
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.settings import Settings
from data.trust.accounts import Accounts
from data.trust.audit import AuditLog
from data.trust.sign_ins import SignIns
from data.trust.told import SharedTold
from data.watch.journal import Journal
from data.watch.watch import Watch


@dataclass(frozen=True, kw_only=True)
class Services:
    """The gate, the watch over it, plans and their figures, briefs, the store, settings, clock (UTC).

    ``audit`` is the record of who did what. ``built`` is the folder of built assets.
    """

    gate: HeardGate
    watch: Watch
    plans: PlanStore
    figures: PlanFigures
    briefs: BriefStore
    audit: AuditLog
    store: SteadyStore
    settings: Settings
    now: Callable[[], datetime]
    built: Path
    accounts: Accounts
    sign_ins: SignIns


def services_of(settings: Settings) -> Services:
    """The services over the store that the settings name, by the clock of this machine.

    Raises
    ------
    StoreError
        If the store does not exist or cannot be read.
    SettingsError
        If the URL of the database cannot be used.
    """
    store = SteadyStore.open(settings.store)
    plans = PlanStore(settings.plans_url, signing_key=settings.signing_key)

    def now() -> datetime:
        return datetime.now(UTC)

    told = SharedTold(plans.database, now=now) if settings.is_served else None
    gate = HeardGate(store, settings, told=told)

    return Services(
        gate=gate,
        watch=Watch(gate, Journal(settings.journal_url), now=now),
        plans=plans,
        figures=PlanFigures(gate),
        briefs=BriefStore(plans.database),
        audit=AuditLog(plans.database, settings, now=now),
        store=store,
        settings=settings,
        now=now,
        built=Path(__file__).parent / "built",
        accounts=Accounts(plans.database),
        sign_ins=SignIns(plans.database, settings),
    )
