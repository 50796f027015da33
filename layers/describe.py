"""A layer as the serialisable description that the map component reads."""

from __future__ import annotations

from typing import TypedDict

from layers.base import Layer
from layers.palette import BALANCE, Ramp


class Description(TypedDict):
    """What the map needs to draw a layer; values and their papers come in frames."""

    key: str
    title: str
    group: str
    kind: str
    forms: list[str]
    order: int
    source_layer: str | None
    colours: dict[str, list[str]]
    diverging: dict[str, list[str]]
    suppressed_words: str
    outline: bool
    dashed: bool
    approximate: bool
    question: str
    caveat: str
    size: dict[str, float] | None
    shapes: dict[str, str] | None
    clickable: bool
    min_zoom: float | None
    none_words: str


def describe(layer: Layer, *, floor: int) -> Description:
    """The description of a layer; ``floor`` is the disclosure floor, in events."""
    style = layer.style
    return Description(
        key=layer.key,
        title=layer.title,
        group=layer.group.value,
        kind=layer.kind.value,
        forms=[form.value for form in layer.forms],
        order=layer.order,
        source_layer=layer.region_set,
        colours=_by_theme(style.ramp),
        diverging=_by_theme(BALANCE),
        suppressed_words=f"<{floor}",
        outline=style.is_outline_only,
        dashed=layer.is_approximate,
        approximate=layer.is_approximate,
        question=layer.asks,
        caveat=layer.caveat,
        size={"min": style.size.minimum_px, "max": style.size.maximum_px} if style.size else None,
        shapes=dict(style.shapes) or None,
        clickable=style.is_clickable,
        min_zoom=style.min_zoom,
        none_words=style.none_words,
    )


def _by_theme(ramp: Ramp) -> dict[str, list[str]]:
    return {"dark": list(ramp.dark), "light": list(ramp.light), "contrast": list(ramp.contrast)}
