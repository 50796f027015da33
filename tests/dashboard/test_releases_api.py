"""A steward decides in the browser: data that wait are metadata to others, then figures, then gone."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access.actor import IN_PROCESS, keep_actor
from dashboard.app import create_app
from dashboard.pages import sources
from dashboard.services import Services
from data.answers.filters import Filter
from data.answers.question import By, Question
from data.errors import AuditError, UnreleasedVersionError
from data.intake.release_state import Arriving, ReleaseState
from data.intake.store import Store
from data.roles import Actor, Role
from data.settings import Settings
from data.trust.audit_search import Search, found
from data.trust.deeds import Deed, Outcome
from data.trust.releases import Releases
from tests.data.intake.made import NOW, incidents, take_in

VIEWER = Actor(name="vera", role=Role.VIEWER)
STEWARD = Actor(name="stella", role=Role.STEWARD)
WAITING = Arriving(waits_for_review=True, marking="CUI//LES")
ROWS = 30


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """Thirty released incidents, and thirty more in a version that waits, of a file with one bad row."""
    store = Store.create(tmp_path / "store")
    take_in(store, incidents(*({"incident_id": f"A-{i}"} for i in range(ROWS))), "first")
    more = incidents(*({"incident_id": f"B-{i}"} for i in range(ROWS)), {"mode": "secretcamel"})
    take_in(store.receiving(WAITING), more, "second", quarantine=True)
    database = f"sqlite:///{tmp_path / 'plans.sqlite'}"
    return create_app(Settings(store=store.path, database=database, review="yes")).server.test_client()


@pytest.fixture
def services(client: FlaskClient) -> Services:
    made: Services = client.application.extensions["borderops"]
    return made


def at(version: str | None) -> Question:
    return Question(measure="incidents", filter=Filter(version=version), by=By.TOTAL)


def post(client: FlaskClient, path: str, actor: Actor, **body: str) -> TestResponse:
    return client.post(f"/api/data/versions/{path}", json=body, environ_overrides={IN_PROCESS: actor})


def page(services: Services, client: FlaskClient, actor: Actor) -> str:
    """The data page as text of its layout, for whoever asks."""
    with client.application.test_request_context("/data"):
        keep_actor(actor)
        return json.dumps(sources.layout(services).to_plotly_json(), default=lambda one: one.to_plotly_json())


def test_others_see_that_there_are_data_and_no_figure_of_them(
    services: Services, client: FlaskClient
) -> None:
    said = page(services, client, VIEWER)
    assert "Waiting for review" in said
    assert "second.csv" in said
    assert "rules broken 1 times" in said
    for hidden in ("data-deed", "secretcamel", "Look at its figures"):
        assert hidden not in said
    assert services.gate.ask(VIEWER, at(None)).total == ROWS
    assert services.gate.ask(VIEWER, at(None)).marking == "UNMARKED"


def test_who_may_ask_of_some_regions_is_not_told_how_many_rows_there_are(
    services: Services, client: FlaskClient
) -> None:
    said = page(services, client, replace(VIEWER, regions=("sector:el-paso",)))
    assert "second.csv" in said
    assert f"{ROWS} new" not in said
    assert f"{ROWS} of" not in said


def test_a_pinned_link_to_them_is_refused_in_words(services: Services, client: FlaskClient) -> None:
    pinned = at("v000002")
    with pytest.raises(UnreleasedVersionError, match="waits for a steward"):
        services.gate.ask(VIEWER, pinned)
    values = "/api/live/layers/incident_density/values?version=v000002"
    reply = client.get(values, environ_overrides={IN_PROCESS: VIEWER})
    assert reply.status_code == 404
    assert "waits for a steward" in reply.get_json()["error"]
    answer = services.gate.ask(STEWARD, pinned)
    assert (answer.total, answer.marking) == (2 * ROWS, "CUI//LES")
    assert answer.caveats[0].startswith("PENDING: data version v000002")


def test_a_steward_sees_the_report_and_releases(services: Services, client: FlaskClient) -> None:
    assert all(words in page(services, client, STEWARD) for words in ("data-deed", "secretcamel"))
    reply = post(client, "v000002/release", STEWARD, reason="compared with October's")
    assert reply.get_json() == {"version": "v000002", "state": "released", "marking": "CUI//LES"}
    assert services.gate.ask(VIEWER, at(None)).total == 2 * ROWS
    assert services.gate.ask(VIEWER, at(None)).marking == "CUI//LES"
    assert services.gate.ask(VIEWER, at("v000001")).marking == "UNMARKED"
    done = [one for one in found(services.audit.database, Search()).entries if one.deed == Deed.RELEASED]
    assert [(one.actor, one.outcome, one.subject) for one in reversed(done)] == [
        ("stella", Outcome.BEGUN, "data version v000002"),
        ("stella", Outcome.DONE, "data version v000002"),
    ]


def test_what_is_withdrawn_is_never_seen_again(services: Services, client: FlaskClient) -> None:
    post(client, "v000002/release", STEWARD, reason="looked at")
    reply = post(client, "v000002/withdraw", STEWARD, reason="October is in it twice")
    assert reply.get_json() == {"withdrawn": ["v000002"]}
    assert services.gate.ask(VIEWER, at(None)).total == ROWS
    with pytest.raises(UnreleasedVersionError, match="was withdrawn"):
        services.gate.ask(VIEWER, at("v000002"))
    assert post(client, "v000002/release", STEWARD, reason="after all").status_code == 400
    assert "October is in it twice" in page(services, client, VIEWER)


def test_nobody_else_decides(services: Services, client: FlaskClient) -> None:
    others = [role for role in Role if role not in {Role.STEWARD, Role.OPERATOR}]
    for deed, role in product(("release", "withdraw", "mark"), others):
        actor = Actor(name="x", role=role)
        reply = post(client, f"v000002/{deed}", actor, reason="please", marking="SECRET")
        assert reply.status_code == 403, (deed, role)
    assert services.store.manifest().record("v000002").state is ReleaseState.PENDING


def test_without_reason_or_with_an_odd_marking_nothing_is_done(
    services: Services, client: FlaskClient
) -> None:
    before = services.store.manifest()
    odd: tuple[dict[str, str], ...] = ({}, {"reason": "  "}, {"reason": "why", "marking": "two\nlines"})
    for body in odd:
        assert post(client, "v000002/release", STEWARD, **body).status_code == 400, body
    assert services.store.manifest() == before


def test_a_new_marking_is_on_every_answer_at_once(services: Services, client: FlaskClient) -> None:
    assert services.gate.ask(VIEWER, at(None)).marking == "UNMARKED"
    post(client, "v000001/mark", STEWARD, reason="as the letter says", marking="CUI//LES")
    assert services.gate.ask(VIEWER, at(None)).marking == "CUI//LES"
    assert services.gate.marking() == "CUI//LES"


def test_nothing_is_done_that_cannot_be_recorded(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise AuditError("the record cannot be written")

    monkeypatch.setattr(services.audit, "record", refuse)
    with pytest.raises(AuditError):
        Releases(store=services.store, audit=services.audit).release(
            STEWARD, "v000002", reason="looked at", at=NOW
        )
    assert services.store.manifest().record("v000002").state is ReleaseState.PENDING


def test_before_anything_is_released_pages_say_what_waits(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "new").receiving(WAITING)
    take_in(store, incidents({}), "only")
    settings = Settings(store=store.path, database=f"sqlite:///{tmp_path / 'other.sqlite'}")
    app = create_app(settings)
    assert "wait for a steward's review" in _callback(app.server.test_client(), "/")
    assert "Waiting for review" in _callback(app.server.test_client(), "/data")


def _callback(client: FlaskClient, path: str) -> str:
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": ""},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    reply = client.post("/_dash-update-component", json=body)
    assert reply.status_code == 200, reply.text
    return reply.text
