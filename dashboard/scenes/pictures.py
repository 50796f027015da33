"""The maps of a scene, drawn for where they stand in it, or for a size that a document gives."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from dashboard.scenes.layout import scene_layout
from dashboard.scenes.map_part import map_size
from dashboard.scenes.sizes import LEAST
from dashboard.scenes.surroundings import surroundings_of
from dashboard.services import Services
from dashboard.view_state import ViewState, camera_from_query
from data.briefs.content import MapView, SceneContent
from data.plans.keeping.store import PlanStore
from data.plans.unit_shapes import region_shape
from data.roles import Actor
from layers.drawing.drawn import draw_map
from layers.drawing.picture import Picture, Theme
from layers.drawing.viewed import Eye, PlanRegion, Viewed


@dataclass(frozen=True, kw_only=True)
class MapSize:
    """Width and height of a map and the size of its words, all in points."""

    width: float
    height: float
    words: float


def pictures_of(
    services: Services, content: SceneContent, theme: Theme, *, actor: Actor, size: MapSize | None = None
) -> dict[str, Picture]:
    """The drawing of each map of a scene, by :attr:`data.briefs.content.MapView.view`.

    Without a ``size`` each is as large as its room on the wall, in pixels of 1920 by 1080. Numbers
    are asked for ``actor``.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    FilterError
        If a view is not allowed.
    QuestionError
        If a view names a layer that cannot be asked as it says.
    UnknownPlanError
        If a view names a plan that there is not.
    UnknownVersionError
        If a view pins a data version that the store does not have.
    """
    return {
        view.view: _picture(services, view, theme, actor=actor, size=size or room)
        for view, room in map_rooms(content).items()
    }


def map_rooms(content: SceneContent) -> dict[MapView, MapSize]:
    """Each map of a scene with its room on the wall."""
    rows = [row for panel in scene_layout(content).panels for column in panel.columns for row in column.rows]
    slots = [slot for row in rows for slot in row]
    rooms = {}
    for slot in slots:
        if isinstance(slot.item, MapView):
            width, height = map_size(slot.room)
            rooms[slot.item] = MapSize(width=width, height=height, words=float(LEAST))
    return rooms


def viewed(text: str) -> Viewed:
    """What the text of a link shows.

    Raises
    ------
    FilterError
        If the filter part is not allowed, or the form is unknown.
    """
    query = dict(parse_qsl(text))
    state = ViewState.from_query(query)
    camera = camera_from_query(query)
    return Viewed(
        layers=tuple((layer.key, layer.opacity) for layer in state.layers),
        filter=state.filter,
        form=state.form,
        eye=Eye(lon=camera.lon, lat=camera.lat, zoom=camera.zoom) if camera else None,
        is_uncertainty_shown=state.is_uncertainty_shown,
    )


def _picture(services: Services, view: MapView, theme: Theme, *, actor: Actor, size: MapSize) -> Picture:
    shown = viewed(view.view)
    return draw_map(
        services.gate,
        actor,
        shown,
        width=size.width,
        height=size.height,
        theme=theme,
        plan_regions=_plan_regions(services.plans, view),
        surroundings=surroundings_of(services.built, shown, width=size.width, height=size.height),
        size=size.words,
    )


def _plan_regions(plans: PlanStore, view: MapView) -> tuple[PlanRegion, ...]:
    """The regions of the plan that is drawn over a map, at the edit that the view names."""
    if not view.plan:
        return ()
    plan = plans.plan_at(view.plan, view.edit) if view.edit else plans.open(view.plan).plan
    found = ((region.name, region_shape(plan, region.key)) for region in plan.regions)
    return tuple(PlanRegion(name=name, shape=shape) for name, shape in found if not shape.is_empty)
