"""Documents of briefs: asked for, looked at while they are made, fetched; and schedules of their delivery.

A worker makes them, never a request. Files are handed out to whoever asked for them only.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from dashboard.api.brief_routes import BRIEF, BriefAsked, BriefRoutes
from dashboard.api.plan_requests import LARGEST, Body, body
from dashboard.api.plan_routes import NEWEST
from dashboard.api.tagged import tagged
from dashboard.documents.document import Format
from dashboard.documents.jobs import ask_for, document_job, latest_jobs
from dashboard.documents.making import MEDIA_TYPES
from dashboard.documents.schedule import Cadence, Schedule, Way
from dashboard.documents.schedule_json import schedule_from_json, schedule_to_json
from dashboard.documents.schedule_rows import KeptSchedule
from dashboard.documents.schedules import Schedules
from dashboard.documents.wish import wish_from_json
from dashboard.documents.worker import shelf_of
from dashboard.services import Services
from data.errors import DeliveryError
from data.geography.regions import region_sets
from data.plans.keeping.job_records import Job
from data.plans.limits import LONGEST_NAME
from data.roles import ALLOWED, Action, Role
from layers.drawing.picture import Theme

_JOB = f"{BRIEF}/documents/<int(max={LARGEST}):job_id>"
_SCHEDULE = f"{BRIEF}/schedules/<int(max={LARGEST}):schedule_id>"
_WISHED = ("frozen", "format", "paper", "theme", "size", "regions", "is_zip")
_SCHEDULED = ("name", "cadence", "day", "time", "zone", "document", "recipients")


def brief_documents_api(services: Services) -> Blueprint:
    """The blueprint of the routes; all need the right to export."""
    routes = BriefRoutes(services, name="brief_documents")
    routes.get(f"{BRIEF}/documents", documents, action=Action.EXPORT)
    routes.post(f"{BRIEF}/documents", ask, action=Action.EXPORT)
    routes.get(_JOB, document, action=Action.EXPORT)
    routes.post(f"{_JOB}/cancel", cancel_document, action=Action.EXPORT)
    routes.get(f"{_JOB}/files/<name>", document_file, action=Action.EXPORT)
    routes.get(f"{BRIEF}/schedules", schedules, action=Action.EXPORT)
    routes.post(f"{BRIEF}/schedules", create_schedule, action=Action.EXPORT)
    routes.post(_SCHEDULE, change_schedule, action=Action.EXPORT)
    routes.post(f"{_SCHEDULE}/switch", switch_schedule, action=Action.EXPORT)
    routes.post(f"{_SCHEDULE}/deliver", deliver_now, action=Action.EXPORT)
    routes.post(f"{_SCHEDULE}/remove", remove_schedule, action=Action.EXPORT)
    return routes.blueprint


def documents(asked: BriefAsked, token: str) -> Response:
    """The actor's latest documents of the brief, the newest first, and what can be chosen."""
    services = asked.services
    services.briefs.open(token)
    found = latest_jobs(services.plans.database, asked.actor, token)
    choices = {
        "formats": [one.value for one in Format],
        "papers": ["letter", "a4"],
        "themes": [one.value for one in Theme],
        "sets": [{"key": one.key, "title": one.title, "count": len(one.regions)} for one in region_sets()],
    }
    return tagged(jsonify(jobs=[_job_json(asked, job) for job in found], choices=choices), NEWEST)


def ask(asked: BriefAsked, token: str) -> Response:
    """The job that makes a document of the brief."""
    services = asked.services
    services.briefs.open(token)
    wish = wish_from_json({"brief": token, **body(*_WISHED).fields})
    job = ask_for(services.plans.jobs, asked.actor, wish, at=services.now())
    return jsonify(_job_json(asked, job))


def document(asked: BriefAsked, token: str, job_id: int) -> Response:
    """How far a document is, and its files once it is made."""
    del token
    job = document_job(asked.services.plans.jobs, asked.actor, job_id)
    return tagged(jsonify(_job_json(asked, job)), NEWEST)


def cancel_document(asked: BriefAsked, token: str, job_id: int) -> Response:
    """The job, which ends."""
    del token
    body()
    jobs = asked.services.plans.jobs
    document_job(jobs, asked.actor, job_id)
    job = jobs.cancel(asked.actor, job_id, at=asked.services.now(), action=Action.EXPORT)
    return jsonify(_job_json(asked, job))


