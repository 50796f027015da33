"""The Python face of the map, and that it names the properties which the browser side knows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from dash import Dash, html
from plotly.utils import PlotlyJSONEncoder

from dashboard.components.map_view import MapProps, MapView
from layers.describe import Description, describe
from layers.discovery import discover

SOURCES = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "src"


def _interface(name: str) -> set[str]:
    """Names of the properties of an interface in ``props.ts``."""
    text = (SOURCES / "props.ts").read_text(encoding="utf-8")
    body = re.search(rf"export interface {name} \{{(.*?)\n\}}", text, re.DOTALL)
    assert body, f"props.ts has no interface {name}"
    return set(re.findall(r"^  (\w+)\??:", body[1], re.MULTILINE))


def test_a_map_travels_with_its_namespace_type_and_only_the_properties_given() -> None:
    made = MapView(id="map", theme="light", visible=["ports_of_entry"], drawn=None)
    assert json.loads(json.dumps(made, cls=PlotlyJSONEncoder)) == {
        "namespace": "borderops",
        "type": "MapView",
        "props": {"id": "map", "theme": "light", "visible": ["ports_of_entry"], "drawn": None},
    }


def test_a_misspelt_property_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="vizible"):
        MapView(id="map", vizible=[])  # type: ignore[call-arg]


def test_the_properties_are_those_that_the_browser_side_knows() -> None:
    known = _interface("MapProps") | _interface("MapOutput") | {"className", "style"}
    assert set(MapProps.__annotations__) == known


def test_a_description_has_every_property_that_the_browser_side_requires() -> None:
    text = (SOURCES / "props.ts").read_text(encoding="utf-8")
    body = re.search(r"export interface LayerDescription \{(.*?)\n\}", text, re.DOTALL)
    assert body
    required = set(re.findall(r"^  (\w+):", body[1], re.MULTILINE))
    assert required == set(Description.__annotations__)


def test_every_layer_s_description_goes_into_a_map_as_json() -> None:
    made = MapView(id="map", layers=[describe(layer, floor=10) for layer in discover()])
    sent = json.loads(json.dumps(made, cls=PlotlyJSONEncoder))["props"]["layers"]
    assert [layer["key"] for layer in sent] == [layer.key for layer in discover()]


def test_dash_takes_the_map_into_a_layout() -> None:
    app = Dash(__name__)
    app.layout = html.Div(MapView(id="map", layers=[]))
    assert app.server.test_client().get("/_dash-layout").get_json()["props"]["children"]["type"] == "MapView"
