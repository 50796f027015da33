"""The shape of a tone beside its words, in the size of the words."""

from __future__ import annotations

from dashboard.scenes.charts.parts import tone_mark
from dashboard.scenes.markup import Html, element
from data.briefs.content import Tone


def tone_svg(tone: Tone) -> Html:
    """The shape as an SVG of one em, silent: the words beside it say the same."""
    return element(
        "svg",
        tone_mark(tone, 20, 20, 15),
        class_="scene-tone-mark",
        viewBox="0 0 40 40",
        aria_hidden="true",
    )
