"""Which layers an actor may be shown: all, or those that an administrator named."""

from __future__ import annotations

from data.errors import AccessDeniedError
from data.roles import Actor
from layers.base import Layer
from layers.discovery import discover, layer


def layers_of(actor: Actor) -> tuple[Layer, ...]:
    """The layers that the actor may be shown, in drawing order."""
    return tuple(found for found in discover() if is_allowed(actor, found.key))


def is_allowed(actor: Actor, key: str) -> bool:
    """Whether the actor may be shown the layer of that key."""
    return not actor.layers or key in actor.layers


def allowed_layer(actor: Actor, key: str) -> Layer:
    """The layer of that key, for an actor who may be shown it.

    Raises
    ------
    AccessDeniedError
        If the actor may be shown others only; the message names them.
    QuestionError
        If there is no such layer.
    """
    found = layer(key)
    if not is_allowed(actor, key):
        titles = ", ".join(one.title for one in layers_of(actor)) or "none"
        raise AccessDeniedError(
            f"{actor.name} may not see the layer {found.title}", remedy=f"Layers that you may see: {titles}"
        )
    return found
