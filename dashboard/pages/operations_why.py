"""The question "Why this colour?" of the map's card, answered in a drawer."""

from __future__ import annotations

from typing import Any

from dash import html, no_update

from dashboard.access import actor_of_request
from dashboard.access.views import asked_view
from dashboard.components.why import why_content
from dashboard.services import Services
from data.errors import BorderopsError
from layers.allowed import allowed_layer

_ZOOM_UNKNOWN = 4.0


def why(
    services: Services, asked: dict[str, Any] | None, text: str, viewport: dict[str, float] | None
) -> tuple[Any, Any, Any]:
    """The drawer opened, its title, and what is behind the colour; a refusal is said in the drawer."""
    if not asked:
        return no_update, no_update, no_update
    zoom = (viewport or {}).get("zoom", _ZOOM_UNKNOWN)
    state = asked_view(text)
    try:
        content = why_content(
            services,
            allowed_layer(actor_of_request(), str(asked["layer"])),
            str(asked["id"]),
            state=state,
            zoom=zoom,
        )
    except BorderopsError as refusal:
        content = [html.P(f"This cannot be told: {refusal}", role="alert")]
    return True, f"Why this colour? {asked.get('name', '')}", content
