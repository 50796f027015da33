"""The planner's desk: the Python face of the third component in ``dashboard/map``.

Like the map it needs no generator: the browser finds ``window.borderops.PlannerDesk`` in the
script that the page loads from the map's bundle, and the rest of it only where it is shown.
"""

from __future__ import annotations

from typing import ClassVar, TypedDict, Unpack

from dash.development.base_component import Component

from dashboard.components.map_view import Theme


class PlannerDeskProps(TypedDict, total=False):
    """The properties of :class:`PlannerDesk`, beside its id; all go to the browser only."""

    theme: Theme
    query: str
    periods: list[dict[str, str]]
    className: str


class PlannerDesk(Component):
    """The list of plans, or the workbench of the one that the address names.

    It speaks with ``/api/plans`` itself; no plan and no shape goes through Dash.

    Parameters
    ----------
    id : str
        Dash id.
    theme : {"dark", "light", "contrast"}
        A change keeps the plan, the map and the tool in hand.
    query : str
        The filter of the figures as query text, without the question mark; no regions.
    periods : list of dict
        Ready-made periods for the figures: ``value``, as ``first/last``, and ``label``.
    className : str
        Further class names of the container.
    """

    _namespace = "borderops"
    _type = "PlannerDesk"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_wildcard_properties: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["id", *PlannerDeskProps.__annotations__]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, id: str, **props: Unpack[PlannerDeskProps]) -> None:  # noqa: A002 - Dash's own name
        """Keep the properties that are given; the browser fills in the others."""
        super().__init__(id=id, **props)
