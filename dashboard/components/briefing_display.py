"""A brief on display: the Python face of the fourth component in ``dashboard/map``.

Like the map it needs no generator: the browser finds ``window.borderops.BriefingDisplay`` in the
script that the page loads from the map's bundle, and the rest of it only where it is shown.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypedDict, Unpack

from dash.development.base_component import Component

from dashboard.components.map_view import Theme

Mode = Literal["page", "wall", "presenter"]


class BriefingDisplayProps(TypedDict, total=False):
    """The properties of :class:`BriefingDisplay`, beside its id; all go to the browser only."""

    theme: Theme
    brief: str
    scene: str
    mode: Mode
    every: float
    speed: float
    className: str


class BriefingDisplay(Component):
    """The scenes of a brief, one after the other.

    It speaks with ``/api/briefs`` itself; no scene goes through Dash.

    Parameters
    ----------
    id : str
        Dash id.
    theme : {"dark", "light", "contrast"}
        A change keeps the scene and its time.
    brief : str
        Token of the brief.
    scene : str
        Key of the scene to start with; empty is the first.
    mode : {"page", "wall", "presenter"}
        How it stands at first.
    every : float
        Seconds between questions to the server; 0 leaves it to the server.
    speed : float
        How many times faster than told scenes follow each other.
    className : str
        Further class names of the container.
    """

    _namespace = "borderops"
    _type = "BriefingDisplay"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_wildcard_properties: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["id", *BriefingDisplayProps.__annotations__]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, id: str, **props: Unpack[BriefingDisplayProps]) -> None:  # noqa: A002 - Dash's own name
        """Keep the properties that are given; the browser fills in the others."""
        super().__init__(id=id, **props)
