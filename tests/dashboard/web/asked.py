"""Apps to ask in one process: of one person's machine, and served to more than one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from data.settings import Settings

UPDATE = "/_dash-update-component"
PUBLIC = "https://borderops.test"


def single_user(store: Path, folder: Path) -> Dash:
    """The app of one person's own machine, with a database of its own."""
    app = create_app(Settings(store=store, database=f"sqlite:///{folder / 'plans.sqlite'}"))
    # Dash finishes itself during the first request.
    app.server.test_client().get("/healthz")
    return app


def call_of(app: Dash, output: str, values: Mapping[str, object] | None = None) -> dict[str, Any]:
    """The body with which a page calls the callback of that output; ``values`` by ``id.property``."""
    callback = app.callback_map[output]
    declared = callback["output"]
    outputs = declared if isinstance(declared, list) else [declared]
    told = [{"id": _id(each.component_id), "property": each.component_property} for each in outputs]

    def filled(places: list[dict[str, str]]) -> list[dict[str, object]]:
        found = values or {}
        return [
            {"id": _id(place["id"]), "property": place["property"]}
            | ({"value": found[key]} if (key := f"{place['id']}.{place['property']}") in found else {})
            for place in places
        ]

    return {
        "output": output,
        "outputs": told if isinstance(declared, list) else told[0],
        "inputs": filled(callback["inputs"]),
        "state": filled(callback["state"]),
        "changedPropIds": [],
    }


def served_callbacks(app: Dash) -> list[str]:
    """The outputs of the callbacks that run on the server, Dash's own router left out."""
    return [
        output
        for output, callback in app.callback_map.items()
        if callback.get("callback") and not output.startswith(".._pages_content.")
    ]


def ask(client: FlaskClient, body: object) -> tuple[int, str]:
    """Status and text of the answer to a call."""
    reply = client.post(UPDATE, data=json.dumps(body), content_type="application/json")
    return reply.status_code, reply.get_data(as_text=True)


def _id(name: object) -> object:
    text = str(name) if not isinstance(name, dict) else name
    return json.loads(text) if isinstance(text, str) and text.startswith("{") else text
