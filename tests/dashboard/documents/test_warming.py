"""What a worker makes meanwhile is what the first document rests on, and nothing of it is handed out."""

from __future__ import annotations

from pathlib import Path

from dashboard.documents.warming import warming
from dashboard.documents.worker import shelf_of
from dashboard.services import services_of
from data.intake.store import Store
from data.settings import Settings
from layers.drawing.coverage import region_shapes, sketch
from tests.dashboard.documents.briefed import services_over


def test_the_counties_and_the_maps_of_the_national_brief_are_at_hand(own_store: Path, tmp_path: Path) -> None:
    services, _ = services_over(own_store, tmp_path)
    assert len(list(warming(services))) > 20
    assert sketch.cache_info().currsize == 1
    assert region_shapes.cache_info().currsize
    assert services.gate.remembered()[1]
    assert services.plans.jobs.is_queued(("document",)) is False
    assert not shelf_of(services.settings).names(1)


def test_an_empty_store_is_no_reason_to_fail(tmp_path: Path) -> None:
    Store.create(tmp_path / "store")
    settings = Settings(store=tmp_path / "store", database=f"sqlite:///{tmp_path / 'plans.sqlite'}")
    assert len(list(warming(services_of(settings)))) == 1
