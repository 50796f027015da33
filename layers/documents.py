"""The documentation page of the layers, made from the layers themselves.

``python -m layers.documents docs/layers.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from data.answers.filters import Filter
from data.answers.measures import MEASURES, measure
from layers.base import Layer, View
from layers.discovery import discover

_INTRODUCTION = """\
# Layers and measures

Generated from `layers` and `data/answers/measures.py`; do not edit by hand.

Source and as-of date come with each answer, from the data version that it was asked of. Non-zero counts
below the floor (10 unless set otherwise) are shown as `<10`.
"""


def layers_page() -> str:
    """Markdown of ``docs/layers.md``: each layer's question, look and caveat, then each measure."""
    parts = [_INTRODUCTION, "## Layers, lowest first\n", *(_layer(layer) for layer in discover())]
    parts += ["## Measures\n", "| measure | title | unit | what it is | caveat |", "|---|---|---|---|---|"]
    parts += [
        f"| `{m.key}` | {m.title} | {m.unit} | {m.definition} | {m.caveat} |" for m in MEASURES.values()
    ]
    return "\n".join(parts) + "\n"


def _layer(layer: Layer) -> str:
    asked = measure(layer.question(Filter(), View(zoom=5.0)).measure)
    start = "on" if layer.is_on_at_start else "off"
    approximate = " Approximate." if layer.is_approximate else ""
    return (
        f"### {layer.title}\n\n`{layer.key}`, drawn as {layer.kind}, {start} at the start.{approximate}\n\n"
        f"{layer.asks} Measure: `{asked.key}` ({asked.unit}).\n\nCaveat: {layer.caveat}\n"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(layers_page(), encoding="utf-8")
