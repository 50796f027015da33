"""Heads of plans in memory: a pointer that moves asks often, and reads the database once."""

from __future__ import annotations

import threading
from collections import OrderedDict

from data.errors import PlanConflictError
from data.plans.keeping.records import Head
from data.plans.keeping.store import PlanStore

_KEPT = 32
"""Heads, the newest used: a plan of all counties takes about half a megabyte."""


class Heads:
    """Heads by plan and version. A version never changes, so none of them gets old."""

    def __init__(self, store: PlanStore) -> None:
        """Nothing is read yet."""
        self._store = store
        self._kept: OrderedDict[tuple[int, int], Head] = OrderedDict()
        self._lock = threading.Lock()

    def newest(self, plan_id: int) -> Head:
        """The head as the database has it now.

        Raises
        ------
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read.
        """
        return self.keep(self._store.open(plan_id))

    def at(self, plan_id: int, version: int) -> Head:
        """The head of that version, from memory if it was there lately.

        Raises
        ------
        PlanConflictError
            If the plan has moved on and the version is not in memory.
        UnknownPlanError
            If there is no such plan.
        PlanStoreError
            If the database cannot be read.
        """
        with self._lock:
            kept = self._kept.get((plan_id, version))
        head = kept or self.newest(plan_id)
        if head.version != version:
            raise PlanConflictError(
                f"the plan is at version {head.version}, changed by {head.changed_by}; "
                f"what was sent is of version {version}",
                remedy="Load the plan again",
            )
        return head

    def keep(self, head: Head) -> Head:
        """The same head, which :meth:`at` now finds."""
        with self._lock:
            self._kept[head.plan_id, head.version] = head
            self._kept.move_to_end((head.plan_id, head.version))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return head
