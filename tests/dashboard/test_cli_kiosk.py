"""The page that a wall's browser starts with: it needs no server to be opened, and leads to the wall."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from typer.testing import CliRunner

from dashboard.cli_app import app
from dashboard.cli_kiosk import kiosk_page
from data.errors import SettingsError
from tests.conftest import borderops


def told(page: str) -> dict[str, str]:
    found = re.search(r'<script id="kiosk" type="application/json">(.*?)</script>', page)
    assert found
    said: dict[str, str] = json.loads(found[1])
    return said


def test_the_page_leads_to_the_wall_of_the_brief() -> None:
    said = told(kiosk_page("http://127.0.0.1:8051/", brief="region:best:phoenix", theme="light"))
    assert said == {
        "server": "http://127.0.0.1:8051",
        "wall": "/briefing?brief=region%3Abest%3Aphoenix&display=wall&theme=light",
    }


def test_the_page_of_a_device_signs_it_in_on_the_way_without_telling_a_log() -> None:
    said = told(kiosk_page("http://127.0.0.1:8051", brief="national", theme="dark", token="a-token"))  # noqa: S106
    address, _, behind = said["wall"].partition("#")
    assert address == "/sign-in/device"
    assert parse_qs(behind) == {
        "token": ["a-token"],
        "next": ["/briefing?brief=national&display=wall&theme=dark"],
    }


def test_the_page_of_a_device_is_for_its_user_only(tmp_path: Path) -> None:
    target = tmp_path / "kiosk.html"
    done = CliRunner().invoke(app, ["kiosk-page", str(target), "--device"], input="a-token\n")
    assert done.exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    assert "a-token" in target.read_text(encoding="utf-8")


def test_no_brief_can_end_the_script() -> None:
    page = kiosk_page("http://127.0.0.1:8051/</script><b>", brief="</script><script>", theme="dark")
    assert page.count("</script>") == 2
    assert told(page)["server"].endswith("</script><b>")


def test_the_page_loads_nothing_from_anywhere() -> None:
    page = kiosk_page("http://127.0.0.1:8050", brief="national", theme="dark")
    assert not re.search(r"(src|href)=", page)


@pytest.mark.parametrize(
    "server", ["", "127.0.0.1:8050", "ftp://127.0.0.1", "javascript:alert(1)", "http://"]
)
def test_what_is_no_address_is_refused(server: str) -> None:
    with pytest.raises(SettingsError, match="the server is"):
        kiosk_page(server, brief="national", theme="dark")


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(SettingsError, match="pink"):
        kiosk_page("http://127.0.0.1:8050", brief="national", theme="pink")


def test_the_command_writes_the_page_and_says_how_to_start_it(tmp_path: Path) -> None:
    target = tmp_path / "kiosk.html"
    done = borderops("kiosk-page", str(target), "--brief", "national", store=tmp_path / "none")
    assert target.resolve().as_uri() in done.stdout
    assert told(target.read_text(encoding="utf-8"))["wall"].startswith("/briefing?brief=national")
