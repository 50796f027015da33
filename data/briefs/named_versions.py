"""Which data versions briefs and plans tell of: those are kept, whatever their age."""

from __future__ import annotations

import re

from sqlalchemy import Column, select

from data.briefs.tables import BRIEF, BRIEF_FROZEN, BRIEF_SCHEDULE
from data.plans.keeping.database import Database
from data.plans.keeping.tables import APPROVED, NOTE, PLAN, VERSION

_VERSION = re.compile(r"\bv\d{6,9}\b")
_TOLD_IN: tuple[Column[str], ...] = (
    BRIEF.c.body,
    BRIEF_FROZEN.c.body,
    BRIEF_FROZEN.c.content,
    BRIEF_FROZEN.c.data_version,
    BRIEF_SCHEDULE.c.body,
    PLAN.c.origin,
    VERSION.c.name,
    NOTE.c.body,
    APPROVED.c.body,
)
"""Where links, papers and words name a data version. Too many are found rather than too few."""


def named_versions(database: Database) -> frozenset[str]:
    """Ids of the data versions that stored and frozen briefs, schedules, plans and their notes name.

    Raises
    ------
    PlanStoreError
        If the database cannot be read.
    """
    if database.is_absent:
        return frozenset()
    found: set[str] = set()
    with database.reading() as connection:
        for column in _TOLD_IN:
            for text in connection.execute(select(column)).scalars():
                found.update(_VERSION.findall(text))
    return frozenset(found)
