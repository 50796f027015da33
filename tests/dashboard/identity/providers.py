"""A real OpenID Connect provider as a process, and somebody who signs in at its own pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from tests.dashboard.identity.sites import CLIENT_ID, CLIENT_SECRET, ORIGIN

RETURN = f"{ORIGIN}/sign-in/oidc/return"
_PROGRAM = Path(__file__).with_name("provider.mjs")
_LIBRARY = Path(__file__).parents[3] / "dashboard/map/node_modules/oidc-provider"
_FORM = re.compile(r'action="([^"]*)"')
_PROMPT = re.compile(r'name="prompt" value="([^"]*)"')
_PAGES = 8


@dataclass(frozen=True)
class Running:
    """A provider that answers, at its issuer's address."""

    issuer: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait(timeout=10)


@contextmanager
def provider(*options: str) -> Iterator[Running]:
    """A provider that this run alone knows."""
    node = shutil.which("node")
    if node is None or not _LIBRARY.is_dir():
        pytest.skip("needs Node and the component's development packages: make component")
    command = [node, str(_PROGRAM), CLIENT_ID, CLIENT_SECRET, RETURN, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        issuer = process.stdout.readline().strip()
        try:
            assert issuer, "the provider did not start"
            yield Running(issuer=issuer, process=process)
        finally:
            process.kill()


def signed_in_at_provider(address: str, name: str) -> str:
    """Address that the provider sends the browser back to, once that person has signed in there."""
    with requests.Session() as browser:
        reply = browser.get(address, allow_redirects=False, timeout=10)
        for _ in range(_PAGES):
            if reply.is_redirect:
                onward = urljoin(reply.url, reply.headers["Location"])
                if onward.startswith(RETURN):
                    return onward
                reply = browser.get(onward, allow_redirects=False, timeout=10)
                continue
            form, prompt = _FORM.search(reply.text), _PROMPT.search(reply.text)
            assert form is not None, reply.text
            fields = {"prompt": prompt.group(1) if prompt else "", "login": name, "password": "any"}
            reply = browser.post(
                urljoin(reply.url, form.group(1)), data=fields, allow_redirects=False, timeout=10
            )
    raise AssertionError(f"the provider did not come to an end: {reply.status_code} {reply.text[:500]}")
