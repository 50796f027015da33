"""A map scene: the view pinned to its period and data version, and where the changes are."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from data.answers.question import By
from data.briefs.brief import MapScene
from data.briefs.content import MapView, Panel
from data.briefs.occasion import Occasion
from data.briefs.scenes.asked import compared
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.numerals import change_sentence, label_of, sure_sentence
from data.briefs.scenes.rows import standing_out_sentence, sure_of_rows
from data.briefs.views import pinned_view

REGION_SETS: Mapping[str, str] = {
    "counties": "county",
    "states": "state",
    "sectors": "sector",
    "field_offices": "field_office",
    "ero_areas": "ero_area",
    "best_incidents": "best",
}
"""Layers that show incidents by region, to the set that their regions are of."""
INCIDENTS = "incidents"


def map_scene(occasion: Occasion, body: MapScene) -> Composed:
    """The scene: a map to be drawn. Its headline is of the regions shown, or else of all incidents.

    Raises
    ------
    QuestionError
        If there are no data of the period.
    """
    chosen = occasion.filter
    whole = compared(occasion, INCIDENTS)
    headline, sure = change_sentence(label_of(occasion, whole), whole), sure_sentence(whole)
    answers = [whole.answer]
    region_set = _set_shown(body.view)
    if region_set:
        regions = compared(occasion, INCIDENTS, region_set=region_set, by=By.REGION)
        if regions.is_judged:
            headline, sure = standing_out_sentence(regions), sure_of_rows(regions)
            answers.append(regions.answer)
    view = MapView(view=pinned_view(body.view, chosen), summary=f"Map: {chosen.sentence()}.")
    return Composed(headline=headline, sure=sure, panels=(Panel(items=(view,)),), answers=tuple(answers))


def _set_shown(view: str) -> str | None:
    """The set of the topmost layer of incidents by region."""
    layers = dict(parse_qsl(view)).get("layers", "").split("|")
    keys = (layer.partition("~")[0] for layer in layers)
    return next((REGION_SETS[key] for key in keys if key in REGION_SETS), None)
