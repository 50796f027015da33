"""Documents as jobs of the background worker: what is asked, as JSON that outlives the process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from dashboard.documents.wish import Wish, wish_from_json, wish_to_json
from data.errors import BriefError, UnknownBriefError
from data.plans.keeping.database import Database
from data.plans.keeping.job_records import Job, job_of
from data.plans.keeping.jobs import Jobs
from data.plans.keeping.tables import JOB
from data.roles import Action, Actor, Role

DOCUMENT = "document"
DELIVERY = "delivery"
_LISTED = 12


@dataclass(frozen=True, kw_only=True)
class DocumentWork:
    """A document for one actor, with whose rights it is made."""

    wish: Wish
    actor: Actor


def ask_for(jobs: Jobs, actor: Actor, wish: Wish, *, at: datetime) -> Job:
    """The job that makes a document.

    Raises
    ------
    AccessDeniedError
        If the actor may not export.
    PlanStoreError
        If the database cannot be written; nothing was.
    """
    body = {"wish": wish_to_json(wish), **actor_to_json(actor)}
    return jobs.create(actor, kind=DOCUMENT, body=body, seed=0, at=at, action=Action.EXPORT)


def document_work(job: Job) -> DocumentWork:
    """What a job of this kind is about.

    Raises
    ------
    BriefError
        If its body is not one that :func:`ask_for` writes.
    """
    wish = job.body.get("wish")
    if not isinstance(wish, dict):
        raise BriefError(f"job {job.job_id} names no document", remedy="Ask for the document again")
    return DocumentWork(wish=wish_from_json(wish), actor=actor_from_json(job.actor, job.body))


def document_job(jobs: Jobs, actor: Actor, job_id: int) -> Job:
    """The job of that number, if it makes a document and is the actor's own.

    Raises
    ------
    UnknownBriefError
        If it is somebody else's, or of another kind: its files hold what its owner may see.
    UnknownPlanError
        If there is no such job.
    """
    job = jobs.job(job_id)
    if job.kind != DOCUMENT or job.actor != actor.name:
        raise UnknownBriefError(
            f"job {job_id} makes no document of yours", remedy="Ask for the document again"
        )
    return job


def latest_jobs(database: Database, actor: Actor, token: str) -> tuple[Job, ...]:
    """The actor's latest jobs that make documents of a brief, the newest first.

    Raises
    ------
    PlanStoreError
        If the database cannot be read.
    """
    if database.is_absent:
        return ()
    wanted = (
        select(JOB)
        .where(JOB.c.kind == DOCUMENT, JOB.c.actor == actor.name)
        .order_by(JOB.c.id.desc())
        .limit(_LISTED * 10)
    )
    with database.reading() as connection:
        found = [job_of(row) for row in connection.execute(wanted).mappings()]
    return tuple(job for job in found if _token(job) == token)[:_LISTED]


def actor_to_json(actor: Actor) -> dict[str, object]:
    """Role, regions and layers of an actor; the name is the job's own."""
    return {"role": actor.role.value, "regions": list(actor.regions), "layers": list(actor.layers)}


def actor_from_json(name: str, body: Mapping[str, object]) -> Actor:
    """The actor that a job's body was written for.

    Raises
    ------
    BriefError
        If the role is none, or the regions or layers are no list of ids.
    """
    role, regions, layers = body.get("role"), body.get("regions"), body.get("layers", [])
    are_lists = isinstance(regions, list) and isinstance(layers, list)
    if role not in {known.value for known in Role} or not are_lists:
        raise BriefError(
            f"the rights of {name} are {json.dumps(role)[:40]}", remedy="Ask for the document again"
        )
    return Actor(name=name, role=Role(str(role)), regions=_names(regions), layers=_names(layers))


def _names(listed: object) -> tuple[str, ...]:
    return tuple(str(one) for one in listed) if isinstance(listed, list) else ()


def _token(job: Job) -> str:
    wish = job.body.get("wish")
    return str(wish.get("brief")) if isinstance(wish, dict) else ""
