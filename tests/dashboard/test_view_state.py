"""The view is query text and back; camera and shape come from links that may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.view_state import Camera, ViewState, camera_from_query, layers_at_start, shape_from_query
from layers.discovery import discover
from tests.data.answers.test_filters import filters

KEYS = [layer.key for layer in discover()]


@given(filters(), st.lists(st.sampled_from(KEYS), unique=True))
def test_text_gives_the_same_view_back(chosen: object, layers: list[str]) -> None:
    state = ViewState(filter=chosen, layers=tuple(layers))  # type: ignore[arg-type]
    assert ViewState.from_text(state.to_text()) == state


def test_a_link_without_layers_shows_those_of_the_start() -> None:
    assert ViewState.from_text("").layers == layers_at_start()
    assert ViewState.from_text("layers=none").layers == ()
    assert ViewState.from_text("layers=nonsense|counties").layers == ("counties",)


@given(st.text(max_size=40))
def test_any_camera_text_gives_a_camera_on_the_map_or_none(text: str) -> None:
    camera = camera_from_query({"at": text})
    assert camera is None or (abs(camera.lon) <= 180 and abs(camera.lat) <= 85 and 0 <= camera.zoom <= 22)


def test_a_camera_comes_back_from_its_link() -> None:
    assert camera_from_query({"at": "-106.5,31.75,8.2"}) == Camera(lon=-106.5, lat=31.75, zoom=8.2)


@pytest.mark.parametrize("text", ["", "1 2,3 4", "1 2;3 4;5 6;7 8", "a b,c d,e f,g h", "1 2,3 4,5 6"])
def test_shape_text_that_is_no_polygon_gives_none(text: str) -> None:
    assert shape_from_query({"shape": text}) is None


def test_a_shape_is_closed() -> None:
    shape = shape_from_query({"shape": "-111 31,-110 31,-110 32,-111 32"})
    assert shape is not None
    ring = shape["coordinates"][0]  # type: ignore[index]
    assert ring[0] == ring[-1] == [-111.0, 31.0]
    assert len(ring) == 5
