"""Whether a request for a callback is one that the page itself could have sent.

Dash takes the inputs of a request as they come: more, fewer, of other components. A request that names one
callback and describes another is nobody's but a forger's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

_LISTS = (["ALL"], ["ALLSMALLER"])
_WILDCARDS = (*_LISTS, ["MATCH"])
_FIELDS = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})


def is_of(body: Mapping[str, Any], callback: Mapping[str, Any]) -> bool:
    """Whether the body's outputs, inputs, states and changed properties are those of the callback.

    Parameters
    ----------
    body
        What was sent, as JSON.
    callback
        The callback as Dash lists it: ``output``, whether there is ``no_output``, and ``inputs`` and
        ``state`` with ``id`` and ``property``.
    """
    if not body.keys() <= _FIELDS:
        return False
    inputs, states = body.get("inputs"), body.get("state", [])
    return (
        _are(inputs, callback["inputs"])
        and _are(states, callback["state"])
        and (callback["no_output"] or _is_output(body.get("outputs"), callback["output"]))
        and _are_changes(body.get("changedPropIds", []), inputs)
    )


def _are(sent: Any, specified: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the properties sent are the specified ones, in their order."""
    return (
        isinstance(sent, list)
        and len(sent) == len(specified)
        and all(_is(one, specification) for one, specification in zip(sent, specified, strict=True))
    )


def _is(sent: Any, specification: Mapping[str, Any]) -> bool:
    """Whether a property, or the list that a wildcard stands for, is the one specified."""
    wanted = _parsed_id(str(specification["id"]))
    is_many = isinstance(wanted, dict) and any(value in _LISTS for value in wanted.values())
    parts = sent if is_many else [sent]
    return isinstance(parts, list) and all(
        isinstance(part, dict)
        and part.get("property") == specification["property"]
        and _is_id(part.get("id"), wanted)
        for part in parts
    )


def _is_id(sent: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(sent == wanted)
    return (
        isinstance(sent, dict)
        and sent.keys() == wanted.keys()
        and all(
            isinstance(sent[key], str | int | float) if value in _WILDCARDS else sent[key] == value
            for key, value in wanted.items()
        )
    )


def _is_output(sent: Any, output: str) -> bool:
    """Whether the outputs written out are those that the callback is named by."""
    flat = [part for one in (sent if isinstance(sent, list) else [sent]) for part in _listed(one)]
    if not all(isinstance(part, dict) and isinstance(part.get("property"), str) for part in flat):
        return False
    named = [f"{_written_id(part.get('id'))}.{part['property']}" for part in flat]
    return output == (f"..{'...'.join(named)}.." if output.startswith("..") else "".join(named))


def _are_changes(sent: Any, inputs: Any) -> bool:
    """Whether what is said to have changed are inputs."""
    known = {
        f"{_written_id(part.get('id'))}.{part.get('property')}" for one in inputs for part in _listed(one)
    }
    return isinstance(sent, list) and all(isinstance(one, str) and one in known for one in sent)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _written_id(identity: Any) -> str:
    """The id as Dash writes it into one text."""
    if isinstance(identity, dict):
        return json.dumps(identity, sort_keys=True, separators=(",", ":"))
    return str(identity)


def _parsed_id(text: str) -> Any:
    return json.loads(text) if text.startswith("{") else text
