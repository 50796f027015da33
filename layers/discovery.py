"""Finding the layers: every module of this package that holds a ``LAYER``, or ``LAYERS`` of one family."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import layers as package
from data.errors import QuestionError
from layers.base import Layer


@cache
def discover() -> tuple[Layer, ...]:
    """All layers, in drawing order: the first lies lowest."""
    names = (f"layers.{found.name}" for found in iter_modules(package.__path__))
    found = (layer for name in names for layer in _of_module(name))
    return tuple(sorted(found, key=lambda layer: (layer.order, layer.key)))


def layer(key: str) -> Layer:
    """The layer with this key.

    Raises
    ------
    QuestionError
        If there is none; the message lists the keys.
    """
    for candidate in discover():
        if candidate.key == key:
            return candidate
    known = ", ".join(candidate.key for candidate in discover())
    raise QuestionError(f"layer is {key!r}", remedy=f"Known layers: {known}")


def _of_module(name: str) -> Iterator[Layer]:
    module = import_module(name)
    if hasattr(module, "LAYER"):
        yield module.LAYER
    yield from getattr(module, "LAYERS", ())
