"""Plans as they were after any edit: read from the database, verified, and remembered."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import reduce

from sqlalchemy import Connection, Row, select

from data.errors import PlanError, PlanStoreError, UnknownPlanError
from data.plans.codec import digest, plan_from_json
from data.plans.keeping.patches import patched
from data.plans.keeping.tables import EDIT, SNAPSHOT
from data.plans.plan import Plan

_REMEMBERED = 32


class KeptPlans:
    """Plans by their digest, the ones that were last wanted in memory; they never change."""

    def __init__(self) -> None:
        self._remembered: OrderedDict[str, Plan] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, plan_digest: str, plan: Plan) -> None:
        """Keep a plan in memory, in the place of the one that was not wanted for longest."""
        with self._lock:
            self._remembered[plan_digest] = plan
            self._remembered.move_to_end(plan_digest)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)

    def at(self, connection: Connection, edit_id: int) -> Plan:
        """The plan that an edit made.

        Raises
        ------
        UnknownPlanError
            If there is no such edit.
        PlanStoreError
            If what is stored is not what was written.
        """
        wanted = connection.execute(select(EDIT.c.digest).where(EDIT.c.id == edit_id)).scalar()
        if wanted is None:
            raise UnknownPlanError(
                f"there is no edit {edit_id}", remedy="Open the plan's history and choose one"
            )
        with self._lock:
            plan = self._remembered.get(wanted)
        if plan is None:
            plan = read_plan(connection, edit_id)
        self.remember(wanted, plan)
        return plan


def read_plan(connection: Connection, edit_id: int) -> Plan:
    """The plan that an edit made: the nearest snapshot, the patches since, and the digest to prove it.

    Raises
    ------
    PlanStoreError
        If there is no such edit, or what is stored is not what was written.
    """
    steps = _steps_from_snapshot(connection, edit_id)
    if not steps:
        raise _damaged(edit_id)
    body = connection.execute(select(SNAPSHOT.c.body).where(SNAPSHOT.c.edit == steps[0].id)).scalar()
    patches = (json.loads(step.patch) for step in steps[1:])
    try:
        plan = plan_from_json(reduce(patched, patches, json.loads(body or "null")))
    except (PlanError, ValueError) as error:
        raise _damaged(edit_id) from error
    if digest(plan) != steps[-1].digest:
        raise _damaged(edit_id)
    return plan


def as_json(value: Mapping[str, object] | list[str]) -> str:
    """Canonical JSON text: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _steps_from_snapshot(connection: Connection, edit_id: int) -> list[Row[int, int, str, str]]:
    """Edits from the nearest one with a snapshot down to the wanted one; a child's id is the larger."""
    columns = (EDIT.c.id, EDIT.c.parent, EDIT.c.since_snapshot, EDIT.c.patch, EDIT.c.digest)
    chain = select(*columns).where(EDIT.c.id == edit_id).cte("chain", recursive=True)
    chain = chain.union_all(
        select(*columns).join(chain, EDIT.c.id == chain.c.parent).where(chain.c.since_snapshot > 0)
    )
    wanted = select(chain.c.id, chain.c.since_snapshot, chain.c.patch, chain.c.digest).order_by(chain.c.id)
    return list(connection.execute(wanted).all())


def _damaged(edit_id: int) -> PlanStoreError:
    return PlanStoreError(
        f"the plan at edit {edit_id} is not what was written: its digest differs",
        remedy="Open an earlier edit, or restore the database from a backup",
    )
