"""A layer as the serialisable description that the map component reads."""

from __future__ import annotations

from typing import TypedDict

from layers.base import Layer


class Description(TypedDict):
    """What the map needs to draw a layer; values and their papers come in frames."""

    key: str
    title: str
    kind: str
    order: int
    source_layer: str | None
    colours: dict[str, list[str]]
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


def describe(layer: Layer, *, floor: int) -> Description:
    """The description of a layer; ``floor`` is the disclosure floor, in events."""
    style = layer.style
    return Description(
        key=layer.key,
        title=layer.title,
        kind=layer.kind.value,
        order=layer.order,
        source_layer=layer.region_set,
        colours={
            "dark": list(style.ramp.dark),
            "light": list(style.ramp.light),
            "contrast": list(style.ramp.contrast),
        },
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
    )
