"""What the map's JavaScript calls: a layer's frames and cards, places to go to, and polygon totals."""

from __future__ import annotations

from dataclasses import asdict, replace

from flask import Blueprint, Response, jsonify, request
from shapely.geometry import mapping

from dashboard.access import actor_of_request
from dashboard.access.views import asked_filter
from dashboard.api.tagged import tagged
from dashboard.services import Services
from data.answers.filters import Filter
from data.answers.guard.drawn import CAVEAT as WITHHELD
from data.answers.question import Answer, By, Form, Question
from data.errors import QuestionError
from data.geography.measure import area_km2
from data.geography.polygon_repair import repaired_polygon
from data.roles import Action, require
from layers.allowed import allowed_layer
from layers.base import View
from layers.cards import card
from layers.frames import values_frame
from layers.geometry import geometry_key, geometry_of, ids_of
from layers.places import place_list

_ROWS_SHOWN = 6


def live_api(services: Services) -> Blueprint:
    """The blueprint of the live API."""
    routes = Blueprint("live", __name__, url_prefix="/api/live")
    _add_frames(routes, services)
    _add_cards_and_places(routes, services)
    _add_polygon(routes, services)
    return routes


def _add_frames(routes: Blueprint, services: Services) -> None:
    @routes.get("/layers/<key>/geometry")
    def geometry(key: str) -> Response:
        """Geometry of a layer: immutable for a data version and level."""
        asked = Filter(version=request.args.get("version") or None)
        level = _level(request.args.get("level", ""))
        found = geometry_of(
            allowed_layer(actor_of_request(), key),
            services.gate,
            actor_of_request(),
            filter_=asked,
            level=level,
        )
        return _frame(found.frame, "private, max-age=86400")

    @routes.get("/layers/<key>/values")
    def values(key: str) -> Response:
        """Values of a layer for the filter in the query, in the geometry's order."""
        actor = actor_of_request()
        chosen = allowed_layer(actor, key)
        question = chosen.question(asked_filter(), _view())
        answer = services.gate.ask(actor, question)
        key_of_geometry = geometry_key(chosen, answer.version, question.level, actor.regions)
        return _frame(
            values_frame(chosen, answer, ids=ids_of(chosen), geometry_key=key_of_geometry),
            "private, no-cache",
        )


def _add_cards_and_places(routes: Blueprint, services: Services) -> None:
    @routes.get("/layers/<key>/card/<path:place_id>")
    def place_card(key: str, place_id: str) -> Response:
        """The card of a place of a layer, for the filter in the query."""
        actor = actor_of_request()
        made = card(allowed_layer(actor, key), place_id, services.gate, actor, filter_=asked_filter())
        return tagged(jsonify(asdict(made)), "private, no-cache")

    @routes.get("/places")
    def places() -> Response:
        """Ports, regions and towns to go to by name: the same for every data version."""
        require(actor_of_request(), Action.VIEW)
        return tagged(jsonify(asdict(place_list())), "private, max-age=86400")


def _add_polygon(routes: Blueprint, services: Services) -> None:
    @routes.post("/polygon")
    def polygon() -> Response:
        """Exact total inside a drawn polygon, for the filter in the query."""
        drawn = repaired_polygon(request.get_data())
        asked = Question(
            measure="incidents",
            filter=asked_filter(),
            polygon=drawn.shape,
            polygon_notes=drawn.notes,
        )
        actor = actor_of_request()
        total, rows = (services.gate.ask(actor, replace(asked, by=by)) for by in (By.TOTAL, By.CATEGORY))
        return jsonify(
            words=total.words(),
            value=total.total,
            suppressed=total.total is None,
            unit=total.unit,
            sentence=total.sentence,
            version=total.version,
            area_km2=round(area_km2(drawn.shape), 1),
            notes=[*drawn.notes, *_withheld_notes(total, rows)],
            counted=mapping(drawn.shape) if drawn.notes else None,
            caveats=list(total.caveats),
            rows=_largest(rows),
            is_synthetic=total.is_synthetic,
        )


def _withheld_notes(total: Answer, rows: Answer) -> list[str]:
    """Why numbers of a shape are withheld; of a total that is told roughly, what it is close to."""
    if total.near is not None:
        return [total.caveats[0]]
    return sorted({*total.caveats, *rows.caveats} & {WITHHELD})


def _largest(answer: Answer) -> list[dict[str, str]]:
    names = answer.table.column(answer.question.by.value).to_pylist()
    values = answer.table.column("value").to_pylist()
    order = sorted(
        range(len(names)), key=lambda i: (-(values[i] if values[i] is not None else 0.5), names[i])
    )
    return [{"label": names[i], "words": answer.words(i)} for i in order if values[i] != 0][:_ROWS_SHOWN]


def _frame(frame: bytes, cache: str) -> Response:
    return tagged(Response(frame, mimetype="application/octet-stream"), cache)


def _level(text: str) -> int | None:
    if not text:
        return None
    if text.isdecimal() and 8 <= int(text) <= 16:
        return int(text)
    raise QuestionError(f"level is {text!r}, expected a whole number from 8 to 16", remedy="Correct the link")


def _view() -> View:
    """The form and zoom in the query: ``form`` and ``zoom``."""
    form = request.args.get("form", Form.COUNT)
    if form not in set(Form):
        raise QuestionError(f"form is {form!r}", remedy=f"Known forms: {', '.join(Form)}")
    return View(zoom=_zoom(request.args.get("zoom", "")), form=Form(form))


def _zoom(text: str) -> float:
    try:
        zoom = float(text or 4)
    except ValueError:
        zoom = -1
    if not 0 <= zoom <= 24:
        raise QuestionError(f"zoom is {text!r}, expected a number from 0 to 24", remedy="Correct the link")
    return zoom
