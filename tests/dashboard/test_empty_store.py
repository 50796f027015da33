"""A store without data gives a page that says what to do."""

from __future__ import annotations

from pathlib import Path

import dash

from dashboard.app import create_app
from data.intake.store import Store
from data.settings import Settings


def test_the_page_of_an_empty_store_says_how_to_load_data(tmp_path: Path) -> None:
    Store.create(tmp_path / "store")
    create_app(Settings(store=tmp_path / "store"))
    (start,) = (page for page in dash.page_registry.values() if page["path"] == "/")
    assert "borderops demo" in str(start["layout"]())
