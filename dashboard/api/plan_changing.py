"""Changes of plans: a new one, an edit, a step through its edits, and an edit that is only tried."""

from __future__ import annotations

from flask import Response, jsonify

from dashboard.api.plan_json import head_json, saved_json
from dashboard.api.plan_panel import filter_asked, panel_of
from dashboard.api.plan_requests import Body, body
from dashboard.api.plan_routes import PLAN, Asked, PlanRoutes
from dashboard.api.plan_saving import check_closed_for, closed_check
from data.errors import PlanError
from data.plans.applied import apply
from data.plans.codec import edit_from_json
from data.plans.edits import AddRegion
from data.plans.keeping.records import Saved
from data.plans.keeping.repeated import LONGEST_KEY
from data.plans.limits import LONGEST_NAME
from data.plans.plan import Plan
from data.plans.starts import START_TITLES, start
from data.roles import Action


def add_changing(routes: PlanRoutes) -> None:
    """Add the routes that make a plan and change it, and ``/live``, which changes nothing."""
    routes.post("", create, action=Action.EDIT_PLANS)
    routes.post(f"{PLAN}/edits", edit, action=Action.EDIT_PLANS)
    routes.post(f"{PLAN}/undo", undo, action=Action.EDIT_PLANS)
    routes.post(f"{PLAN}/redo", redo, action=Action.EDIT_PLANS)
    routes.post(f"{PLAN}/go", go, action=Action.EDIT_PLANS)
    routes.post(f"{PLAN}/live", live, action=Action.EDIT_PLANS)


def create(asked: Asked) -> Response:
    """A new plan by ``name``: from ``start``, a starting point; as ``copy_of`` another's id; or ``drawn``.

    A drawn polygon is the one region of its plan.
    """
    sent = body("name", "start", "copy_of", "drawn")
    name = sent.text("name", longest=LONGEST_NAME)
    plan, origin = _beginning(asked, sent)
    check_closed_for(asked, plan)
    services = asked.services
    made = services.plans.create(asked.actor, name=name, plan=plan, origin=origin, at=services.now())
    return _answer(head_json(asked.heads.keep(made)))


def _beginning(asked: Asked, sent: Body) -> tuple[Plan, str]:
    """The plan to begin with and what it is, in words."""
    if sent.value("drawn") is not None:
        return _from_drawn(sent), "an area drawn on the commander's map"
    copied = sent.whole_or_none("copy_of")
    if copied is not None and sent.value("start") is None:
        head = asked.heads.newest(copied)
        return head.plan, f"a copy of {head.name}, version {head.version}"
    key = sent.text("start", longest=LONGEST_NAME)
    if copied is not None or key not in START_TITLES:
        raise PlanError(
            f"start is {key!r} and copy_of {copied}, expected one of them",
            remedy=f"Starting points are {', '.join(START_TITLES)}",
        )
    return start(key), START_TITLES[key]


def _from_drawn(sent: Body) -> Plan:
    if sent.value("start") is not None or sent.value("copy_of") is not None:
        raise PlanError("drawn is sent beside start or copy_of", remedy="Send one of the three")
    plan = apply(Plan(), AddRegion(name="Drawn area", colour=0)).plan
    key = plan.regions[0].key
    fields = {"kind": "draw", "polygon": sent.value("drawn"), "region": key, "only_from": None}
    return apply(plan, edit_from_json(fields)).plan


def edit(asked: Asked, plan_id: int) -> Response:
    """The ``edit`` made to the plan of which ``version`` was seen, and kept; by a ``key`` only once."""
    sent = body("version", "edit", "key")
    version, made = sent.whole("version"), edit_from_json(sent.value("edit"))
    services = asked.services
    saved = services.plans.save(
        asked.actor,
        plan_id,
        made,
        expected_version=version,
        at=services.now(),
        key=sent.text("key", longest=LONGEST_KEY) if sent.value("key") is not None else "",
        check=closed_check(asked, plan_id, made),
    )
    return _saved(asked, saved)


def undo(asked: Asked, plan_id: int) -> Response:
    """The plan a step nearer to its start."""
    sent = body("version")
    services = asked.services
    saved = services.plans.undo(
        asked.actor, plan_id, expected_version=sent.whole("version"), at=services.now()
    )
    return _saved(asked, saved)


def redo(asked: Asked, plan_id: int) -> Response:
    """The plan with the edit that was undone last, or with the one ``to`` which is named."""
    sent = body("version", "to")
    services = asked.services
    saved = services.plans.redo(
        asked.actor,
        plan_id,
        expected_version=sent.whole("version"),
        at=services.now(),
        to=sent.whole_or_none("to"),
    )
    return _saved(asked, saved)


def go(asked: Asked, plan_id: int) -> Response:
    """The plan as it was after any edit of its tree."""
    sent = body("version", "edit")
    services = asked.services
    saved = services.plans.go_to(
        asked.actor,
        plan_id,
        edit_id=sent.whole("edit"),
        expected_version=sent.whole("version"),
        at=services.now(),
    )
    return _saved(asked, saved)


def live(asked: Asked, plan_id: int) -> Response:
    """The panel that the ``edit`` would come to, for the filter in the query; nothing is kept.

    Parts of counties that a line has just cut are not counted before the edit is made.
    """
    filter_ = filter_asked()
    sent = body("version", "edit")
    head = asked.heads.at(plan_id, sent.whole("version"))
    applied = apply(head.plan, edit_from_json(sent.value("edit")))
    return _answer(
        {
            "notes": list(applied.notes),
            "moved": sorted(applied.moved),
            "panel": panel_of(asked, applied.plan, filter_, is_live=True),
        }
    )


def _saved(asked: Asked, saved: Saved) -> Response:
    asked.heads.keep(saved.head)
    return _answer(saved_json(saved))


def _answer(fields: dict[str, object]) -> Response:
    response = jsonify(fields)
    response.headers["Cache-Control"] = "no-store"
    return response
