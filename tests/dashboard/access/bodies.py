"""What the page sends for a callback, made from what Dash lists of it."""

from __future__ import annotations

import json
from typing import Any

from dash import Dash

from tests.contracts.callbacks import entries


def listed(app: Dash) -> dict[str, dict[str, Any]]:
    """Every callback as Dash lists it, by its output."""
    return {entry["output"]: entry for entry in entries(app)}


def body_of(entry: dict[str, Any]) -> dict[str, Any]:
    """A request for that callback in which every value is empty."""
    output = entry["output"]
    names = [] if entry["no_output"] else output.strip(".").split("...")
    outputs = [_place(*name.rsplit(".", 1)) for name in names]
    inputs = [_sent(one) for one in entry["inputs"]]
    states = {"state": [_sent(one) for one in entry["state"]]} if entry["state"] else {}
    return {
        "output": output,
        "outputs": outputs[0] if len(names) == 1 and not output.startswith("..") else outputs,
        "inputs": inputs,
        "changedPropIds": [],
        **states,
    }


def _place(identity: str, name: str) -> dict[str, Any]:
    return {"id": json.loads(identity) if identity.startswith("{") else identity, "property": name}


def _sent(dependency: dict[str, Any]) -> object:
    place = _place(str(dependency["id"]), dependency["property"])
    is_many = isinstance(place["id"], dict) and ["ALL"] in place["id"].values()
    return [] if is_many else {**place, "value": "/" if place["property"] == "pathname" else None}
