"""Apps to ask in one process: of one person's machine, and served to more than one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Flask, Response, request
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.web.csrf import guard_tokens, token_for_form
from dashboard.web.headers import apply_headers
from dashboard.web.limits import limit_requests
from dashboard.web.refusals import refused, register_refusals
from dashboard.web.sender import guard_senders, takes_fields
from data.errors import AccessDeniedError
from data.settings import Settings

UPDATE = "/_dash-update-component"
PUBLIC = "https://borderops.test"
SERVED = Settings(served="yes", secret="a" * 40, public_url=PUBLIC)
OURS = {"Origin": PUBLIC, "Sec-Fetch-Site": "same-origin"}


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


def small_server() -> FlaskClient:
    """A server with the checks of served mode and two routes: one for scripts, one for a form."""
    server = Flask(__name__)
    register_refusals(server)
    server.register_error_handler(AccessDeniedError, lambda e: refused(403, e.found, remedy=e.remedy))
    limit_requests(server)
    guard_senders(server, SERVED)
    guard_tokens(server, SERVED)
    apply_headers(server, SERVED)

    @server.get("/")
    def page() -> Response:
        return Response(f"<p>{token_for_form()}</p>", mimetype="text/html")

    @server.post("/change")
    def change() -> Response:
        return Response(json.dumps(request.get_json()), mimetype="application/json")

    @server.post("/enter")
    @takes_fields
    def enter() -> Response:
        return Response(request.form["name"], mimetype="text/plain")

    @server.get("/fails")
    def fails() -> Response:
        raise ValueError("the secret path /srv/data")

    return server.test_client()


def token_of(client: FlaskClient) -> str:
    """The token that the small server's page holds."""
    return client.get("/", base_url=PUBLIC).get_data(as_text=True)[3:-4]
