"""A brief as one HTML file that opens without a server: styles, fonts and the script for turning are in it.

It names nothing outside itself, and its own policy forbids the browser to fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

from dashboard.documents.document import Document
from dashboard.scenes.html import scene_html
from dashboard.scenes.markup import element
from data.briefs.content import Ask, SceneContent
from data.errors import SettingsError
from data.markings import highest_marking
from layers.drawing.picture import Theme

_HERE = Path(__file__).resolve().parent
_DASHBOARD = _HERE.parent
_FONT = re.compile(r"url\(fonts/([\w.-]+\.woff2)\)")
_WEIGHTS = ("400", "600", "700")


def page_file_of(document: Document, *, theme: Theme = Theme.LIGHT) -> str:
    """The text of the HTML file.

    Raises
    ------
    SettingsError
        If the document has no marking, or the fonts were not built.
    """
    marking = highest_marking([document.marking])
    script = (_HERE / "page_file.js").read_text(encoding="utf-8")
    head = "".join(
        (
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            element("meta", http_equiv="Content-Security-Policy", content=_policy(script)),
            element("meta", name="marking", content=marking),
            element("meta", name="generator", content="borderops"),
            element("meta", name="version", content=document.version),
            element("title", f"{marking}: {document.title}"),
            f"<style>{_styles()}</style>",
        )
    )
    sheets = "".join(
        f'<div class="sheet">{scene_html(scene, document.pictures, theme=theme, prefix=f"s{number}")}</div>'
        for number, scene in enumerate(map(_without_links, document.scenes), start=1)
    )
    left_out = "".join(element("p", words) for words in document.left_out)
    rest = f'<section class="left-out">{left_out}</section>' if left_out else ""
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body data-theme="{theme.value}">'
        f"<main>{sheets}</main>{_TURN}{rest}<script>{script}</script></body></html>\n"
    )


_TURN = (
    '<nav class="turn" aria-label="Scenes"><button id="previous" type="button">Previous</button>'
    '<span id="place" role="status"></span><button id="next" type="button">Next</button></nav>'
)


def _without_links(scene: SceneContent) -> SceneContent:
    """The scene whose links lead nowhere: a file by itself does not reach pages of the program."""
    panels = tuple(
        replace(
            panel,
            items=tuple(replace(item, link="#") if isinstance(item, Ask) else item for item in panel.items),
        )
        for panel in scene.panels
    )
    return replace(scene, panels=panels)


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; font-src data:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _styles() -> str:
    scene = (_DASHBOARD / "assets" / "scene.css").read_text(encoding="utf-8")
    own = (_HERE / "page_file.css").read_text(encoding="utf-8")
    return f"{_fonts(_DASHBOARD / 'built')}\n{scene}\n{own}"


def _fonts(built: Path) -> str:
    """The rules of the fonts that scenes use, with the fonts themselves in them."""
    try:
        rules = (built / "fonts.css").read_text(encoding="utf-8").splitlines()
        used = [rule for rule in rules if any(f"font-weight:{weight};" in rule for weight in _WEIGHTS)]
        return "\n".join(_FONT.sub(lambda found: _inlined(built / "fonts" / found[1]), rule) for rule in used)
    except OSError as error:
        raise SettingsError(
            f"the fonts in {built} cannot be read: {error.strerror or error}", remedy="Run make component"
        ) from error


def _inlined(path: Path) -> str:
    return f"url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()})"
