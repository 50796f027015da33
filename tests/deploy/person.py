"""Somebody at a browser, as far as the server can tell: cookies, the token of changes, sign-in, a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

_FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Person:
    """A session of requests at one address."""

    name: str
    address: str
    chain: Path
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        """Trust the test's own certificate, and no proxy of the environment."""
        self.session.verify = str(self.chain)
        self.session.trust_env = False
        self.session.headers["User-Agent"] = f"test of {self.name}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> requests.Response:
        """The answer to a GET; redirects are not followed."""
        return self.session.get(self.address + path, headers=headers, allow_redirects=False, timeout=90)

    def post(self, path: str, fields: object) -> requests.Response:
        """The answer to a change with JSON, sent as a page of ours sends it."""
        headers = {"X-CSRFToken": self.session.cookies.get("_csrf_token", ""), "Origin": self.address}
        return self.session.post(self.address + path, json=fields, headers=headers, timeout=90)

    def sign_in(self, password: str) -> None:
        """Sign in with a local account's name and password; a page is loaded, for the token of changes."""
        page = self.get("/sign-in?again=1")
        token = _FIELD.search(page.text)
        assert page.ok, page.text
        assert token, page.text
        answer = self.session.post(
            f"{self.address}/sign-in/local",
            data={"name": self.name, "password": password, "csrf_token": token.group(1), "next": "/"},
            headers={"Origin": self.address},
            allow_redirects=False,
            timeout=90,
        )
        assert answer.status_code == 303, answer.text
        assert self.get("/").status_code == 200

    def new_plan(self, name: str) -> dict[str, Any]:
        """The head of a new plan with one region."""
        head = self.done("/api/plans", {"name": name, "start": "empty"})
        added = {"version": head["version"], "edit": {"kind": "add", "name": "West", "colour": 1}}
        made: dict[str, Any] = self.done(f"/api/plans/{head['id']}/edits", added)["head"]
        return made

    def assign(self, head: dict[str, Any], county: str) -> dict[str, Any]:
        """The head after a county was given to the plan's region."""
        edit = {"kind": "assign", "units": [county], "region": "r1"}
        changed = {"version": head["version"], "edit": edit, "key": f"{self.name}-{county}"}
        found: dict[str, Any] = self.done(f"/api/plans/{head['id']}/edits", changed)["head"]
        return found

    def done(self, path: str, fields: object) -> dict[str, Any]:
        """What a change came to; it has to be acknowledged."""
        answer = self.post(path, fields)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


def edited(person: Person, head: dict[str, Any], counties: Iterator[str]) -> set[str]:
    """Counties given to the plan's region one after another; each was acknowledged."""
    done = set()
    for county in counties:
        head = person.assign(head, county)
        done.add(county)
    return done
