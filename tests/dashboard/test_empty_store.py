"""A store without data gives a page that says what to do."""

from __future__ import annotations

from pathlib import Path

import dash
import pytest

from dashboard.app import create_app
from data.intake.store import Store
from data.settings import Settings
from tests.data.intake.made import incidents, take_in


@pytest.mark.parametrize("path", ["/", "/data"])
def test_each_page_of_an_empty_store_says_how_to_load_data(tmp_path: Path, path: str) -> None:
    Store.create(tmp_path / "store")
    create_app(Settings(store=tmp_path / "store"))
    (found,) = (page for page in dash.page_registry.values() if page["path"] == path)
    assert "borderops demo" in str(found["layout"]())


def test_a_store_without_data_is_not_ready_and_says_why(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    client = create_app(Settings(store=store.path)).server.test_client()
    assert client.get("/healthz").text == "ok"
    first = client.get("/readyz")
    assert first.status_code == 503
    assert first.json["faults"] == ["empty"]
    take_in(store, incidents({}))
    assert client.get("/readyz").json == {"ready": True, "faults": []}
