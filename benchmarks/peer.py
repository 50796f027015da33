"""The same incidents in Panel + HoloViews + Datashader in the same Chromium: first load, filter change."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket

from benchmarks.figures import Figure, kilobytes, milliseconds, spread
from benchmarks.network import received
from benchmarks.page_load import large_page
from data.intake.store import Store
from tests.journeys.program import wait_until

_PART = "Peer: Panel + HoloViews + Datashader"
_APP = Path(__file__).with_name("peer_app.py")
_LOADS = 3
_CHANGES = 40
_START_TIMEOUT_S = 180


def run(browser: Browser, store: Path, python: Path) -> list[Figure]:
    """Figures of the peer, which ``python`` runs; one line that says so if that is not installed."""
    if not python.is_file():
        return [Figure(part=_PART, label="not run", words="no environment: make bench makes it")]
    with _served(store, python) as address:
        loads = [_load(browser, address)[0] for _ in range(_LOADS)]
        sent = _load(browser, address)[1]
        changes, change_bytes = _changes(browser, address)
    return [
        Figure(part=_PART, label="versions", words=_versions(python)),
        Figure(
            part=_PART,
            label="cold: density painted",
            words=f"{milliseconds(statistics.median(loads))}, {kilobytes(sent)}",
        ),
        Figure(part=_PART, label="category change, density painted", words=spread(changes)),
        Figure(part=_PART, label="received", words=f"median {kilobytes(change_bytes)}"),
    ]


@contextmanager
def _served(store: Path, python: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    files = [str(path) for path in Store.open(store).current().incident_paths]
    with subprocess.Popen(
        [str(python), str(_APP), str(port), *files],
        env={**os.environ, "BOKEH_RESOURCES": "server"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_until_served(process, address)
            yield address
        finally:
            process.terminate()


def _wait_until_served(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError("the peer was not served")


class _Frames:
    """Bytes of the messages that a page's web sockets brought: what the accounts of fetches leave out."""

    def __init__(self, page: Page) -> None:
        self.count = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._add)

    def _add(self, message: str | bytes) -> None:
        self.count += len(message)


def _load(browser: Browser, address: str) -> tuple[float, int]:
    """Milliseconds until the density is painted, and bytes received until then."""
    with large_page(browser) as page:
        frames = _Frames(page)
        page.goto(address, wait_until="commit")
        wait_until(page, _IS_PAINTED, timeout_s=120)
        page.evaluate(_NEXT_FRAME)
        return float(page.evaluate("() => performance.now()")), received(page).sent_bytes + frames.count


def _changes(browser: Browser, address: str) -> tuple[list[float], float]:
    with large_page(browser) as page:
        frames = _Frames(page)
        page.goto(address, wait_until="commit")
        wait_until(page, _IS_PAINTED, timeout_s=120)
        page.wait_for_timeout(2000)
        times, sent = [], []
        for number in range(_CHANGES):
            before = frames.count
            times.append(float(page.evaluate(_CHANGE, number)))
            page.wait_for_timeout(200)
            sent.append(frames.count - before)
    return times, statistics.median(sent)


def _versions(python: Path) -> str:
    names = ("panel", "holoviews", "datashader", "bokeh", "numba")
    script = (
        "import json; from importlib.metadata import version; "
        f"print(json.dumps([version(name) for name in {names!r}]))"
    )
    done = subprocess.run([str(python), "-c", script], capture_output=True, text=True, check=True)
    return ", ".join(f"{name} {found}" for name, found in zip(names, json.loads(done.stdout), strict=True))


_MODELS = """const models = [...Bokeh.documents[0]._all_models.values()];
  const source = models.find((model) => model.type === "ColumnDataSource" && model.get_column("image"));"""

_IS_PAINTED = f"""() => {{
  if (!window.Bokeh?.documents?.length) return false;
  {_MODELS}
  return Boolean(source);
}}"""

_NEXT_FRAME = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""

_CHANGE = f"""async (number) => {{
  {_MODELS}
  const select = models.find((model) => model.type?.endsWith("Select"));
  const values = select.options.map((option) => Array.isArray(option) ? option[0] : option);
  const others = values.filter((value) => value !== select.value);
  const start = performance.now();
  const changed = new Promise((done) => {{
    const heard = () => {{ source.properties.data.change.disconnect(heard); done(); }};
    source.properties.data.change.connect(heard);
  }});
  select.value = others[number % others.length];
  await changed;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}}"""