def document_file(asked: BriefAsked, token: str, job_id: int, name: str) -> Response:
    """One file of a document, to be kept under its own name."""
    del token
    document_job(asked.services.plans.jobs, asked.actor, job_id)
    path = shelf_of(asked.services.settings).find(job_id, name)
    response = Response(path.read_bytes(), mimetype=MEDIA_TYPES[path.suffix.lstrip(".")])
    response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def schedules(asked: BriefAsked, token: str) -> Response:
    """The schedules of the brief, and what can be chosen for a new one."""
    asked.services.briefs.open(token)
    found = _schedules(asked).list(token)
    seen = [kept for kept in found if _may_see(asked, kept)]
    choices = {
        "cadences": [one.value for one in Cadence],
        "ways": [one.value for one in Way],
        "roles": [role.value for role in Role if Action.EXPORT in ALLOWED[role]],
        "can_mail": bool(asked.services.settings.smtp_host and asked.services.settings.smtp_sender),
    }
    return tagged(jsonify(schedules=[_schedule_json(kept) for kept in seen], choices=choices), NEWEST)


def create_schedule(asked: BriefAsked, token: str) -> Response:
    """A new schedule of the brief, on from now.

    Raises
    ------
    DeliveryError
        If it is not one that can be kept.
    """
    services = asked.services
    services.briefs.open(token)
    name, schedule = _sent(body(*_SCHEDULED), token)
    return jsonify(
        _schedule_json(_schedules(asked).create(asked.actor, name=name, schedule=schedule, at=services.now()))
    )


def change_schedule(asked: BriefAsked, token: str, schedule_id: int) -> Response:
    """The schedule as it is changed, still on or off.

    Raises
    ------
    DeliveryError
        If it is not one that can be kept.
    """
    sent = body("version", *_SCHEDULED)
    name, schedule = _sent(sent, token)
    kept = _schedules(asked).save(
        asked.actor,
        schedule_id,
        name=name,
        schedule=schedule,
        expected_version=sent.whole("version"),
        at=asked.services.now(),
    )
    return jsonify(_schedule_json(kept))


def switch_schedule(asked: BriefAsked, token: str, schedule_id: int) -> Response:
    """The schedule, on or off."""
    del token
    sent = body("version", "is_on")
    kept = _schedules(asked).switch(
        asked.actor,
        schedule_id,
        is_on=sent.truth("is_on"),
        expected_version=sent.whole("version"),
        at=asked.services.now(),
    )
    return jsonify(_schedule_json(kept))


def deliver_now(asked: BriefAsked, token: str, schedule_id: int) -> Response:
    """The job that delivers a schedule now."""
    del token
    body()
    return jsonify(job=_schedules(asked).begin(asked.actor, schedule_id, at=asked.services.now()))


def remove_schedule(asked: BriefAsked, token: str, schedule_id: int) -> Response:
    """Nothing: the schedule is taken away."""
    del token
    _schedules(asked).remove(asked.actor, schedule_id, expected_version=body("version").whole("version"))
    return jsonify(removed=schedule_id)


def _sent(sent: Body, token: str) -> tuple[str, Schedule]:
    """Name and schedule that a request holds, of the brief of that token."""
    wish = sent.value("document")
    if not isinstance(wish, dict):
        raise DeliveryError("document is missing", remedy="Say which document is to be made")
    rest = {name: value for name, value in sent.fields.items() if name not in {"name", "version", "document"}}
    return sent.text("name", longest=LONGEST_NAME), schedule_from_json(
        {**rest, "document": {**wish, "brief": token}}
    )


def _schedules(asked: BriefAsked) -> Schedules:
    return Schedules(asked.services.plans.database)


def _may_see(asked: BriefAsked, kept: KeptSchedule) -> bool:
    """Whether all that a schedule tells is within the actor's own regions."""
    if not asked.actor.regions:
        return True
    return all(
        one.regions and set(one.regions) <= set(asked.actor.regions) for one in kept.schedule.recipients
    )


def _job_json(asked: BriefAsked, job: Job) -> dict[str, object]:
    result = job.result or {}
    kept = set(shelf_of(asked.services.settings).names(job.job_id))
    files = result.get("files")
    return {
        "job": job.job_id,
        "state": job.state,
        "progress": job.progress,
        "reason": job.reason,
        "wish": job.body.get("wish"),
        "at": job.at.isoformat(),
        "marking": result.get("marking", ""),
        "left_out": result.get("left_out", []),
        "files": [file for file in files if file["name"] in kept] if isinstance(files, list) else [],
    }


def _schedule_json(kept: KeptSchedule) -> dict[str, object]:
    return {
        "schedule": kept.schedule_id,
        "name": kept.name,
        "words": kept.schedule.words,
        "is_on": kept.is_on,
        "next_at": kept.next_at.isoformat() if kept.next_at else None,
        "last_at": kept.last_at.isoformat() if kept.last_at else None,
        "last_outcome": kept.last_outcome,
        "changed_by": kept.changed_by,
        "version": kept.version,
        "body": schedule_to_json(kept.schedule),
    }
