"""The planner's page: the filter of its link, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import Dash

from dashboard.app import PAGES, create_app
from dashboard.pages import planner
from data.settings import Settings


@pytest.fixture(scope="module")
def app(demo_store: Path) -> Dash:
    return create_app(Settings(store=demo_store))


def test_the_planner_stands_after_operations_and_before_the_briefing() -> None:
    assert [page.PATH for page in PAGES][:3] == ["/", "/planner", "/briefing"]


def test_the_page_is_served_and_sends_no_plan_through_dash(app: Dash) -> None:
    answer = app.server.test_client().get("/planner")
    assert answer.status_code == 200
    assert "assigned" not in answer.get_data(as_text=True)


def test_the_desk_s_module_is_loaded_on_its_own_page_only() -> None:
    source = Path(planner.__file__).parents[1] / "map" / "src" / "bridge.ts"
    text = source.read_text(encoding="utf-8")
    assert text.count('"planner-core.mjs"') == 1
    assert "import type { createDesk" in text
