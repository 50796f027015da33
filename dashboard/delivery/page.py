"""The page's own HTML: first what the map needs, what it can do without later or not at all."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from dash import Dash

_SCRIPT = re.compile(r'<script src="(?P<address>[^"]+)"></script>\n?')

_CONFIG = re.compile(r'(?P<head><script id="_dash-config"[^>]*>)(?P<json>.*)</script>', re.DOTALL)

_ESCAPED = "\\u003c"

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
            "config": lean_config(parts["config"]),
            "scripts": f"{told}\n{scripts}",
            "css": "\n".join([parts["css"], *hints]),
            "favicon": f'<link rel="icon" type="image/svg+xml" href="{self.get_asset_url(_ICON)}">',
        }
        return super().interpolate_index(**parts).replace("<html>", '<html lang="en">', 1)


def lean_config(tag: str) -> str:
    """The tag with Dash's settings, the layout that callbacks are checked against cut down to its ids.

    Dash sends every page whole for that check, with all its options and texts: half of the index page.
    """
    found = _CONFIG.fullmatch(tag)
    if found is None:
        return tag
    config = json.loads(found["json"])
    if "validation_layout" in config:
        config["validation_layout"] = _with_ids(config["validation_layout"])
    # As Dash writes it: no text can end the script's element.
    return f"{found['head']}{json.dumps(config).replace('<', _ESCAPED)}</script>"


def _with_ids(node: Any) -> Any:
    """The part of a layout that holds components with ids, without their other properties; or ``None``."""
    if isinstance(node, list):
        return [kept for kept in map(_with_ids, node) if kept is not None] or None
    if not isinstance(node, dict) or "namespace" not in node:
        return None
    props = {name: kept for name, value in node["props"].items() if (kept := _with_ids(value)) is not None}
    if "id" in node["props"]:
        props["id"] = node["props"]["id"]
    return {**node, "props": props} if props else None


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
