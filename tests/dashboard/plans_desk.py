"""A desk over the real app: a small store of made-up incidents and a SQLite database of plans of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.app import create_app
from data.answers.gate import Gate
from data.settings import Settings

EL_PASO, HUDSPETH, CULBERSON = "48141", "48229", "48109"
"""Three counties in a row along the border."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the planner's page does over HTTP."""

    client: FlaskClient

    def get(self, path: str, **headers: str) -> TestResponse:
        """The answer to a question."""
        return self.client.get(f"/api/plans{path}", headers=headers)

    def post(self, path: str, fields: object, **headers: str) -> TestResponse:
        """The answer to a change."""
        return self.client.post(f"/api/plans{path}", json=fields, headers=headers)

    def done(self, path: str, fields: object) -> dict[str, Any]:
        """What a change that succeeds says."""
        reply = self.post(path, fields)
        assert reply.status_code == 200, reply.get_json()
        said: dict[str, Any] = reply.get_json()
        return said

    def new(self, start: str = "empty", *, name: str = "Trial") -> dict[str, Any]:
        """A new plan."""
        return self.done("", {"name": name, "start": start})

    def edit(self, head: dict[str, Any], **edit: object) -> dict[str, Any]:
        """The answer to an edit of a plan as it was seen."""
        return self.done(f"/{head['id']}/edits", {"version": head["version"], "edit": edit})

    def paint(self, head: dict[str, Any], region: str | None, *units: str) -> dict[str, Any]:
        """The answer to units being given to a region."""
        return self.edit(head, kind="assign", units=list(units), region=region)

    def two_regions(self, start: str = "empty") -> dict[str, Any]:
        """A new plan with regions ``r1``, which has El Paso, and ``r2``, which has Hudspeth."""
        head = self.new(start)
        for name in ("West", "East"):
            head = self.edit(head, kind="add", name=name, colour=1)["head"]
        west, east = (region["key"] for region in head["regions"][-2:])
        head = self.paint(head, west, EL_PASO)["head"]
        return dict(self.paint(head, east, HUDSPETH)["head"])


@pytest.fixture(scope="module")
def plans_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of the database of plans."""
    return f"sqlite:///{tmp_path_factory.mktemp('plans') / 'plans.sqlite'}"


@pytest.fixture(scope="module")
def plans_app(gate: Gate, gate_folder: Path, plans_url: str) -> Dash:
    """The whole app over the store under ``gate``, with plans of its own."""
    assert gate.floor == 10
    return create_app(Settings(store=gate_folder / "store", database=plans_url))


@pytest.fixture
def desk(plans_app: Dash) -> Iterator[Desk]:
    """A desk over it."""
    with plans_app.server.test_client() as client:
        yield Desk(client=client)
