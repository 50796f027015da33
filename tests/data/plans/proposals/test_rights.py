"""A job of proposals is done with the regions of whoever asked for it."""

from __future__ import annotations

import numpy as np
import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.errors import PlanError
from data.geography.regions import counties_of
from data.plans.figures.columns import INCIDENTS
from data.plans.figures.plan_figures import PlanFigures
from data.plans.proposals.request import Request
from data.plans.proposals.work import Work, work_from_json, work_to_json
from data.roles import LOCAL_ACTOR, Actor, Role
from tests.data.plans.plan_stores import small_plan

OWN = ("sector:tucson",)


def test_regions_are_kept_with_the_job() -> None:
    work = Work(plan=small_plan(), filter=Filter(), request=Request(), regions=OWN)
    body = work_to_json(work)
    assert work_from_json(body).regions == OWN
    assert work_from_json({**body, "regions": []}).regions == ()
    with pytest.raises(PlanError, match="regions"):
        work_from_json({**body, "regions": "sector:tucson"})


def test_units_of_other_regions_hold_nothing_for_the_search(gate: Gate) -> None:
    figures, plan = PlanFigures(gate), small_plan()
    figures.units(LOCAL_ACTOR, plan, Filter())
    actor = Actor(name="ada", role=Role.VIEWER, regions=OWN)
    own = figures.units(actor, plan, Filter())
    counted = {own.units[place][:5] for place in np.flatnonzero(own.of(INCIDENTS)).tolist()}
    assert counted
    assert counted <= counties_of(OWN)
