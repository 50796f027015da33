"""The page's own HTML: first what the map needs, what it can do without later or not at all."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from dash import Dash

_SCRIPT = re.compile(r'<script src="(?P<address>[^"]+)"></script>\n?')

_CONFIG = re.compile(r'(?P<head><script id="_dash-config"[^>]*>)(?P<json>.*)</script>', re.DOTALL)

_LATER = {"dash_ag_grid/dash_ag_grid.": {"namespace": "dash_ag_grid", "components": ["AgGrid"]}}
"""Scripts (by a part of their address) that ``assets/later.js`` loads when their place is near the view."""

_NOT_NEEDED = ("/dash_table/",)
"""Scripts that Dash sends for components that no page has.

Its polyfill of old language features stays: without it Dash's router answers twice, and the page
is put up twice.
"""

_ICON = "favicon.svg"


class Page(Dash):
    """Dash, with an index page that tells the browser early what it will need."""

    def __init__(self, *args: Any, early: tuple[str, ...] = (), **options: Any) -> None:
        """As Dash; ``early`` are addresses of modules that the first picture needs."""
        super().__init__(*args, **options)
        self._early = early

    def interpolate_index(self, **parts: str) -> str:
        """The index page out of Dash's parts."""
        scripts, later = sorted_scripts(parts["scripts"])
        hints = [f'<link rel="modulepreload" href="{html.escape(address)}">' for address in self._early]
        told = f'<script id="later-scripts" type="application/json">{json.dumps(later)}</script>'
        parts |= {
            "config": without_validation(parts["config"]),
            "scripts": f"{told}\n{scripts}",
            "css": "\n".join([parts["css"], *hints]),
            "favicon": f'<link rel="icon" type="image/svg+xml" href="{self.get_asset_url(_ICON)}">',
        }
        return super().interpolate_index(**parts).replace("<html>", '<html lang="en">', 1)


def without_validation(tag: str) -> str:
    """The tag with Dash's settings, without the layout of every page to check callbacks against.

    Those checks are for whoever writes a page, and the tests make them; the layouts are half of the
    index page, and each is sent anyway when its page is opened.
    """
    found = _CONFIG.fullmatch(tag)
    if found is None:
        return tag
    config = json.loads(found["json"])
    config |= {"suppress_callback_exceptions": True}
    config.pop("validation_layout", None)
    return f"{found['head']}{json.dumps(config).replace('<', chr(92) + 'u003c')}</script>"


def sorted_scripts(tags: str) -> tuple[str, list[dict[str, Any]]]:
    """The script tags that the page starts with, and what ``assets/later.js`` is told of the others.

    A script that Dash names in a way not known here stays where it was.
    """
    later: list[dict[str, Any]] = []

    def kept(tag: re.Match[str]) -> str:
        address = tag["address"]
        if any(part in address for part in _NOT_NEEDED):
            return ""
        for part, library in _LATER.items():
            if part in address:
                later.append({"address": html.unescape(address), **library})
                return ""
        return tag.group()

    return _SCRIPT.sub(kept, tags), later
