"""A frame of pictures with the cells between them shows what a whole frame does, for less work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.commander import Commander

Open = Callable[..., Commander]
ROUNDING = 4
"""Of 255: a picture holds colours already laid over one another, rounded once more."""

LOOKS = 20
"""A busy machine comes to rest late; each look draws the whole map anew, so they are two seconds apart."""

FRAMES = """() => {
  const { map } = window.__borderopsMap;
  const gl = map.getCanvas().getContext("webgl2");
  const drawn = () => {
    let calls = 0;
    const whole = gl.drawElements;
    gl.drawElements = (...call) => { calls += 1; whole.apply(gl, call); };
    map.redraw();
    gl.drawElements = whole;
    const pixels = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4);
    gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return { calls, pixels };
  };
  const pictures = drawn();
  map._update(false);
  const whole = drawn();
  let most = 0;
  whole.pixels.forEach((value, i) => { most = Math.max(most, Math.abs(value - pictures.pixels[i])); });
  return { most, calls: [pictures.calls, whole.calls], isEmpty: !whole.pixels.some(Boolean) };
}"""


@pytest.mark.parametrize(
    "query", ["", "?layers=ports_of_entry|incident_heat|sectors", "?theme=light&at=-106,31.5,6"]
)
def test_a_frame_of_pictures_is_the_whole_frame(commander: Open, query: str) -> None:
    page = commander(f"/{query}")
    page.page.wait_for_timeout(2500)
    page.page.evaluate(
        "() => window.dash_clientside.set_props({ type: 'filter', name: 'mode' }, { value: ['air'] })"
    )
    page.wait_for("() => location.search.includes('mode=air')")
    seen = at_rest(page)
    assert not seen["isEmpty"]
    assert seen["most"] <= ROUNDING
    pictures, whole = seen["calls"]
    assert pictures < whole / 3


def at_rest(page: Commander) -> dict[str, Any]:
    """Both kinds of frame, seen once the map has come to rest: until then there are no pictures."""
    for _ in range(LOOKS):
        page.page.wait_for_timeout(2000)
        seen: dict[str, Any] = page.page.evaluate(FRAMES)
        if seen["calls"][0] < seen["calls"][1]:
            break
    return seen
