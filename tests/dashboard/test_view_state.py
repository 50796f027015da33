"""The view is query text and back; camera and shape come from links that may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.view_state import (
    Camera,
    ShownLayer,
    ViewState,
    camera_from_query,
    layers_at_start,
    shape_from_query,
    swipe_from_query,
)
from data.answers.filters import Filter
from data.answers.question import Form
from data.errors import FilterError
from layers.discovery import discover
from tests.data.answers.test_filters import filters

KEYS = [layer.key for layer in discover()]
shown_layers = st.lists(
    st.builds(ShownLayer, key=st.sampled_from(KEYS), opacity=st.integers(0, 100)),
    unique_by=lambda layer: layer.key,
).map(tuple)
views = st.builds(
    ViewState,
    filter=filters(),
    layers=shown_layers,
    form=st.sampled_from(Form),
    is_uncertainty_shown=st.booleans(),
)


@given(views)
def test_text_gives_the_same_view_back(state: ViewState) -> None:
    assert ViewState.from_text(state.to_text()) == state


@given(views)
def test_text_of_a_view_has_one_form(state: ViewState) -> None:
    assert ViewState.from_text(state.to_text()).to_text() == state.to_text()


@given(st.lists(st.text(max_size=12), max_size=4).map("|".join))
def test_any_layer_text_gives_known_layers_each_once(text: str) -> None:
    keys = [layer.key for layer in ViewState.from_query({"layers": text}).layers]
    assert set(keys) <= set(KEYS)
    assert len(keys) == len(set(keys))


def test_a_link_without_layers_shows_those_of_the_start() -> None:
    assert ViewState.from_text("").layers == layers_at_start()
    assert ViewState.from_text("layers=none").layers == ()
    assert ViewState.from_text("layers=nonsense|counties").layers == (ShownLayer(key="counties"),)


def test_layers_keep_their_order_and_opacity() -> None:
    state = ViewState.from_text("layers=sectors~40|counties|sectors")
    assert state.visible() == ["sectors", "counties"]
    assert ViewState.from_text("layers=counties~999").visible() == ["counties"]


def test_what_is_usual_is_left_out_of_the_link() -> None:
    assert ViewState(filter=Filter(), layers=()).to_text() == "layers=none"


def test_an_unknown_form_is_refused_by_name() -> None:
    with pytest.raises(FilterError, match="per_person"):
        ViewState.from_text("form=per_person")


@pytest.mark.parametrize("text", ["", "2024-13/2025-01", "2025-03/2024-10", "2024-10"])
def test_swipe_text_that_is_no_period_gives_none(text: str) -> None:
    assert swipe_from_query({"swipe": text}) is None


def test_a_swipe_comes_back_from_its_link() -> None:
    assert swipe_from_query({"swipe": "2024-10/2025-03"}) == "2024-10/2025-03"


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
