"""The Python face of the display: it names what the browser side knows, and what a link may ask of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from dash import Dash
from plotly.utils import PlotlyJSONEncoder

from dashboard.app import create_app
from dashboard.components.briefing_display import BriefingDisplay, BriefingDisplayProps
from dashboard.pages import briefing
from data.settings import Settings

SOURCES = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "src"


@pytest.fixture(scope="module")
def app(demo_store: Path) -> Dash:
    return create_app(Settings(store=demo_store))


def test_a_display_travels_with_its_namespace_type_and_only_the_properties_given() -> None:
    made = BriefingDisplay(id="display", brief="national")
    assert json.loads(json.dumps(made, cls=PlotlyJSONEncoder)) == {
        "namespace": "borderops",
        "type": "BriefingDisplay",
        "props": {"id": "display", "brief": "national"},
    }


def test_the_properties_are_those_that_the_browser_side_knows() -> None:
    text = (SOURCES / "display" / "brief-types.ts").read_text(encoding="utf-8")
    body = re.search(r"export interface DisplayProps \{(.*?)\n\}", text, re.DOTALL)
    assert body
    known = set(re.findall(r"^  (\w+)\??:", body[1], re.MULTILINE)) | {"className"}
    assert set(BriefingDisplayProps.__annotations__) == known


@pytest.mark.parametrize(
    ("query", "mode"),
    [
        ({}, "page"),
        ({"display": "wall"}, "wall"),
        ({"presenter": "1"}, "presenter"),
        ({"display": "wall", "presenter": "1"}, "presenter"),
        ({"display": "ceiling", "presenter": "yes"}, "page"),
    ],
)
def test_a_link_says_how_the_display_stands(query: dict[str, str], mode: str) -> None:
    assert briefing.mode_of_link(query) == mode


@pytest.mark.parametrize(
    ("text", "every"),
    [("", 0), ("5", 5), ("0.1", 2), ("-3", 2), ("1e9", 3600), ("nan", 0), ("inf", 0), ("five", 0)],
)
def test_the_interval_of_a_link_stays_within_bounds(app: Dash, text: str, every: float) -> None:
    made = briefing.layout(app, every=text)
    assert made.children.every == every


def test_the_page_is_served_and_its_module_is_loaded_on_no_other(app: Dash) -> None:
    reply = app.server.test_client().get("/briefing?brief=national&display=wall")
    assert reply.status_code == 200
    text = (SOURCES / "bridge.ts").read_text(encoding="utf-8")
    assert text.count('"display-core.mjs"') == 1
    assert "import type { createDisplay" in text
