"""A served app with one person of each role signed in, and what stands in the place of its routes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path

from dash import Dash
from flask import Response
from flask.testing import FlaskClient
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.identity.cookie import COOKIE
from dashboard.services import Services
from data.roles import LOCAL_ACTOR, Role
from data.settings import Settings
from data.trust.account import Account, Device, Grant, Way

ORIGIN = "https://ops.example"
NOBODY = "nobody"
ROLES = tuple(role for role in Role if role is not Role.OPERATOR)
"""Roles that an account can have."""
READERS = (*ROLES, NOBODY)

_PASSWORD = "a long walk by the river"  # noqa: S105 - of accounts that live as long as a test
_TOKEN = "_csrf_token"  # noqa: S105 - the name of a cookie
_REASON = "X-Borderops-Reason"


def served_settings(store: Path, folder: Path) -> Settings:
    """Settings of a served app over that store, with a database of its own in the folder."""
    return Settings(
        store=store,
        served="yes",
        secret="a secret of a test, 32 characters or more",  # noqa: S106
        public_url=ORIGIN,
        behind_proxy="yes",
        sign_in="local,oidc,proxy",
        oidc_issuer="https://id.example",
        oidc_client_id="borderops",
        oidc_client_secret="a secret of the provider",  # noqa: S106
        proxy_proof="a proof of the proxy, 32 characters or more",
        database=f"sqlite:///{folder / 'plans.sqlite'}",
        audit_anchor=str(folder / "heads.jsonl"),
    )


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody's browser: a client with the cookie of a sign-in, or of nobody's."""

    client: FlaskClient
    cookie: str
    token: str

    def open(
        self,
        path: str,
        *,
        method: str = "GET",
        json: object = None,
        form: dict[str, str] | None = None,
        **headers: str,
    ) -> TestResponse:
        """The answer to a request as the product's own page sends it."""
        cookies = "; ".join(filter(None, (self.cookie, f"{_TOKEN}={self.token}")))
        sent = {"Cookie": cookies, "X-CSRFToken": self.token, "Origin": ORIGIN, _REASON: "a test", **headers}
        if form is not None:
            return self.client.open(path, method=method, data=form, headers=sent, base_url=ORIGIN)
        body = {} if json is None and method != "GET" else json
        return self.client.open(path, method=method, json=body, headers=sent, base_url=ORIGIN)

    def try_types(self, path: str, *, method: str) -> TestResponse:
        """The answer to an empty request, in the content type that the route takes."""
        reply = self.open(path, method=method)
        for kind in ("application/octet-stream", "application/x-www-form-urlencoded"):
            if reply.status_code == 415:
                reply = self.open(path, method=method, **{"Content-Type": kind})
        return reply


@dataclass(frozen=True, kw_only=True)
class Served:
    """The app, and one account of each role by its name."""

    app: Dash
    services: Services
    accounts: dict[str, Account] = field(default_factory=dict)

    def reader(self, name: str) -> Reader:
        """The browser of the account of that name, newly signed in; of :data:`NOBODY` a bare one."""
        client = self.app.server.test_client(use_cookies=False)
        account = self.accounts.get(name)
        token = self.services.sign_ins.begin(account, at=self.services.now()) if account else ""
        cookie = f"{COOKIE}={token}" if token else ""
        # Every page gives the token that a change sends back.
        given = client.get("/", headers={"Cookie": cookie}, base_url=ORIGIN).headers.getlist("Set-Cookie")
        found = [
            value
            for each in given
            for key, value in parse_cookie(each.split(";")[0]).items()
            if key == _TOKEN
        ]
        return Reader(client=client, cookie=cookie, token=found[0] if found else "")

    def add(self, name: str, grant: Grant, *, way: Way = Way.LOCAL) -> Account:
        """A new account; the password of a local one takes a while to hash."""
        at, password = self.services.now(), _PASSWORD if way is Way.LOCAL else ""
        made = self.services.accounts.add(LOCAL_ACTOR, name, way=way, grant=grant, at=at, password=password)
        self.accounts[name] = made
        return made

    def add_device(self, name: str, brief: str = "") -> Account:
        """A new device, and the account that its address is bound to."""
        made, _ = self.services.accounts.add_device(
            LOCAL_ACTOR,
            name,
            Device(network="127.0.0.0/8", brief=brief),
            grant=Grant(role=Role.DEVICE),
            at=self.services.now(),
        )
        self.accounts[name] = made
        return made


def served(store: Path, folder: Path) -> Served:
    """The app with an account of each role, whose name is the role's."""
    app = create_app(served_settings(store, folder))
    made = Served(app=app, services=app.server.extensions["borderops"])
    for role in ROLES:
        if role is Role.DEVICE:
            made.add_device(role)
        else:
            made.add(role, Grant(role=role), way=Way.OIDC)
    return made


@contextmanager
def spies(app: Dash) -> Iterator[list[str]]:
    """Every route and callback replaced by one that notes that it ran; the names of those that did."""
    ran: list[str] = []
    views, callbacks = dict(app.server.view_functions), dict(app.callback_map)
    for endpoint, view in views.items():
        # A callback is a route's work too: that route stays, and what it calls is watched.
        if endpoint != "/_dash-update-component":
            app.server.view_functions[endpoint] = _spy(view, endpoint, ran)
    for output, callback in callbacks.items():
        if callback.get("callback") is not None:
            app.callback_map[output] = {**callback, "callback": _watched(output, ran)}
    try:
        yield ran
    finally:
        app.server.view_functions.update(views)
        app.callback_map.update(callbacks)


def _spy(view: Callable[..., object], name: str, ran: list[str]) -> Callable[..., object]:
    @wraps(view)
    def noted(**_: object) -> Response:
        ran.append(name)
        return Response("ran", mimetype="text/plain")

    return noted


def _watched(name: str, ran: list[str]) -> Callable[..., str]:
    def noted(*_: object, **__: object) -> str:
        ran.append(name)
        return "{}"

    return noted


def without_sign_in(settings: Settings) -> Settings:
    """The same settings for one person on their own machine."""
    return replace(settings, served="no", secret="", public_url="", behind_proxy="no", sign_in="")
