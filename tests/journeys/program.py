"""The real program in a child process, and a real Chromium that may talk to it only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_START_TIMEOUT_S = 90


@contextmanager
def served_store(store: Path) -> Iterator[str]:
    """Address of ``borderops serve`` over the store, on a free port; ended on leaving."""
    port = _free_port()
    environment = {**os.environ, "BORDEROPS_STORE": str(store), "BORDEROPS_PORT": str(port)}
    program = Path(sys.executable).with_name("borderops")
    with subprocess.Popen(
        [str(program), "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_served(process, address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless Chromium of the system, with software WebGL and no way to resolve a name."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def open_page(browser: Browser, address: str, *, width: int, height: int) -> Page:
    """A page at the address whose requests to any other origin are aborted and listed.

    ``page.refused`` lists such requests, ``page.complaints`` errors of the console.
    """
    page = browser.new_page(viewport={"width": width, "height": height})
    watch(page, address)
    page.goto(address, wait_until="domcontentloaded")
    return page


def watch(page: Page, address: str) -> tuple[list[str], list[str]]:
    """Abort requests to other origins; return the (live) lists of those and of console errors."""
    origin = "/".join(address.split("/")[:3])
    refused: list[str] = []
    complaints: list[str] = []

    def only_own(route: Route) -> None:
        url = route.request.url
        if url.startswith((origin, "data:", "blob:")):
            route.continue_()
        else:
            refused.append(url)
            route.abort()

    page.route("**/*", only_own)
    page.on("console", lambda message: complaints.append(_told(message)) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return refused, complaints


def _told(message: ConsoleMessage) -> str:
    return f"{message.text} ({message.location.get('url', '')})"


def chromium() -> str:
    """Path of a Chromium of the system.

    Raises
    ------
    FileNotFoundError
        If there is none; ``make test`` installs one where it can.
    """
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    for name in names:
        found = shutil.which(name) if name else None
        if found:
            return found
    raise FileNotFoundError("no Chromium found: install the package 'chromium' or set CHROMIUM to its path")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(process: subprocess.Popen[str], address: str) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output = process.stdout.read() if process.stdout else ""
            raise RuntimeError(f"borderops serve ended with {process.returncode}:\n{output}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"{address} was not served within {_START_TIMEOUT_S} s")


def wait_until(page: Page, condition: str, argument: object = None, *, timeout_s: float = 30) -> None:
    """Return when the JavaScript function is true of the argument.

    Playwright's own waiting compiles its condition in the page, which the content policy forbids.

    Raises
    ------
    TimeoutError
        If it does not become true in time.
    """
    deadline = time.monotonic() + timeout_s
    while not page.evaluate(condition, argument):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not true within {timeout_s} s: {condition} of {argument!r}")
        page.wait_for_timeout(50)
