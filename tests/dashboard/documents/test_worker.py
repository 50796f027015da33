"""The worker of documents: makes what is asked, tells how far it is, stops when told, and loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.documents.jobs import DOCUMENT, ask_for, document_job, document_work
from dashboard.documents.wish import Wish
from dashboard.documents.worker import run, shelf_of, work_on
from dashboard.services import Services
from data.errors import AccessDeniedError, UnknownBriefError
from data.plans.keeping.job_records import Job, JobState
from data.plans.keeping.jobs import Lease
from data.roles import LOCAL_ACTOR, Action
from tests.dashboard.documents.briefed import NATION, TUCSON, VIEWER, services_over


@pytest.fixture
def briefed(own_store: Path, tmp_path: Path) -> tuple[Services, str]:
    return services_over(own_store, tmp_path)


@pytest.fixture
def client(briefed: tuple[Services, str]) -> FlaskClient:
    return create_app(briefed[0].settings).server.test_client()


@pytest.fixture
def working(briefed: tuple[Services, str]) -> Iterator[None]:
    """A worker beside the test, ended with it."""
    over = threading.Event()
    thread = threading.Thread(
        target=run, args=(briefed[0].settings,), kwargs={"is_over": over.is_set, "look_s": 0.05}
    )
    thread.start()
    yield
    over.set()
    thread.join()


def _lease(services: Services, *, ahead_s: float = 0) -> Job:
    at = datetime.now(UTC) + timedelta(seconds=ahead_s)
    job = services.plans.jobs.lease((DOCUMENT,), Lease(worker="test", at=at))
    assert job is not None
    return job


def _ask(services: Services, token: str) -> Job:
    return ask_for(services.plans.jobs, LOCAL_ACTOR, Wish(brief=token), at=datetime.now(UTC))


def test_a_job_becomes_files_and_says_their_names(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    asked = _ask(services, token)
    work_on(_lease(services), services, worker="test", is_over=lambda: False)
    done = services.plans.jobs.job(asked.job_id)
    assert done.state is JobState.DONE
    names = shelf_of(services.settings).names(asked.job_id)
    assert done.result is not None
    assert [file["name"] for file in done.result["files"]] == list(names)  # type: ignore[attr-defined]
    assert names[0].startswith("UNMARKED-SYNTHETIC-DATA_")


def test_a_cancelled_job_leaves_no_file(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    asked = _ask(services, token)
    job = _lease(services)
    services.plans.jobs.cancel(LOCAL_ACTOR, asked.job_id, at=datetime.now(UTC), action=Action.EXPORT)
    work_on(job, services, worker="test", is_over=lambda: False)
    assert services.plans.jobs.job(asked.job_id).state is JobState.CANCELLED


def test_a_worker_that_is_to_end_leaves_the_job_for_the_next(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    asked = _ask(services, token)
    work_on(_lease(services), services, worker="test", is_over=lambda: True)
    assert shelf_of(services.settings).names(asked.job_id) == ()
    work_on(_lease(services, ahead_s=600), services, worker="test", is_over=lambda: False)
    assert services.plans.jobs.job(asked.job_id).state is JobState.DONE


def test_a_job_that_cannot_be_done_says_why(briefed: tuple[Services, str]) -> None:
    services, _ = briefed
    asked = _ask(services, "999")
    work_on(_lease(services), services, worker="test", is_over=lambda: False)
    failed = services.plans.jobs.job(asked.job_id)
    assert failed.state is JobState.FAILED
    assert "999" in failed.reason


def test_a_document_is_made_with_the_rights_of_whoever_asked(briefed: tuple[Services, str]) -> None:
    services, token = briefed
    asked = ask_for(services.plans.jobs, TUCSON, Wish(brief=token), at=datetime.now(UTC))
    assert document_work(asked).actor == TUCSON
    with pytest.raises(UnknownBriefError):
        document_job(services.plans.jobs, NATION, asked.job_id)
    with pytest.raises(AccessDeniedError):
        ask_for(services.plans.jobs, VIEWER, Wish(brief=token), at=datetime.now(UTC))


@pytest.mark.usefixtures("working")
def test_over_http_a_document_is_asked_for_and_fetched(
    briefed: tuple[Services, str], client: FlaskClient
) -> None:
    token = briefed[1]
    asked = client.post(f"/api/briefs/{token}/documents", json={"format": "pptx", "theme": "light"})
    assert asked.status_code == 200
    path = f"/api/briefs/{token}/documents/{asked.json['job']}"
    found = asked.json
    waiting = threading.Event()
    for _ in range(600):
        found = client.get(path).json
        if found["state"] not in {"queued", "running"}:
            break
        waiting.wait(0.2)
    assert found["state"] == "done", found["reason"]
    (file,) = found["files"]
    fetched = client.get(f"{path}/files/{file['name']}")
    assert fetched.headers["Content-Disposition"] == f'attachment; filename="{file["name"]}"'
    assert fetched.data.startswith(b"PK")
    assert len(fetched.data) == file["bytes"]
    assert client.get(f"{path}/files/other.pdf").status_code == 404
    listed = client.get(f"/api/briefs/{token}/documents").json
    assert [job["job"] for job in listed["jobs"]] == [found["job"]]


def test_over_http_what_is_not_offered_is_refused(briefed: tuple[Services, str], client: FlaskClient) -> None:
    token = briefed[1]
    for body in ({"format": "docx"}, {"brief": "national"}, {"role": "operator"}, {"regions": "planets"}):
        assert client.post(f"/api/briefs/{token}/documents", json=body).status_code == 400
    assert client.post("/api/briefs/999/documents", json={}).status_code == 404
    foreign = client.post(f"/api/briefs/{token}/documents", json={}, headers={"Origin": "http://127.0.0.1:1"})
    assert foreign.status_code == 403


def test_over_http_a_schedule_is_kept_switched_and_removed(
    briefed: tuple[Services, str], client: FlaskClient
) -> None:
    path = f"/api/briefs/{briefed[1]}/schedules"
    recipient = {"name": "Director", "way": "folder", "address": "director", "role": "leader", "regions": []}
    body = {
        "name": "Mondays",
        "cadence": "weekly",
        "day": 1,
        "time": "07:30",
        "zone": "UTC",
        "document": {"format": "pdf"},
        "recipients": [recipient],
    }
    made = client.post(path, json=body)
    assert made.status_code == 200, made.json
    assert made.json["words"] == "weekly on Monday at 07:30, UTC"
    one = f"{path}/{made.json['schedule']}"
    off = client.post(f"{one}/switch", json={"version": 1, "is_on": False})
    assert off.json["next_at"] is None
    assert client.post(f"{one}/switch", json={"version": 1, "is_on": True}).status_code == 409
    assert client.post(f"{one}/deliver", json={}).status_code == 200
    assert client.post(f"{one}/remove", json={"version": 2}).status_code == 200
    assert client.get(path).json["schedules"] == []
    for wrong in (
        {**body, "name": ""},
        {**body, "day": 9},
        {**body, "recipients": [{**recipient, "address": "/etc"}]},
    ):
        assert client.post(path, json=wrong).status_code == 400
