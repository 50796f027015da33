"""The values of a call, held against the annotations of the function that is handed them.

Dash hands a callback whatever JSON held. Here a value of another kind is refused with 400 before any
function runs.
"""

from __future__ import annotations

import inspect
import math
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

from dash import Dash
from dash.exceptions import DependencyException
from flask import abort, request

_UPDATE = "/_dash-update-component"
_SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"


def guard_callbacks(app: Dash) -> None:
    """Hold the values of every call against its function, and answer with 404 for files that Dash lacks.

    It is for calls that :mod:`dashboard.access.callback_body` found to be of a callback's own form.
    """

    def check() -> None:
        if request.endpoint == _UPDATE:
            body = request.get_json()
            if body["output"].startswith("..") and not body.get("outputs"):
                abort(400, description="a call of several outputs names them")
            fault = _fault(app.callback_map[body["output"]], body)
            if fault:
                abort(400, description=f"the callback takes another kind of value as {fault}")

    app.server.before_request(check)
    serve = app.server.view_functions[_SUITES]

    def suites(**parts: str) -> Any:
        try:
            return serve(**parts)
        except (DependencyException, OSError):
            # Dash's own words list every file that it has.
            return abort(404, description="There is no such file")

    app.server.view_functions[_SUITES] = suites


def fits(value: object, hint: Any) -> bool:
    """Whether a value of JSON is what the annotation says, such as ``str | None`` or ``dict[str, float]``.

    Whole numbers are numbers, true and false are none, and no number is infinite.
    """
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return any(fits(value, one) for one in get_args(hint))
    if origin is list:
        return isinstance(value, list) and all(fits(one, get_args(hint)[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(fits(one, get_args(hint)[1]) for one in value.values())
    if hint in {int, float}:
        is_number = isinstance(value, (int, hint)) and not isinstance(value, bool)
        return is_number and math.isfinite(value)  # type: ignore[arg-type]
    return hint is Any or isinstance(value, hint)


def _fault(callback: Mapping[str, Any], body: Mapping[str, Any]) -> str:
    """The property whose value the callback's function does not take; empty if it takes all."""
    function = inspect.unwrap(callback["callback"])
    hints = get_type_hints(function)
    # The first parameter is what the house hands over. A function of Dash's own has no annotations,
    # and is handed addresses.
    named = list(inspect.signature(function).parameters)[1:] if hints else []
    for number, place in enumerate([*body["inputs"], *(body.get("state") or [])]):
        hint = hints.get(named[number], Any) if number < len(named) else str | None
        if isinstance(place, dict) and not fits(place.get("value"), hint):
            return str(place["property"])
    return ""
