"""The page of briefs: the Python face of a component in ``dashboard/map``.

Like the map it needs no generator: the browser finds ``window.borderops.BriefOffice`` in the script
that the page loads from the map's bundle, and the rest of it only where it is shown.
"""

from __future__ import annotations

from typing import ClassVar

from dash.development.base_component import Component


class BriefOffice(Component):
    """The list of briefs, or the editor of the one that the address names.

    It speaks with ``/api/briefs`` itself; no brief goes through Dash.

    Parameters
    ----------
    id : str
        Dash id.
    """

    _namespace = "borderops"
    _type = "BriefOffice"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []
    available_wildcard_properties: ClassVar[list[str]] = []
    _prop_names: ClassVar[list[str]] = ["id"]
    available_properties: ClassVar[list[str]] = _prop_names

    def __init__(self, id: str) -> None:  # noqa: A002 - Dash's own name
        """Keep the id: there is nothing else to tell."""
        super().__init__(id=id)
