"""A served app for tests of identity, and browsers of people who come to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.identity.cookie import COOKIE
from dashboard.services import Services
from data.roles import LOCAL_ACTOR, Role
from data.settings import Settings
from data.trust.account import Account, Grant, Way
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed

ORIGIN = "https://ops.example"
PASSWORD = "violet tractor hums at noon"  # noqa: S105 - of accounts that live as long as a test
PROOF = "a proof of the proxy, 32 characters or more"
CLIENT_ID = "borderops"
CLIENT_SECRET = "a secret that provider and product share"  # noqa: S105
_CSRF = re.compile(r'name="csrf_token" value="([^"]*)"')


def site_settings(store: Path, folder: Path, **changed: object) -> Settings:
    """Settings of a served app over that store, with a database of its own in the folder."""
    settings = Settings(
        store=store,
        database=f"sqlite:///{folder / 'plans.sqlite'}",
        audit_anchor=str(folder / "heads.jsonl"),
        served="yes",
        secret="a secret of a test, 32 characters or more",  # noqa: S106
        public_url=ORIGIN,
        behind_proxy="yes",
        sign_in="local",
    )
    return replace(settings, **changed)  # type: ignore[arg-type]


@dataclass
class Clock:
    """The time by the services of a site."""

    passed: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.passed


@dataclass(frozen=True, kw_only=True)
class Browser:
    """Somebody's browser: cookies, and forms sent as the page's own."""

    client: FlaskClient
    address: str = "127.0.0.1"

    def get(self, path: str, **headers: str) -> TestResponse:
        """The answer to a navigation."""
        sent = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none", **headers}
        return self.client.get(path, base_url=ORIGIN, headers=sent, environ_overrides=self._environment)

    def post(self, path: str, /, *, page: str = "/sign-in", **fields: object) -> TestResponse:
        """The answer to a form that a page of ours holds."""
        token = _CSRF.search(self.get(page).get_data(as_text=True))
        return self.client.post(
            path,
            base_url=ORIGIN,
            data={"csrf_token": token.group(1) if token else "", **fields},
            headers={"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
            environ_overrides=self._environment,
        )

    def sign_in(self, name: str, password: str = PASSWORD, path: str = "/account") -> TestResponse:
        """The answer to name and password."""
        return self.post("/sign-in/local", name=name, password=password, next=path)

    @property
    def token(self) -> str:
        """The token of the sign-in that the browser has; empty if none."""
        found = self.client.get_cookie(COOKIE, domain="ops.example")
        return found.value if found else ""

    def keep_token(self, token: str) -> None:
        """Have the browser hold that token."""
        self.client.set_cookie(COOKIE, token, domain="ops.example", secure=True, path="/")

    def who(self) -> str | None:
        """Whose requests the browser's are; ``None`` if nobody's."""
        reply = self.client.get("/account/me", base_url=ORIGIN, environ_overrides=self._environment)
        return reply.get_json()["name"] if reply.status_code == 200 else None

    @property
    def _environment(self) -> dict[str, str]:
        return {"REMOTE_ADDR": self.address}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A served app with its services and its clock."""

    services: Services
    clock: Clock
    server: object

    def browser(self, address: str = "127.0.0.1") -> Browser:
        """A new browser, without a cookie."""
        return Browser(client=self.server.test_client(), address=address)  # type: ignore[attr-defined]

    def add(self, name: str, role: Role = Role.VIEWER, *, way: Way = Way.LOCAL) -> Account:
        """A new account; a local one has :data:`PASSWORD`."""
        return self.services.accounts.add(
            LOCAL_ACTOR,
            name,
            way=way,
            grant=Grant(role=role),
            at=self.clock(),
            password=PASSWORD if way is Way.LOCAL else "",
        )

    def named(self, name: str) -> Account:
        """The account as it is now."""
        found = self.services.accounts.named(name)
        assert found is not None
        return found

    def recorded(self, deed: Deed) -> list[tuple[str, str, str]]:
        """Actor, outcome and subject of each record of a deed."""
        entries = all_found(self.services.plans.database, Search(deed=deed))
        return [(each.actor, each.outcome, each.subject) for each in entries]


def site_at(settings: Settings) -> Site:
    """The app that these settings make, with a clock that a test can set."""
    clock = Clock()
    app = create_app(settings)
    services: Services = app.server.extensions["borderops"]
    object.__setattr__(services, "now", clock)
    return Site(services=services, clock=clock, server=app.server)
