"""``python -m data.trust.proposing``: the worker of proposals, with the shared memory of shapes if served.

A proposal for a plan that cuts counties asks about their parts, which are drawn shapes like any other: what
the worker is told for somebody counts with what they are told on a page.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from data.answers.guard.memory import ToldMemory
from data.plans.keeping.store import PlanStore
from data.plans.proposals.worker import main as work
from data.settings import read_settings
from data.trust.told import SharedTold


def memory_of(plans: PlanStore) -> ToldMemory | None:
    """The memory in the database of plans; ``None`` in single-user mode, where each process has its own.

    Raises
    ------
    SettingsError
        If a setting in the environment cannot be used.
    """
    if not read_settings(os.environ).is_served:
        return None
    return SharedTold(plans.database, now=lambda: datetime.now(UTC))


if __name__ == "__main__":
    work(memory_of)
