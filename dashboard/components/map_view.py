"""The map: the Python face of the component in ``dashboard/map``.

No generator: Dash needs a namespace, a type and the names of the properties; the browser
finds ``window.borderops.MapView`` in the script that the page loads from the map's bundle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NotRequired, TypedDict, Unpack

from dash.development.base_component import Component

from layers.describe import Description

Theme = Literal["dark", "light", "contrast"]
Mode = Literal["browse", "draw", "edit"]


class MapCamera(TypedDict):
    """A place to move to, OGC:CRS84 degrees; it is followed once for each new ``nonce``."""

    lon: float
    lat: float
    zoom: float
    nonce: NotRequired[int | str | None]


class DrawnPolygon(TypedDict):
    """A GeoJSON Polygon: rings of ``[lon, lat]``, OGC:CRS84 degrees, outer ring first."""

    type: Literal["Polygon"]
    coordinates: Sequence[Sequence[Sequence[float]]]


class Viewport(TypedDict):
    """Where the map is: centre in OGC:CRS84 degrees, zoom of 512-pixel tiles."""

    lon: float
    lat: float
    zoom: float


class Clicked(TypedDict):
    """What was clicked, and where (OGC:CRS84 degrees); ``nonce`` differs from click to click.

    ``layer`` is a layer's key, or ``drawn`` for the drawn polygon, which wins over a region
    under it. Nothing is clicked while a polygon is drawn or edited.
    """

    layer: str
    id: str
    name: str
    lon: float
    lat: float
    nonce: int


class WhyAsked(TypedDict):
    """What the question "Why this colour?" is about; ``nonce`` differs from question to question."""

    layer: str
    id: str
    name: str
    nonce: int


PeriodChosen = TypedDict("PeriodChosen", {"from": str, "to": str, "nonce": int})
"""First and last month (``YYYY-MM``, both inclusive) of a period chosen on the map."""


class PaintStatus(TypedDict):
    """How many repaints there were so far, and the last one's time to the painted frame, in ms."""

    painted: int
    ms: float


class MapProps(TypedDict, total=False):
    """The properties of :class:`MapView`, beside its id.

    The page gives all but the last six; ``drawn``, ``mode`` and ``swipe`` go both ways.
    """

    theme: Theme
    layers: Sequence[Description]
    visible: Sequence[str]
    query: str
    view: MapCamera | Mapping[str, object] | None
    mode: Mode
    synthetic: bool
    selected: Sequence[str]
    drawn: DrawnPolygon | Mapping[str, object] | None
    uncertainty: bool
    span: Sequence[str] | None
    swipe: str | None
    marking: str
    className: str
    style: dict[str, str]
    viewport: Viewport | None
    clicked: Clicked | None
    ready: bool
    status: PaintStatus | None
    why: WhyAsked | None
    period: PeriodChosen | None


class MapView(Component):
    """The map of the page.

    It fetches geometry and values from ``/api/live`` itself; a change of ``query`` sends no
    shapes through Dash.

    Parameters
    ----------
    id : str
        Dash id.
    theme : {"dark", "light", "contrast"}
        A change keeps tiles, values and the drawing; nothing is fetched.
    layers : sequence of Description
        Every layer that may be shown, as :func:`layers.describe.describe` gives it.
    visible : sequence of str
        Keys of the layers to show, top first; ``key~60`` is drawn at 60 % opacity.
    query : str
        The filter as query text, without the question mark.
    view : MapCamera, optional
        Where to go. At first without it: the lower 48 states.
    mode : {"browse", "draw", "edit"}
        Also set by the map's own buttons.
    synthetic : bool
        Whether incidents are synthetic, for a polygon's total that does not say; layers say for themselves.
    selected : sequence of str
        Ids of regions to mark, as ``set:id``.
    drawn : DrawnPolygon, optional
        The drawn polygon; set when a corner is let go, never during a drag.
    uncertainty : bool
        Whether to hatch what does not stand out; on if not given.
    span : sequence of str, optional
        First and last month with incidents, ``YYYY-MM``: the range of the playback.
    swipe : str, optional
        Second period, ``YYYY-MM/YYYY-MM``, at the right of a divider; ``None`` for one map.
    marking : str
        Marking of pictures that are saved from the map; without one none is saved.
    className : str
        Further class names of the container.
    style : dict of str
        Inline style of the container.
    viewport : Viewport
        Set when the map comes to rest.
    clicked : Clicked
        Set on a click or tap, or on Enter at the map's centre.
    ready : bool
        Set once the map stands.
    status : PaintStatus
        Set after a repaint, at most four times a second.
    why : WhyAsked
        Set by the pinned card's "Why this colour?".
    period : PeriodChosen
        Set by the playback's "Use these months".
    """

    _namespace = "borderops"
    _type = "MapView"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_wildcard_properties: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["id", *MapProps.__annotations__]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, id: str, **props: Unpack[MapProps]) -> None:  # noqa: A002 - Dash's own name
        """Keep the properties that are given; the browser fills in the others."""
        super().__init__(id=id, **props)
