"""The document tells of every route, and nothing that fits or misses it makes the server fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from dash import Dash
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dashboard.access.surfaces import SURFACES
from dashboard.api.openapi.document import described_rules, document_of
from dashboard.api.openapi.operations import NOWHERE, OPERATIONS
from tests.dashboard.web.asked import single_user

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("BORDEROPS_FUZZ", "4"))
"""Requests of each kind to each route; ``make fuzz`` makes many more."""
HEAVY = {"plans.import_file", "live.values", "live.geometry", "plans.export", "display.display_scene"}
"""Routes that take long for each answer: a fourth of the requests."""
KNOWN = {
    "key": "sectors",
    "place_id": "sector:tucson",
    "plan_id": 1,
    "other_id": 1,
    "unit": "04019",
    "token": "national",
    "suffix": None,
    "version_id": "v000001",
}
"""Parts of addresses that exist, so that requests come further than to "no such"."""


@pytest.fixture(scope="module")
def app(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    # Requests that fit withdraw and mark data too, which the store of all other tests must not feel.
    folder = tmp_path_factory.mktemp("openapi")
    made = single_user(Path(shutil.copytree(demo_store, folder / "store")), folder)
    reply = made.server.test_client().post("/api/plans", json={"name": "Fuzzed", "start": "best"})
    if reply.status_code == 400:
        reply = made.server.test_client().post("/api/plans", json={"name": "Fuzzed", "start": "empty"})
    assert reply.status_code == 200, reply.get_data(as_text=True)
    return made


@pytest.fixture(scope="module")
def schema(app: Dash) -> Iterator[Any]:
    made = schemathesis.openapi.from_wsgi("/api/openapi.json", app.server)
    made.validate()
    return made


def test_the_document_tells_of_every_route_and_of_no_other(app: Dash) -> None:
    endpoints = {rule.endpoint for rule in described_rules(app.server)}
    assert endpoints == set(OPERATIONS)
    assert set(app.server.view_functions) >= NOWHERE
    document = document_of(app.server)
    told = {
        (operation["operationId"], method.upper())
        for path in document["paths"].values()
        for method, operation in path.items()
    }
    served = {
        (rule.endpoint, method)
        for rule in described_rules(app.server)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert told == served


def test_every_operation_says_what_it_is_and_who_may(app: Dash) -> None:
    for path in document_of(app.server)["paths"].values():
        for operation in path.values():
            assert operation["summary"], operation["operationId"]
            assert SURFACES[operation["operationId"]].words in operation["description"]


def test_every_change_tells_of_its_body(app: Dash) -> None:
    for path in document_of(app.server)["paths"].values():
        for method, operation in path.items():
            assert ("requestBody" in operation) == (method in {"post", "put"}), operation["operationId"]


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("endpoint", sorted(set(OPERATIONS) - {"openapi.document"}))
def test_no_request_makes_the_server_fail(schema: Any, endpoint: str, mode: Any) -> None:  # noqa: ANN401
    (operation,) = [
        found.ok()
        for found in schema.get_all_operations()
        if found.ok().definition.raw["operationId"] == endpoint
    ]
    parts = {
        part.name: KNOWN[part.name] for part in operation.path_parameters if KNOWN.get(part.name) is not None
    }
    examples = max(1, EXAMPLES // 4) if endpoint in HEAVY else EXAMPLES

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=EXAMPLES < 10,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=parts or None))
    def ask(case: schemathesis.Case) -> None:
        case.validate_response(case.call(headers={"Accept-Encoding": "identity"}), checks=CHECKS)

    # A route without parts, parameters and body cannot be asked wrongly.
    with suppress(Unsatisfiable):
        ask()
