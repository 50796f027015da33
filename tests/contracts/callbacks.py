"""Callbacks as the contracts see them: registered ones of the app, and written ones of the sources."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash import Dash

from tests.contracts.tree import Function, definitions, module, sources

_DASH_OWN = "_pages"
_ANY = (["ALL"], ["ALLSMALLER"], ["MATCH"])


@dataclass(frozen=True, kw_only=True)
class Registered:
    """One callback of a running app; properties are ``(id, property)`` as Dash writes them."""

    outputs: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    key: str

    def feeds(self, other: Registered) -> bool:
        """Whether a change by this callback starts the other one."""
        return any(_is_same(output, heard) for output in self.outputs for heard in other.inputs)


def registered(app: Dash) -> list[Registered]:
    """The app's own callbacks, in the server and in the browser; those of Dash's router left out."""
    found = [
        Registered(
            outputs=tuple(_properties(entry["output"])),
            inputs=tuple((item["id"], item["property"]) for item in entry["inputs"]),
            states=tuple((item["id"], item["property"]) for item in entry["state"]),
            key=entry["output"],
        )
        for entry in app._callback_list
    ]
    return [entry for entry in found if not any(name.startswith(_DASH_OWN) for name, _ in entry.outputs)]


def entries(app: Dash) -> list[dict[str, Any]]:
    """Every callback as Dash lists it, those of its router too."""
    return list(app._callback_list)


def longest_chain(callbacks: list[Registered]) -> list[str]:
    """Keys of the longest run of callbacks in which each starts the next."""
    chains = (_chain_from(start, callbacks, seen=()) for start in callbacks)
    return max(chains, key=len, default=[])


def handlers() -> Iterator[tuple[Path, Function]]:
    """Functions that are handed to ``guard.callback`` anywhere in the dashboard, with their file."""
    written = {path: list(calls(path, {"callback"})) for path in sources(".py", under=("dashboard",))}
    names = {
        call.args[0].id
        for found in written.values()
        for call in found
        if call.args and isinstance(call.args[0], ast.Name)
    }
    for path in written:
        for definition in definitions(path):
            if definition.node.name in names and isinstance(definition.node, Function):
                yield path, definition.node


def calls(path: Path, names: set[str]) -> Iterator[ast.Call]:
    """Calls in a file of a function or method with one of the names."""
    for node in ast.walk(module(path)):
        if isinstance(node, ast.Call) and called_name(node) in names:
            yield node


def called_name(call: ast.Call) -> str:
    """The last part of the name that is called: ``callback`` for ``guard.callback(…)``."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _chain_from(start: Registered, callbacks: Iterable[Registered], *, seen: tuple[str, ...]) -> list[str]:
    if start.key in seen:
        return []
    rest = (
        _chain_from(other, callbacks, seen=(*seen, start.key)) for other in callbacks if start.feeds(other)
    )
    return [start.key, *max(rest, key=len, default=[])]


def _properties(output: str) -> Iterator[tuple[str, str]]:
    """``(id, property)`` of each output of Dash's key, such as ``..a.data...b.children..``."""
    for part in output.strip(".").split("..."):
        name, _, prop = part.rpartition(".")
        yield name.replace("\\", ""), prop.split("@")[0]


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[1] == other[1] and _matches(_parsed(one[0]), _parsed(other[0]))


def _parsed(name: str) -> object:
    return json.loads(name) if name.startswith("{") else name


def _matches(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            one[key] == other[key] or one[key] in _ANY or other[key] in _ANY for key in one
        )
    return one == other
