"""The layer list: the Python face of the second component in ``dashboard/map``.

Like the map it needs no generator: the browser finds ``window.borderops.LayerList`` in the
script that the page loads from ``/assets-map/map.js``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypedDict, Unpack

from dash.development.base_component import Component

from layers.describe import Description


class LayerListProps(TypedDict, total=False):
    """The properties of :class:`LayerList`, beside its id; ``value`` goes both ways."""

    layers: Sequence[Description]
    value: Sequence[str]
    className: str


class LayerList(Component):
    """What is on the map, in its order, and every layer to choose from.

    Search, groups, opacity, order by dragging and by buttons. The browser remembers order
    and opacity of all layers, also of those that are off.

    Parameters
    ----------
    id : str
        Dash id.
    layers : sequence of Description
        Every layer that may be shown, as :func:`layers.describe.describe` gives it.
    value : sequence of str
        The shown layers, top first, each ``key`` or ``key~NN`` with its opacity in percent: what
        ``MapView`` takes as ``visible``. Also set by the list's own controls.
    className : str
        Further class names of the container.
    """

    _namespace = "borderops"
    _type = "LayerList"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_wildcard_properties: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["id", *LayerListProps.__annotations__]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, id: str | dict[str, str], **props: Unpack[LayerListProps]) -> None:  # noqa: A002 - Dash's own name
        """Keep the properties that are given; the browser fills in the others."""
        super().__init__(id=id, **props)
