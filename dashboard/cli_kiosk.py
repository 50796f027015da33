"""``borderops kiosk-page``: the page that a wall's browser starts with, before there is a server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import typer

from dashboard.cli_settings import out
from data.errors import SettingsError

_TEMPLATE = Path(__file__).with_name("kiosk.html")
_PLACE = "KIOSK"
_THEMES = ("dark", "light", "contrast")


def kiosk_command(
    target: Path = typer.Argument(..., metavar="FILE", help="Where to write the page."),
    server: str = typer.Option(
        "http://127.0.0.1:8050", "--server", help="Address of the server as the wall reaches it."
    ),
    brief: str = typer.Option("national", "--brief", help="The brief: national, region:<set:id>, a number."),
    theme: str = typer.Option("dark", "--theme", help="dark, light or contrast."),
    *,
    device: bool = typer.Option(
        False, "--device", help="Read a device's token from standard input, and sign the wall in with it."
    ),
) -> None:
    """Write a page that waits for the server and then shows a brief on the wall.

    The page needs no server to be opened: start the wall's browser with it, and power may come back
    in any order.

    [bold]Examples[/bold]

    borderops kiosk-page kiosk.html --server http://127.0.0.1:8050 --brief national

    borderops account device wall-1 --network 10.1.2.7 | borderops kiosk-page kiosk.html --device
    """
    token = sys.stdin.readline().strip() if device else ""
    page = kiosk_page(server, brief=brief, theme=theme, token=token)
    # With a token in it, the page is for the wall's own user only.
    target.touch()
    if device:
        target.chmod(0o600)
    target.write_text(page, encoding="utf-8")
    out().print(
        f"Start the wall's browser with: chromium --kiosk {target.resolve().as_uri()}", soft_wrap=True
    )


def kiosk_page(server: str, *, brief: str, theme: str, token: str = "") -> str:
    """The page as HTML, with all that it needs in it; with a device's token, by way of signing it in.

    Raises
    ------
    SettingsError
        If the server is no address of scheme http or https, or the theme is unknown.
    """
    parts = urlsplit(server)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise SettingsError(
            f"the server is {server!r}", remedy="Give its address, such as http://127.0.0.1:8050"
        )
    if theme not in _THEMES:
        raise SettingsError(f"the theme is {theme!r}", remedy=f"Known themes: {', '.join(_THEMES)}")
    query = urlencode({"brief": brief, "display": "wall", "theme": theme})
    wall = f"/briefing?{query}"
    if token:
        # Behind "#", so that no server's log has it: the page of that address sends it as a form.
        wall = f"/sign-in/device#{urlencode({'token': token, 'next': wall})}"
    told = json.dumps({"server": server.rstrip("/"), "wall": wall})
    # No text can end the script's element.
    return _TEMPLATE.read_text(encoding="utf-8").replace(_PLACE, told.replace("<", "\\u003c"), 1)
