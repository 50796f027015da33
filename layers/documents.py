"""The documentation page of the layers, made from the layers themselves.

``python -m layers.documents docs/layers.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from data.answers.filters import Filter
from data.answers.measure import CountyFigures, Listing, Measure, Publication
from data.answers.measures import MEASURES, measure
from data.answers.question import Form
from data.reference.figures import FIGURES
from data.reference.tables import reference_table
from layers.base import Group, Layer, View
from layers.discovery import discover

_INTRODUCTION = """\
# Layers and measures

Generated from `layers` and `data/answers/measures.py`; do not edit by hand.

Source and as-of date come with each answer, from the data version that it was asked of; given here are those
of the data that ship with the product. Non-zero counts below the floor (10 unless set otherwise) are shown
as `<10`. Within a group the first layer lies lowest.
"""
_PACKAGED = {
    "bts-border-crossings": "crossings_port_month",
    "cbp-encounters-area": "encounters_area_month",
    "ohss-usbp-encounters-sector": "usbp_encounters_sector_month",
    "cbp-drug-seizures": "drug_seizures_area_month",
}
"""Dataset to the publication of it that ships with the product."""
_FORM_WORDS = {
    Form.COUNT: "count",
    Form.PER_AREA: "per 1,000 sq mi",
    Form.PER_BORDER_MILE: "per border mile",
    Form.SHARE: "share of the whole",
    Form.CHANGE: "change from a year before, with a verdict",
}
_KIND_WORDS = {
    "cells": "square cells",
    "heat": "smooth heat",
    "points": "points",
    "regions": "filled regions",
}


def layers_page() -> str:
    """Markdown of ``docs/layers.md``: each layer's question, look and papers, then each measure."""
    parts = [_INTRODUCTION]
    for group in Group:
        parts += [f"## {group.value}\n", *(_layer(found) for found in discover() if found.group is group)]
    parts += ["## Measures\n", "| measure | title | unit | what it is | caveat |", "|---|---|---|---|---|"]
    parts += [
        f"| `{m.key}` | {m.title} | {m.unit} | {m.definition} | {m.caveat} |" for m in MEASURES.values()
    ]
    return "\n".join(parts) + "\n"


def _layer(layer: Layer) -> str:
    lines = "\n".join(f"- **{label}:** {words}" for label, words in _lines(layer))
    return f"### {layer.title}\n\n{lines}\n"


def _lines(layer: Layer) -> Iterator[tuple[str, str]]:
    asked = measure(layer.question(Filter(), View(zoom=5.0)).measure)
    source, as_of = papers_of(asked)
    kind = "outlines" if layer.style.is_outline_only else _KIND_WORDS[layer.kind]
    approximate = ", approximate" if layer.is_approximate else ""
    yield "Key", f"`{layer.key}`; {kind}{approximate}; {'on' if layer.is_on_at_start else 'off'} at the start"
    yield "Question", layer.asks
    yield "Forms", ", ".join(_FORM_WORDS[form] for form in layer.forms)
    yield "Measure and unit", f"`{asked.key}`, in {asked.unit}"
    yield "Source", source
    yield "As of", as_of
    yield "Caveat", f"{layer.caveat} {asked.caveat}"


def papers_of(asked: Measure) -> tuple[str, str]:
    """Source and as-of date, in prose, of the data behind a measure that ship with the product."""
    if isinstance(asked.origin, Publication):
        packaged = FIGURES[_PACKAGED[asked.origin.dataset]]
        return f"{packaged.publisher}, {packaged.publication}", packaged.last_month
    if isinstance(asked.origin, Listing):
        table = reference_table(asked.origin.table)
        return table.source, table.as_of
    if isinstance(asked.origin, CountyFigures):
        return asked.origin.source, asked.origin.as_of
    return "the incident extracts that are loaded", "the latest of them"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(layers_page(), encoding="utf-8")
