"""The Python face of the planner's desk, and that it names the properties which the browser side knows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.components.planner_desk import PlannerDesk, PlannerDeskProps

SOURCES = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "src"


def test_a_desk_travels_with_its_namespace_type_and_only_the_properties_given() -> None:
    made = PlannerDesk(id="planner", query="from=2026-01")
    assert json.loads(json.dumps(made, cls=PlotlyJSONEncoder)) == {
        "namespace": "borderops",
        "type": "PlannerDesk",
        "props": {"id": "planner", "query": "from=2026-01"},
    }


def test_a_misspelt_property_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="querry"):
        PlannerDesk(id="planner", querry="")  # type: ignore[call-arg]


def test_the_properties_are_those_that_the_browser_side_knows() -> None:
    text = (SOURCES / "planner" / "desk.ts").read_text(encoding="utf-8")
    body = re.search(r"export interface DeskProps \{(.*?)\n\}", text, re.DOTALL)
    assert body
    known = set(re.findall(r"^  (\w+)\??:", body[1], re.MULTILINE)) | {"className"}
    assert set(PlannerDeskProps.__annotations__) == known
