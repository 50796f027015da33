"""A server that is stopped and started again: the display greys within one interval, says so, recovers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.cli_kiosk import kiosk_page
from tests.journeys.briefing import Briefing
from tests.journeys.program import _free_port, _wait_until_served, wait_until

pytestmark = pytest.mark.browser
EVERY_S = 4
CUT_OFF = re.compile(r"Cut off from the server since \d\d:\d\d UTC\. These are the last good numbers\.")


class Program:
    """``borderops serve`` that a test stops, halts and starts on the same port and store."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "BORDEROPS_STORE": str(store),
            "BORDEROPS_PORT": str(self.port),
            "BORDEROPS_DATABASE": f"sqlite:///{folder}/plans.sqlite",
        }
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(Path(sys.executable).with_name("borderops")), "serve"],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        _wait_until_served(self._process, self.address)

    def stop(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            self._process.wait(timeout=20)
            if self._process.stdout:
                self._process.stdout.close()
        self._process = None

    def halt(self) -> None:
        """It holds its port and answers nothing, as when the machine hangs."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGCONT)


@pytest.fixture
def program(demo_store: Path, tmp_path: Path) -> Iterator[Program]:
    made = Program(demo_store, tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def wall(browser: Browser, program: Program) -> Iterator[Briefing]:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    one = Briefing(page=page, address=program.address)
    one.open(f"brief=national&display=wall&every={EVERY_S}")
    one.wait_until_all_are_here()
    yield one
    page.close()


def note_when_cut_off(wall: Briefing) -> None:
    """The page itself notes the moment at which it greys: the test's own clock is not a display's."""
    wall.page.evaluate(
        """() => {
          const display = document.querySelector(".bd-display");
          new MutationObserver(() => {
            if (display.hasAttribute("data-cut-off")) window.greyAt ??= performance.now();
          }).observe(display, { attributes: true });
        }"""
    )


def test_a_server_that_is_stopped_is_said_and_the_display_recovers_by_itself(
    wall: Briefing, program: Program
) -> None:
    wall.press(" ")
    before = wall.numbers()
    assert before
    note_when_cut_off(wall)
    program.stop()
    stopped = float(wall.page.evaluate("() => performance.now()"))
    expect(wall.veil).to_have_text(CUT_OFF)
    grey = float(wall.page.evaluate("() => window.greyAt"))
    assert grey - stopped <= EVERY_S * 1000
    expect(wall.state).to_contain_text("Cut off since")
    assert wall.numbers() == before
    wait_until(wall.page, "() => getComputedStyle(document.querySelector('.scene-panel')).filter !== 'none'")
    assert wall.style(".scene-marking", "filter") == "none"
    program.start()
    expect(wall.veil).to_be_hidden()
    expect(wall.state).to_contain_text("Live")
    assert wall.numbers() == before


def test_a_server_that_hangs_is_said_too_and_scenes_go_on(wall: Briefing, program: Program) -> None:
    keys = wall.keys()
    note_when_cut_off(wall)
    program.halt()
    halted = float(wall.page.evaluate("() => performance.now()"))
    expect(wall.veil).to_have_text(CUT_OFF)
    assert float(wall.page.evaluate("() => window.greyAt")) - halted <= EVERY_S * 1000
    for key in keys[:4]:
        wall.press(str(keys.index(key) + 1), "Enter")
        wall.wait_for_scene(key)
        expect(wall.veil).to_have_text(CUT_OFF)
        expect(wall.scene.locator(".scene-page")).to_be_visible()
    program.go_on()
    expect(wall.veil).to_be_hidden()


def test_a_wall_that_is_switched_on_before_its_server_comes_up_by_itself(
    browser: Browser, program: Program, tmp_path: Path
) -> None:
    program.stop()
    launcher = tmp_path / "kiosk.html"
    launcher.write_text(kiosk_page(program.address, brief="national", theme="dark"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(launcher.as_uri())
    expect(page.get_by_role("heading")).to_have_text("Waiting for the server")
    program.start()
    Briefing(page=page, address=program.address).wait_until_shown()
    expect(page.locator(".bd-display")).to_have_attribute("data-mode", "wall")
    page.close()
