"""Probes, request ids, log lines and metrics of the app."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from dashboard.app import create_app
from dashboard.components.marking_banner import banner
from dashboard.operation.json_lines import FIELDS, JsonLines
from dashboard.operation.metrics import RequestMetrics
from dashboard.operation.state import age, state_of
from dashboard.services import Services
from data.answers.filters import Filter
from data.answers.question import By, Question
from data.intake.store import Store
from data.plans.keeping.seen import BACKUP, WORKER, Seen
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from tests.data.intake.made import NOW, incidents, take_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    store = Store.create(tmp_path / "store")
    take_in(store, incidents({}))
    return Settings(store=store.path, database=f"sqlite:///{tmp_path / 'plans.sqlite'}")


def services(settings: Settings) -> Services:
    found: Services = create_app(settings).server.extensions["borderops"]
    return found


def test_a_site_that_can_work_is_ready(settings: Settings) -> None:
    client = create_app(settings).server.test_client()
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").json == {"ready": True, "faults": []}
    told = client.get("/version").json
    assert told["data"]["version"] == "v000001"
    assert told["data"]["fault"] is None


def test_readiness_names_what_is_wrong_and_nothing_else(settings: Settings) -> None:
    app = create_app(settings)
    client = app.server.test_client()
    (settings.store / "manifest.json").write_text("{")
    assert client.get("/readyz").json == {"ready": False, "faults": ["data"]}
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_away_is_told_by_a_word(settings: Settings, tmp_path: Path) -> None:
    away = replace(settings, database=f"postgresql+psycopg://nobody:hidden@/x?host={tmp_path}")
    answer = create_app(away).server.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json["faults"] == ["database"]
    assert "hidden" not in answer.text


@pytest.mark.parametrize(
    "told", ["", "short", "x" * 65, "with space 0000", "new\tline-00000", "a;b=c-00000000"]
)
def test_a_request_id_that_is_not_well_formed_is_made_anew(settings: Settings, told: str) -> None:
    client = create_app(settings).server.test_client()
    found = client.get("/healthz", headers={"X-Request-ID": told}).headers["X-Request-ID"]
    assert found != told
    assert len(found) == 32
    given = client.get("/healthz", headers={"X-Request-ID": "0123-abcd_EFGH"})
    assert given.headers["X-Request-ID"] == "0123-abcd_EFGH"


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("borderops.x", logging.WARNING, __file__, 1, message, arguments, None)
    made.__dict__.update(extra)
    return made


def test_a_line_keeps_numbers_and_names_and_drops_what_was_typed() -> None:
    line = json.loads(JsonLines().format(record("job %d of %s: %s", 7, "maria", "POLYGON ((1 2, 3 4))")))
    assert line["event"] == "job %d of %s: %s"
    assert line["with"] == [7, "maria", "..."]
    assert "POLYGON" not in json.dumps(line)


def test_a_line_of_an_exception_has_its_class_and_places_and_not_its_words() -> None:
    try:
        raise ValueError("what somebody typed")  # noqa: TRY301
    except ValueError:
        made = record("failed", exc_info=sys.exc_info())
    line = json.loads(JsonLines().format(made))
    assert line["error"] == "ValueError"
    assert "test_operation.py" in line["places"][-1]
    assert "typed" not in json.dumps(line)


def test_fields_of_the_houses_own_stand_in_place_of_the_message() -> None:
    line = json.loads(JsonLines().format(record("request", **{FIELDS: {"event": "request", "ms": 4.5}})))
    assert line["event"] == "request"
    assert line["ms"] == 4.5


def test_metrics_count_requests_questions_and_looked_up_answers(settings: Settings) -> None:
    app = create_app(settings)
    registry = CollectorRegistry()
    metrics = RequestMetrics(app.server.extensions["borderops"].gate, registry)
    app.server.after_request(lambda response: metrics.count(response, 0.2) or response)
    client = app.server.test_client()
    for _ in range(2):
        assert client.get("/api/live/layers/sectors/values").status_code == 200
    labels = {"endpoint": "live.values", "method": "GET"}
    value = registry.get_sample_value
    assert value("borderops_requests_total", {**labels, "status": "200"}) == 2
    assert value("borderops_request_seconds_sum", labels) == pytest.approx(0.4)
    assert (value("borderops_questions_total") or 0) >= 2
    assert (value("borderops_answers_looked_up_total", {"found": "yes"}) or 0) >= 1


def test_the_state_tells_of_workers_and_backups_and_marks_what_is_old(settings: Settings) -> None:
    site = services(replace(settings))
    before = {line.of: line for line in state_of(site, LOCAL_ACTOR)}
    assert before["Data"].words.startswith("v000001, published")
    assert before["Background workers"].is_well, "one user needs none"
    seen = Seen(site.plans.database)
    seen.tell(WORKER, "here:documents", at=site.now(), body={"does": "documents"})
    seen.tell(BACKUP, "here", at=NOW, body={"bytes": 2_000_000, "data_version": "v000001"})
    lines = {line.of: line for line in state_of(site, LOCAL_ACTOR)}
    assert lines["Background workers"].words.startswith("1 alive (documents)")
    assert "2.0 MB, with data version v000001" in lines["Last backup"].words
    assert not lines["Last backup"].is_well
    assert "SQLite answers; its tables are of version" in lines["Database"].words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "less than a minute ago"), (60, "1 minute ago"), (3600, "60 minutes ago"), (7200, "2 hours ago")],
)
def test_an_age_is_told_in_the_unit_that_says_enough(seconds: int, words: str) -> None:
    assert age(NOW + timedelta(seconds=seconds), NOW) == words


def test_the_page_status_is_found_by_its_address(settings: Settings) -> None:
    assert create_app(settings).server.test_client().get("/status").status_code == 200


def test_the_banner_says_that_the_newest_data_is_damaged_and_what_is_shown(settings: Settings) -> None:
    store = Store.open(settings.store)
    first = {file.name for file in store.current().files}
    take_in(store, incidents({"incident_id": "B-1"}), name="second")
    assert "damaged" not in str(banner(services(settings)))
    name = next(file.name for file in store.current().files if file.name not in first)
    (store.folders.segments / name).unlink()
    app = create_app(settings)
    site: Services = app.server.extensions["borderops"]
    site.gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter(), by=By.TOTAL))
    assert "The newest data is damaged. Shown is v000001" in str(banner(site))
    assert app.server.test_client().get("/readyz").json["faults"] == ["data"]
