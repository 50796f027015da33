"""Notes on a plan, and names for what it was after an edit."""

from __future__ import annotations

from flask import Response, jsonify

from dashboard.api.plan_requests import LARGEST, body
from dashboard.api.plan_routes import NEWEST, PLAN, Asked, PlanRoutes
from dashboard.api.tagged import tagged
from data.errors import PlanError
from data.plans.keeping.notes import Note, Pin, PinnedTo
from data.plans.keeping.versions import NamedVersion
from data.roles import Action


def add_notes(routes: PlanRoutes) -> None:
    """Add the routes of notes and of named versions."""
    routes.get(f"{PLAN}/notes", notes)
    routes.post(f"{PLAN}/notes", note)
    routes.post(f"{PLAN}/notes/<int(max={LARGEST}):note_id>/resolve", resolve)
    routes.get(f"{PLAN}/versions", versions)
    routes.post(f"{PLAN}/versions", version, action=Action.EDIT_PLANS)


def notes(asked: Asked, plan_id: int) -> Response:
    """All notes on the plan, open and resolved, in the order in which they were written."""
    found = asked.services.plans.notes.of(plan_id)
    return tagged(jsonify(notes=[_note(one) for one in found]), NEWEST)


def note(asked: Asked, plan_id: int) -> Response:
    """A new note with a ``text``, pinned ``to`` a region, a unit or a border by its ``keys``.

    Raises
    ------
    PlanError
        If it is pinned to something else, or a field is not as told.
    """
    sent = body("to", "keys", "text")
    to = sent.text("to", longest=20)
    if to not in set(PinnedTo):
        raise PlanError(f"to is {to!r}", remedy=f"A note is pinned to one of {', '.join(PinnedTo)}")
    services = asked.services
    made = services.plans.notes.add(
        asked.actor,
        plan_id,
        pin=Pin(to=PinnedTo(to), keys=sent.texts("keys")),
        text=sent.paragraphs("text"),
        at=services.now(),
    )
    return jsonify(note=_note(made))


def resolve(asked: Asked, plan_id: int, note_id: int) -> Response:
    """The note, resolved."""
    body()
    services = asked.services
    done = services.plans.notes.resolve(asked.actor, plan_id, note_id=note_id, at=services.now())
    return jsonify(note=_note(done))


def versions(asked: Asked, plan_id: int) -> Response:
    """The plan's named versions in the order in which they were named."""
    found = asked.services.plans.versions.of(plan_id)
    return tagged(jsonify(versions=[_version(one) for one in found]), NEWEST)


def version(asked: Asked, plan_id: int) -> Response:
    """A ``name`` for the plan as it is now, or as it was after an ``edit``."""
    sent = body("name", "edit")
    services = asked.services
    made = services.plans.versions.add(
        asked.actor,
        plan_id,
        name=sent.paragraphs("name"),
        at=services.now(),
        edit_id=sent.whole_or_none("edit"),
    )
    return jsonify(version=_version(made))


def _note(note: Note) -> dict[str, object]:
    return {
        "note": note.note_id,
        "to": note.pin.to,
        "keys": list(note.pin.keys),
        "text": note.text,
        "actor": note.actor,
        "at": note.at.isoformat(),
        "open": note.is_open,
        "resolved_by": note.resolved_by,
        "resolved_at": note.resolved_at.isoformat() if note.resolved_at else None,
    }


def _version(version: NamedVersion) -> dict[str, object]:
    return {
        "version": version.version_id,
        "edit": version.edit_id,
        "name": version.name,
        "actor": version.actor,
        "at": version.at.isoformat(),
    }
